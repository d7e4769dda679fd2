import type { LetterLine } from '../../app/outside-ports.ts';
import { debtors } from '../../domain/change/react-duty.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { Instant, UserId } from '../../domain/change/types.ts';
import { button } from '../blocks.ts';
import { ACTION } from '../ids.ts';
import { mention } from '../text.ts';
import { due, nameOf, step } from './review-words.ts';
import { stateWords } from './state-words.ts';

type Buttons = ReturnType<typeof button>[];

interface Told {
  readonly text: string;
  readonly buttons: Buttons;
  /** Something is still wanted of this person. */
  readonly isOpen: boolean;
}

const nothing = (text: string): Told => ({ text, buttons: [], isOpen: false });

/** What one change wants of this person, as it is now; without buttons once there is nothing left for them to press. */
export function nagLine(line: LetterLine, user: UserId, at: Instant, isAlone: boolean): Told {
  const { change, audience, snoozeTo } = line;
  const { review, key } = change;
  if (hasEnded(change) || review.status === 'signed off') {
    return nothing(`${nameOf(change)}: nothing left to do here, ${stateWords(change)}.`);
  }
  if (review.status === 'submitted') return signOff(change, user, at);
  if (review.owner === user) return owed(change, at, snoozeTo, isAlone);
  if (audience === 'owner') return nothing(`${nameOf(change)}: ${mention(review.owner)} owes the review now.`);
  const takeOver = button(ACTION.takeOver, 'Take over', key, 'primary');
  return { text: escalated(change, at), buttons: [takeOver], isOpen: true };
}

function signOff(change: Change, user: UserId, at: Instant): Told {
  const { submitted } = change.review;
  const isAsked = debtors(change).includes(user);
  if (submitted?.by === user || change.review.owner === user || !isAsked) {
    return nothing(`${nameOf(change)}: the review is handed in and waits for its sign-off.`);
  }
  const text = `The review of ${nameOf(change)} waits for your sign-off, ${due(change, at)}.`;
  return { text, buttons: step(change), isOpen: true };
}

function owed(change: Change, at: Instant, snoozeTo: string | undefined, isAlone: boolean): Told {
  const effort = isAlone ? ' Part of it is filled in from the record; it takes about 4 minutes.' : '';
  const { key, review, deployments } = change;
  const canSnooze = snoozeTo !== undefined && !review.snoozed;
  const buttons = [
    ...step(change),
    ...(canSnooze ? [button(ACTION.snooze, `Remind me at ${snoozeTo}`, key)] : []),
    button(ACTION.handOver, 'Hand over', key),
  ];
  const wanted =
    deployments.length === 0
      ? `What became of ${nameOf(change)}? Record the deployment, or “Not implemented” if nothing went out. The review is ${due(change, at)}.`
      : `${nameOf(change)} wants your review, ${due(change, at)}.${effort}`;
  return { text: `${notTakenWords(change)}${wanted}`, buttons, isOpen: true };
}

/** Who was asked to take it over and did not. */
function notTakenWords({ review: { notTaken } }: Change): string {
  if (!notTaken) return '';
  return `${mention(notTaken.to)} ${notTaken.how === 'declined' ? 'cannot take it over' : 'has not answered whether to take it over'}, so you still owe it. `;
}

function escalated(change: Change, at: Instant): string {
  const { owner, ownerLeft, notTaken } = change.review;
  const state = `${nameOf(change)} has no review yet, ${due(change, at)}.`;
  if (ownerLeft !== undefined)
    return `${state} ${mention(owner)} owes it and is no longer active in Slack: please take it over.`;
  if (notTaken?.how === 'unanswered') {
    return `${state} ${mention(owner)} owes it and asked ${mention(notTaken.to)} to take it over, who has not answered: please help, or take it over.`;
  }
  return `${state} ${mention(owner)} owes it: please help to get it done, or take it over.`;
}
