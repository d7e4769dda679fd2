import { hasEnded } from '../../domain/change/state.ts';
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

/** Nothing where the policy wants no issues for follow-ups, or one of an earlier review was opened under this number. */
export const openFollowUp: Handler<'open-follow-up-ticket'> = async ({ work, change, delivery }, { tickets }) => {
  const followUp = change.review.submitted?.review.followUps.find(({ id }) => id === work.followUp);
  if (!tickets || !followUp || change.followUpIssues?.[followUp.id]) return undefined;
  const issue = await tickets.ensureFollowUp(change, followUp, delivery);
  return issue && { type: 'NoteFollowUp', at: delivery.now, followUp: followUp.id, ...issue };
};

/** Where no way leads back, the comment and the card say that it was closed too early. */
export const reopenTicket: Handler<'reopen-ticket'> = async (task, { tickets }) => {
  const { change, delivery } = task;
  if (!tickets || !change.ticket || !change.ticketClosedEarly || hasEnded(change)) return undefined;
  const status = await tickets.reopen(change, momentOf(task), delivery);
  return status === undefined ? undefined : { type: 'NoteTicketReopened', at: delivery.now, status };
};

/** Follows whoever owes the review. */
export const assignTicket: Handler<'assign-ticket'> = async ({ change, delivery }, { tickets }) => {
  if (!tickets || !change.ticket) return undefined;
  const assigned = await tickets.assign(change);
  return { type: 'NoteAssignee', at: delivery.now, owner: change.review.owner, assigned };
};
