import { assertNever } from '../result.ts';
import { reviewIsOwed } from '../review.ts';
import type { DutyEvent, ReviewReminded } from './duty-events.ts';
import type { Work } from './effects.ts';
import type { ChangeEvent } from './events.ts';
import type { Change } from './state.ts';
import type { UserId } from './types.ts';

const CARD: Work = { kind: 'refresh-card' };
const ASKS: Work = { kind: 'refresh-asks' };
const THREAD: Work = { kind: 'tell-thread' };
const COMMENT: Work = { kind: 'comment-ticket' };

/** What facts about who owes the review, and how they are told, call for. */
export function reactToDuty(change: Change, event: DutyEvent): readonly Work[] {
  const { lastRung: rung, owner } = change.review;
  const escalate: Work = { kind: 'nag', audience: 'escalation', rung };
  switch (event.type) {
    case 'ReviewReminded':
      return [CARD, ...event.tell.flatMap((audience) => tell(change, event, audience))];
    case 'ReminderAddressed':
      return event.to.map((user) => ({ kind: 'nag-person', audience: event.audience, user, rung: event.rung }));
    case 'ReminderDelivered':
      if (reviewIsOwed(change)) return [];
      return [event.user === undefined ? { kind: 'refresh-open-nags' } : { kind: 'refresh-nags', user: event.user }];
    case 'HandOverOffered':
      return [{ kind: 'ask', purpose: 'hand-over', user: event.to, round: change.version }, CARD, ASKS, THREAD];
    case 'HandOverAccepted':
    case 'ReviewTakenOver':
      return [CARD, ASKS, THREAD, COMMENT, { kind: 'assign-ticket' }];
    case 'HandOverDeclined':
      return [CARD, ASKS, THREAD, { kind: 'nag-person', audience: 'owner', user: owner, rung }];
    case 'HandOverUnanswered':
      return [CARD, ASKS, THREAD, { kind: 'nag-person', audience: 'owner', user: owner, rung }, escalate];
    case 'ReviewOwnerLeft':
      return [CARD, THREAD, COMMENT, escalate];
    case 'TicketHandedOver':
      return [CARD];
    case 'ReviewSnoozed':
      return [];
    default:
      return assertNever(event);
  }
}

/** Who owes the next step is known by name; who belongs to a group has to be looked up first. */
function tell(change: Change, { rung }: ReviewReminded, audience: ReviewReminded['tell'][number]): Work[] {
  if (audience === 'page') return [{ kind: 'page', rung }];
  if (audience !== 'owner') return [{ kind: 'nag', audience, rung }];
  const known = debtors(change);
  if (known.length === 0) return [{ kind: 'nag', audience, rung }];
  return known.map((user) => ({ kind: 'nag-person', audience, user, rung }));
}

/** Whose turn it is: the owner's, or once the review is handed in those who were asked to sign it off. */
export function debtors({ review, asks }: Change): readonly UserId[] {
  if (review.status !== 'submitted') return [review.owner];
  return [...new Set(asks.filter(({ purpose }) => purpose === 'review').map(({ user }) => user))].toSorted();
}

/** After these a reminder no longer shows what can be done. */
export const OUTDATING: ReadonlySet<ChangeEvent['type']> = new Set([
  'DeploymentRecorded',
  'ReviewSubmitted',
  'ReviewReturned',
  'ReviewSignedOff',
  'ReviewSnoozed',
  'HandOverAccepted',
  'ReviewTakenOver',
  'ChangeWithdrawn',
  'ChangeNotImplemented',
]);

export const redrawnNags = ({ review }: Change): Work[] =>
  [...new Set(review.nags.map(({ user }) => user))].map((user) =>
    user === undefined ? { kind: 'refresh-open-nags' } : { kind: 'refresh-nags', user },
  );
