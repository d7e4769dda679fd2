import { reviewClock } from '../review.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import type {
  AcceptHandOver,
  DeclineHandOver,
  LapseHandOver,
  NoteOwnerLeft,
  OfferHandOver,
  SnoozeReview,
  TakeOver,
} from './duty-commands.ts';
import { ended, groupsInDoubt, standingRefusal } from './guards.ts';
import type { Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import type { UserId } from './types.ts';
import { accountsOf } from './types.ts';

// Who owes the review. It changes hands only by the yes of whoever takes it.

export function offerHandOver(change: Change, command: OfferHandOver): Decision {
  const { by, at, to, answerBy } = command;
  const refusal = firstRefusal(notWritable(change), onlyOwner(change, by), cannotBeAsked(change, command));
  return refusal ? refuse(refusal) : accept({ type: 'HandOverOffered', by, at, to, answerBy });
}

/** Guests, bots, people who left, the owner themselves, and whoever judged the review as its reviewer. */
function cannotBeAsked(change: Change, { to, standing, sameAs = [] }: OfferHandOver): Refusal | undefined {
  const { owner, returned, signedOff, handOver } = change.review;
  const accounts = [to, ...sameAs];
  const isOneOf = (user: UserId | undefined) => user !== undefined && accounts.includes(user);
  if (standing !== 'member') return { code: 'cannot-be-asked', user: to, why: standing };
  if (isOneOf(owner)) return { code: 'cannot-be-asked', user: to, why: 'owner' };
  if (isOneOf(signedOff?.by) || isOneOf(returned?.by)) return { code: 'cannot-be-asked', user: to, why: 'reviewer' };
  return handOver && isOneOf(handOver.to)
    ? { code: 'hand-over-pending', to: handOver.to, answerBy: handOver.answerBy }
    : undefined;
}

export function acceptHandOver(change: Change, { by, at, standing }: AcceptHandOver): Decision {
  const refusal = firstRefusal(notWritable(change), notAsked(change, by), standingRefusal(standing));
  return refusal ? refuse(refusal) : accept({ type: 'HandOverAccepted', by, at, from: change.review.owner });
}

export function declineHandOver(change: Change, { by, at }: DeclineHandOver): Decision {
  const refusal = firstRefusal(notWritable(change), notAsked(change, by));
  return refusal ? refuse(refusal) : accept({ type: 'HandOverDeclined', by, at, from: change.review.owner });
}

/** Nobody answered in time: the old owner keeps owing. */
export function lapseHandOver(change: Change, { at }: LapseHandOver): Decision {
  const { handOver, owner } = change.review;
  if (!handOver || handOver.answerBy > at || notWritable(change)) return refuse({ code: 'nothing-due' });
  return accept({ type: 'HandOverUnanswered', at, from: owner, to: handOver.to });
}

export function takeOver(change: Change, { by, at, decider, group }: TakeOver): Decision {
  const { owner, returned } = change.review;
  const accounts = accountsOf(by, decider);
  const memberOf = decider.memberOf.filter((membership) => membership.group === group);
  const refusal = firstRefusal(
    notWritable(change),
    standingRefusal(decider.standing),
    accounts.has(owner) ? { code: 'already-owner' } : undefined,
    returned && accounts.has(returned.by) ? { code: 'cannot-be-asked', user: by, why: 'reviewer' } : undefined,
    memberOf.length > 0 ? undefined : notEscalation(group, decider),
  );
  return refusal ? refuse(refusal) : accept({ type: 'ReviewTakenOver', by, at, from: owner, memberOf });
}

function notEscalation(group: string | undefined, decider: TakeOver['decider']): Refusal {
  const inDoubt = group === undefined ? undefined : groupsInDoubt(new Set([group]), decider);
  return inDoubt ?? { code: 'not-an-escalation-contact', group };
}

export function noteOwnerLeft(change: Change, { user, at }: NoteOwnerLeft): Decision {
  const { owner, ownerLeft } = change.review;
  if (user !== owner || ownerLeft !== undefined || notWritable(change)) return accept();
  return accept({ type: 'ReviewOwnerLeft', at, user });
}

/** One-shot for each change, and never past its limit. */
export function snoozeReview(change: Change, { by, at, until }: SnoozeReview): Decision {
  const { limit } = reviewClock(change);
  const { snoozed } = change.review;
  const refusal = firstRefusal(
    notWritable(change),
    onlyOwner(change, by),
    snoozed && { code: 'snoozed-before', by: snoozed.by, until: snoozed.until },
    at >= limit ? { code: 'limit-passed', limit } : undefined,
    until <= at ? { code: 'time-passed', until } : undefined,
  );
  return refusal ? refuse(refusal) : accept({ type: 'ReviewSnoozed', by, at, until: Math.min(until, limit) });
}

/** Nobody has to write it any more: it lies before its reviewers, or there is nothing to review. */
function notWritable(change: Change): Refusal | undefined {
  const { status, submitted, signedOff } = change.review;
  return firstRefusal(
    ended(change),
    signedOff && { code: 'review-signed-off', by: signedOff.by, at: signedOff.at },
    status === 'submitted' && submitted
      ? { code: 'review-already-submitted', by: submitted.by, at: submitted.at }
      : undefined,
  );
}

function onlyOwner({ review: { owner } }: Change, by: UserId): Refusal | undefined {
  return by === owner ? undefined : { code: 'only-owner', owner };
}

function notAsked({ review: { handOver, owner } }: Change, by: UserId): Refusal | undefined {
  return handOver?.to === by ? undefined : { code: 'hand-over-not-asked', owner };
}
