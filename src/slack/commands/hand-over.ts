import { idText } from '../../domain/change/types.ts';
import { refusalWords } from '../copy/refusals.ts';
import { offerHandOver } from '../listeners/duty.ts';
import { dateTime, mention } from '../text.ts';
import { handOverForm } from '../views/hand-over.ts';
import type { Run } from './command.ts';
import { answer } from './command.ts';
import { changeMeant, open } from './forms.ts';
import { parseHandOver } from './parse.ts';

/** Asks the colleague who is named, or opens the form to name one. */
export const handOver: Run = async (args, commanded, deps) => {
  const by = commanded.command.user_id;
  const { change: named, to } = parseHandOver(args) ?? { change: '' };
  const suits = ({ owner, review }: { owner: string; review: string }) =>
    owner === by && review !== 'submitted' && review !== 'signed off';
  const change = await changeMeant(named, { word: 'handover', suits }, commanded, deps);
  if (!change) return;
  if (to === undefined) {
    await open(handOverForm(change, deps.scene().policy.review.hand_over_within), commanded);
    return;
  }
  const id = idText(change.id);
  const outcome = await offerHandOver(change, { by, to }, deps);
  const answerBy = outcome.ok ? outcome.value.review.handOver?.answerBy : undefined;
  const text = outcome.ok
    ? `${mention(to)} is asked to take over the review of ${id}${answerBy === undefined ? '' : `, by ${dateTime(answerBy)}`}. You owe it until they say yes.`
    : refusalWords(outcome.error, id, deps.scene());
  await answer(commanded, { text, blocks: [] });
};
