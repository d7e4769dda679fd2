import { dueReminder } from '../reminders.ts';
import type { RemindReview } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, refuse } from './decision.ts';
import type { AddressReminder, NoteAssignee, NoteReminder } from './duty-commands.ts';
import type { Change } from './state.ts';

export function remindReview(change: Change, { at }: RemindReview): Decision {
  const due = dueReminder(change, at);
  return due ? accept({ type: 'ReviewReminded', at, rung: due.rung, tell: due.tell }) : refuse({ code: 'nothing-due' });
}

export function addressReminder(_change: Change, { at, rung, audience, to }: AddressReminder): Decision {
  return to.length === 0 ? accept() : accept({ type: 'ReminderAddressed', at, rung, audience, to });
}

/** The same message is one fact: it may be noted again after a lost answer. */
export function noteReminder(change: Change, command: NoteReminder): Decision {
  const { channel, ts } = command;
  const isKnown = change.review.nags.some((nag) => nag.ts === ts && nag.channel === channel);
  return isKnown ? accept() : accept({ ...command, type: 'ReminderDelivered' });
}

export function noteAssignee(change: Change, { at, owner, assigned }: NoteAssignee): Decision {
  return change.ticket ? accept({ type: 'TicketHandedOver', at, owner, assigned }) : accept();
}
