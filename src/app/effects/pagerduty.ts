import { hasEnded } from '../../domain/change/state.ts';
import { reviewIsOwed } from '../../domain/review.ts';
import type { Handler } from './context.ts';
import { momentOf } from './context.ts';

export const findIncident: Handler<'find-incident'> = async ({ change, delivery }, { incidents }) => {
  if (!incidents || change.incidentReference === undefined) return undefined;
  const incident = await incidents.find(change.incidentReference);
  return { type: 'NoteIncident', at: delivery.now, incident };
};

export const noteIncident: Handler<'note-incident'> = async (task, { incidents }) => {
  const { incident } = task.change;
  if (incident) await incidents?.note(incident, task.change, momentOf(task), task.delivery);
  return undefined;
};

export const announceDeployment: Handler<'announce-deployment'> = async (task, { incidents }) => {
  await incidents?.announce(task.change, momentOf(task), task.delivery);
  return undefined;
};

export const page: Handler<'page'> = async ({ change, delivery }, { incidents }) => {
  if (reviewIsOwed(change)) await incidents?.page(change, delivery);
  return undefined;
};

/** Asked for again right before: somebody may have decided meanwhile. */
export const pageApprovers: Handler<'page-approvers'> = async ({ work, change, delivery }, { incidents }) => {
  const { status, round } = change.authorization;
  const isOpen = status === 'pending' && round === work.round && !hasEnded(change);
  if (isOpen) await incidents?.pageApprovers(change, round, delivery);
  return undefined;
};

export const settlePage: Handler<'settle-page'> = async ({ work, change, delivery }, { incidents }) => {
  await incidents?.settlePage(change, work.round, delivery);
  return undefined;
};

/** The review is in, or not owed any more: nobody has to be awake for it. */
export const settleReviewPage: Handler<'settle-review-page'> = async ({ change, delivery }, { incidents }) => {
  await incidents?.settleReviewPage(change, delivery);
  return undefined;
};
