import type { DutyEvent } from './change/duty-events.ts';
import { assertNever } from './result.ts';
import type { Names, Telling } from './telling.ts';
import { utc } from './telling.ts';

const AUDIENCE = {
  owner: 'whoever owes it',
  thread: 'the thread',
  escalation: 'the escalation contact',
  channel: 'the channel',
  page: 'PagerDuty',
} as const;

/** Who owes the review and what they were told, in plain sentences. */
export function tellDuty(event: DutyEvent, { person, group }: Names): Telling {
  const at = utc(event.at);
  switch (event.type) {
    case 'ReviewReminded':
      return { line: `Time to remind of the review, ${at}: ${event.tell.map((one) => AUDIENCE[one]).join(', ')}` };
    case 'ReminderAddressed':
      return { line: `The reminder goes to ${event.to.map(person).join(', ')} (${at})` };
    case 'ReminderDelivered':
      return {
        line: `${event.user === undefined ? `Reminded in ${AUDIENCE[event.audience]}` : `${person(event.user)} reminded`} of the review in Slack at ${at}`,
      };
    case 'ReviewSnoozed':
      return { line: `${person(event.by)} put the reminders off until ${utc(event.until)} (${at})` };
    case 'HandOverOffered':
      return {
        line: `${person(event.by)} asked ${person(event.to)} at ${at} to take the review over, by ${utc(event.answerBy)}`,
      };
    case 'HandOverAccepted':
      return { line: `${person(event.by)} took the review over from ${person(event.from)} at ${at}` };
    case 'HandOverDeclined':
      return { line: `${person(event.by)} declined at ${at} to take the review over: ${person(event.from)} owes it` };
    case 'HandOverUnanswered':
      return {
        line: `${person(event.to)} did not answer by ${at} whether to take the review over: ${person(event.from)} owes it`,
      };
    case 'ReviewOwnerLeft':
      return { line: `${person(event.user)}, who owes the review, was found to have left Slack at ${at}` };
    case 'ReviewTakenOver': {
      const groups = [...new Set(event.memberOf.map((membership) => group(membership.group)))].join(', ');
      return { line: `${person(event.by)} (${groups}) took the review over from ${person(event.from)} at ${at}` };
    }
    case 'TicketHandedOver':
      return {
        line: event.assigned
          ? `The ticket was assigned to ${person(event.owner)} at ${at}`
          : `The ticket has no assignee since ${at}: ${person(event.owner)} has no Jira account that can be found`,
      };
    default:
      return assertNever(event);
  }
}
