import { waitingFor } from '../../domain/change/approve.ts';
import type { Ask, Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { KIND_WORDS } from '../../domain/words.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, section } from '../blocks.ts';
import { ACTION } from '../ids.ts';
import type { Scene } from '../scene.ts';
import { dateTime, mention, said, saidInLine } from '../text.ts';
import { approvalLines } from './approval-lines.ts';
import { handOverAsk } from './hand-over.ts';
import { headline, ICON, scopeWords, stateOf, stateWords } from './state-words.ts';
import { toCard } from './to-card.ts';

/** The direct message that asks somebody to decide; without buttons once there is nothing left for them to press. */
export function askMessage(change: Change, purpose: Ask['purpose'], user: string, scene: Scene): Message {
  if (purpose === 'review') return reviewAsk(change);
  if (purpose === 'hand-over') return handOverAsk(change, user);
  return approvalAsk(change, user, scene);
}

function approvalAsk(change: Change, user: string, scene: Scene): Message {
  const { details, requester } = change;
  const mine = change.authorization.given.find(({ by }) => by === user);
  const { status } = change.authorization;
  const open = status === 'pending' && !hasEnded(change) && waitingFor(change).includes(user);
  const canTakeBack = mine && change.deployments.length === 0 && !hasEnded(change) && status !== 'rejected';
  const request = open
    ? (verbalWords(change, user) ?? `${mention(requester)} needs your decision`)
    : `Nothing left to do here: ${mine ? 'you approved' : stateWords(change)}`;
  return {
    text: `${idText(change.id)} · ${saidInLine(details.summary, 120)}: ${open ? 'needs your decision' : stateWords(change)}`,
    blocks: [
      section(`${ICON[stateOf(change)]} ${headline(change)}\n${request}`),
      context(
        `${said(scopeWords(change), 200)} · ${KIND_WORDS[details.kind]} · ${details.risk} risk · declared ${dateTime(change.declaredAt)}`,
      ),
      section(
        `*Why*  ${said(details.criterion.title, 80)}: ${said(details.justification, 900)}\n*Back*  ${said(details.rollbackPlan, 600)}`,
      ),
      ...approvalLines(change, scene).map(section),
      ...actions(
        ...(open ? decisionButtons(change, user) : []),
        ...(canTakeBack ? [button(ACTION.withdrawApproval, 'Take my approval back', change.key)] : []),
        ...toCard(change),
      ),
    ],
  };
}

function decisionButtons(change: Change, user: string) {
  const { key } = change;
  const named = namedYes(change, user);
  return [
    button(ACTION.approve, named ? 'Yes, I approve' : 'Approve', key, 'primary'),
    ...(named ? [button(ACTION.denyVerbal, 'I did not', key)] : []),
    button(ACTION.reject, 'Reject', key, 'danger'),
    button(ACTION.approveWithComment, 'Approve with a comment', key),
    button(ACTION.claim, "I'm looking", key),
  ];
}

const namedYes = ({ authorization }: Change, user: string) =>
  authorization.verbal.findLast(({ approver, denied }) => approver === user && !denied);

function verbalWords(change: Change, user: string): string | undefined {
  const named = namedYes(change, user);
  if (!named) return undefined;
  return `${mention(named.by)} says that you approved this ${dateTime(named.saidAt)} (${said(named.how, 200)}). It counts once you confirm it here.`;
}

function reviewAsk(change: Change): Message {
  const { submitted, status } = change.review;
  const open = status === 'submitted' && !hasEnded(change);
  const words = open
    ? `${mention(submitted?.by ?? change.review.owner)} handed in the review. Read it, then sign it off or return it.`
    : stateWords(change);
  return {
    text: `${idText(change.id)} · ${saidInLine(change.details.summary, 120)}: ${open ? 'review waits for your sign-off' : stateWords(change)}`,
    blocks: [
      section(`${ICON[stateOf(change)]} ${headline(change)}\n${words}`),
      ...actions(
        ...(open
          ? [
              button(ACTION.readReview, 'Read review', change.key, 'primary'),
              button(ACTION.signOff, 'Sign off', change.key),
              button(ACTION.returnReview, 'Return', change.key),
            ]
          : []),
        ...toCard(change),
      ),
    ],
  };
}
