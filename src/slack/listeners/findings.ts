import { reviewerOf } from '../../app/deciders.ts';
import { judged } from '../../app/findings.ts';
import { idText } from '../../domain/change/types.ts';
import type { FindingCode } from '../../domain/findings/types.ts';
import { FINDING_CODES } from '../../domain/findings/types.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { explainForm } from '../views/findings.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, keyOf, press } from './common.ts';

export const onExplain =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const { change, findings } = await known(keyOf(pressed), deps);
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: explainForm(change, findings) });
  };

export const onExplainForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const at = deps.now();
  const { change, findings } = await known(view.private_metadata, deps);
  const decider = await reviewerOf(by, change, deps);
  const answers = readAnswers(view.state.values);
  const finding = codeOf(answers.text('finding'));
  const answerable = findings.filter(({ state }) => state !== 'cleared').map(({ code }) => code);
  const command = { type: 'ExplainFinding' as const, by, at, finding, text: answers.text('text'), answerable, decider };
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), idText(change.id), deps);
};

/** @throws when it is none: our own form offers no other */
function codeOf(chosen: string): FindingCode {
  const code = FINDING_CODES.find((known) => known === chosen);
  if (!code) throw new Error(`No finding has the code ${chosen.slice(0, 40)}`);
  return code;
}

/** @throws when there is no such change: our own messages name only changes that exist */
async function known(key: string, { ledger, now }: SlackDeps) {
  const change = await judged(ledger, key, now());
  if (!change) throw new Error(`No change has the key ${key.slice(0, 40)}`);
  return change;
}
