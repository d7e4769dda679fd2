import type { Handler } from './context.ts';
import { momentOf } from './context.ts';

export const openTicket: Handler<'open-ticket'> = async ({ change, delivery }, { tickets }) => {
  if (!tickets || change.ticket) return undefined;
  const ticket = await tickets.ensure(change, delivery);
  return { type: 'NoteTicket', at: delivery.now, ...ticket };
};

/** Without a ticket there is nothing to add to: the ticket itself tells the record as it is when it opens. */
export const linkTicket: Handler<'link-ticket'> = async ({ change }, { tickets }) => {
  if (change.ticket) await tickets?.link(change);
  return undefined;
};

export const commentTicket: Handler<'comment-ticket'> = async (task, { tickets }) => {
  if (task.change.ticket) await tickets?.comment(task.change, momentOf(task), task.delivery);
  return undefined;
};

export const closeTicket: Handler<'close-ticket'> = async ({ change, delivery }, { tickets }) => {
  if (!tickets || !change.ticket) return undefined;
  await tickets.close(change, delivery);
  return { type: 'NoteTicketClosed', at: delivery.now };
};
