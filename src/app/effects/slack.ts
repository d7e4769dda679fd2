import type { Command } from '../../domain/change/commands.ts';
import { debtors } from '../../domain/change/react-duty.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { UserId } from '../../domain/change/types.ts';
import { drillReport } from '../../domain/drill-report.ts';
import { findingsOf } from '../../domain/findings/findings.ts';
import { reviewIsOwed } from '../../domain/review.ts';
import { CardGone, TransientFailure } from '../errors.ts';
import type { Chat } from '../outside-ports.ts';
import type { Groups } from '../people-ports.ts';
import type { Handler, Outside, Task } from './context.ts';
import { momentOf } from './context.ts';

export const refreshCard: Handler<'refresh-card'> = async ({ change, events, delivery }, { chat }) => {
  const card = await chat.ensureCard(change, findingsOf(change, events, delivery.now), delivery);
  return { type: 'NoteCard', at: delivery.now, ...card };
};

/** Nobody is asked what is no longer open; what a lost try asked all the same is noted, so that its buttons go. */
export const ask: Handler<'ask'> = async ({ work, change, delivery }, { chat }) => {
  const wanted = isOpen(work, change) && !hasEnded(change);
  const lost = !wanted && delivery.inDoubt ? await chat.findAsk(work.user, delivery) : undefined;
  const posted = wanted ? await chat.ask(change, work.purpose, work.user, delivery) : lost;
  return posted && { type: 'NoteAsk', at: delivery.now, purpose: work.purpose, user: work.user, ...posted };
};

function isOpen({ purpose, user }: Task<'ask'>['work'], { authorization, review }: Change): boolean {
  if (purpose === 'hand-over') return review.handOver?.to === user;
  return purpose === 'review' ? review.status === 'submitted' : authorization.status === 'pending';
}

export const tellThread: Handler<'tell-thread'> = async (task, { chat }) => {
  return underCard(task, chat, (change) => chat.tellThread(change, momentOf(task), task.delivery));
};

/** Tells what belongs below the card; where that is gone it is posted anew first, and its new place noted. */
async function underCard(
  { change, events, delivery }: Pick<Task, 'change' | 'events' | 'delivery'>,
  chat: Chat,
  tell: (change: Change) => Promise<void>,
): Promise<Command | undefined> {
  try {
    await tell(change);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof CardGone)) throw cause;
    const again = { ...delivery, key: `${delivery.key}/card` };
    const findings = findingsOf(change, events, delivery.now);
    const card = await chat.ensureCard({ ...change, card: undefined }, findings, again);
    await tell({ ...change, card });
    return { type: 'NoteCard', at: delivery.now, ...card };
  }
}

/**
 * Read again right before it is sent: a review handed in meanwhile is not asked for. Whom a group's reminder goes to is
 * looked up here, and each of them is told on their own.
 */
export const nag: Handler<'nag'> = async (task, outside) => {
  const { work, change, delivery } = task;
  const { audience, rung } = work;
  if (!reviewIsOwed(change)) return undefined;
  const to = await audienceOf(task, outside);
  if (audience === 'owner' || audience === 'escalation') {
    return { type: 'AddressReminder', at: delivery.now, rung, audience, to };
  }
  if (to.length === 0) return undefined;
  const posted = await outside.chat.nag(change, audience, to, delivery);
  return { type: 'NoteReminder', at: delivery.now, rung, audience, ...posted };
};

/** The incident is over: whoever owes the review hears what is left to do. Nobody is nudged for what is done. */
export const nudgeOwner: Handler<'nudge-owner'> = async ({ change, delivery }, { chat }) => {
  const isOver = change.incidentStatus?.status === 'resolved';
  const isWritten = ['submitted', 'signed off'].includes(change.review.status);
  if (isOver && !isWritten && !hasEnded(change)) await chat.nudge(change, change.review.owner, delivery);
  return undefined;
};

export const reportDrill: Handler<'report-drill'> = async ({ change, events, delivery }, { chat }) => {
  await chat.tellDrill(change, drillReport(change, events, delivery.now), delivery);
  return undefined;
};

/** Nobody is left with a live button in the thread or the channel. */
export const refreshOpenNags: Handler<'refresh-open-nags'> = async ({ change }, { chat }) => {
  for (const nag of change.review.nags.filter(({ user }) => user === undefined)) await chat.refreshNag(change, nag);
  return undefined;
};

async function audienceOf({ work, change }: Task<'nag'>, { groups, policy }: Outside): Promise<readonly UserId[]> {
  if (work.audience === 'escalation') {
    const { escalation } = policy().review;
    const members = escalation === undefined ? [] : await membersNow(groups, escalation);
    // Somebody who owes it is told as its owner.
    return members.filter((user) => user !== change.review.owner);
  }
  const known = debtors(change);
  return known.length > 0 ? known : membersNow(groups, change.terms.review.reviewers);
}

/** A reminder waits until it can be said whose turn it is. @throws TransientFailure */
async function membersNow(groups: Groups, group: string): Promise<readonly UserId[]> {
  const members = await groups.members(group);
  if (members) return members;
  throw new TransientFailure(`It could not be looked up who belongs to ${group}.`, { certain: true });
}
