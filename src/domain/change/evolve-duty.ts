import { assertNever } from '../result.ts';
import type { DutyEvent } from './duty-events.ts';
import { isReminder } from './effects.ts';
import type { Change, ReviewTrack } from './state.ts';
import type { Instant } from './types.ts';

/** The share of `evolve` that says who owes the review, and what they were told. */
export function evolveDuty(change: Change, event: DutyEvent): Change {
  const review = (next: Partial<ReviewTrack>): Change => ({ ...change, review: { ...change.review, ...next } });
  const { nags, snoozed, paged } = change.review;

  switch (event.type) {
    case 'ReviewReminded': {
      // Whenever the owner is told, what they asked for has come.
      const wakes = snoozed && event.tell.includes('owner');
      return review({
        lastRung: event.rung,
        paged: paged || event.tell.includes('page'),
        ...(wakes ? { snoozed: { ...snoozed, isOver: true } } : {}),
      });
    }
    case 'ReminderDelivered': {
      const { user, channel, ts, audience, at, changes = [], along } = event;
      const told = [...nags, { user, audience, channel, ts, at, changes, along }];
      return { ...review({ lastRemindedAt: at, nags: told }), failures: overcome(change.failures) };
    }
    case 'ReviewSnoozed':
      return review({ snoozed: { by: event.by, at: event.at, until: event.until, isOver: false } });
    case 'HandOverOffered':
      return review({ handOver: { to: event.to, at: event.at, answerBy: event.answerBy }, notTaken: undefined });
    case 'HandOverAccepted':
    case 'ReviewTakenOver':
      return review({
        owner: event.by,
        handOver: undefined,
        notTaken: undefined,
        ownerLeft: undefined,
        snoozed: endedSnooze(change.review, event.at),
      });
    case 'HandOverDeclined':
      return review({ handOver: undefined, notTaken: { to: event.by, at: event.at, how: 'declined' } });
    case 'HandOverUnanswered':
      return review({ handOver: undefined, notTaken: { to: event.to, at: event.at, how: 'unanswered' } });
    case 'ReviewOwnerLeft':
      return review({ ownerLeft: event.at });
    case 'TicketHandedOver':
      return change.ticket
        ? { ...change, ticket: { ...change.ticket, assigned: event.assigned, assignee: undefined } }
        : change;
    case 'ReminderAddressed':
      return change;
    default:
      return assertNever(event);
  }
}

/** What its owner asked for says nothing to whoever is told next. */
export const endedSnooze = ({ snoozed }: ReviewTrack, at: Instant): ReviewTrack['snoozed'] =>
  snoozed && { ...snoozed, until: Math.min(snoozed.until, at), isOver: true };

/** A reminder that was taken makes up for one that was not. */
function overcome({ slack, ...rest }: Change['failures']): Change['failures'] {
  return slack && !isReminder(slack) ? { ...rest, slack } : rest;
}
