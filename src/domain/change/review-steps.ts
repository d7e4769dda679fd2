import { reviewClock } from '../review.ts';
import type { ReturnReview, SignOff, SubmitReview } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import { ended, groupsInDoubt, notSubstantial, onlyInvolved, standingRefusal, unsubstantial } from './guards.ts';
import type { Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import { involved } from './state.ts';
import type { FollowUp, Instant, Review, UserId } from './types.ts';
import { accountsOf } from './types.ts';

/** Why this person has no review to write here, if so; one that was handed in can be read instead. */
export function writing(change: Change, by: UserId): Refusal | undefined {
  if (change.review.submitted && change.review.status !== 'returned') return undefined;
  return firstRefusal(
    by === change.review.owner ? undefined : onlyInvolved(change, by),
    ended(change),
    change.deployments.length === 0 ? { code: 'nothing-deployed' } : undefined,
  );
}

export function submitReview(change: Change, { by, at, review, askReviewers, evidence = [] }: SubmitReview): Decision {
  const { submitted, status } = change.review;
  const refusal = firstRefusal(
    writing(change, by),
    by === change.review.owner ? undefined : onlyInvolved(change, by),
    ended(change),
    signedOff(change),
    status === 'submitted' && submitted ? { code: 'review-already-submitted', ...submitted } : undefined,
    thin(review),
    ...review.followUps.map((followUp) => vague(followUp, at)),
    lateWithoutReason(change, review, at),
  );
  if (refusal) return refuse(refusal);
  const attached = evidence.map((item) => ({ type: 'EvidenceAdded' as const, by, at, evidence: item }));
  return accept(...attached, { type: 'ReviewSubmitted', by, at, review, askReviewers });
}

/** A follow-up that nobody owns, or that is due never, is none. The day before is still today somewhere. */
function vague({ id, what, owner, due }: FollowUp, at: Instant): Refusal | undefined {
  const missing = (field: keyof FollowUp) => notSubstantial(followUpField(id, field), { kind: 'missing' });
  return firstRefusal(
    unsubstantial(followUpField(id, 'what'), what, 8),
    owner ? undefined : missing('owner'),
    due ? undefined : missing('due'),
    due && due < dayOf(at - DAY) ? { code: 'day-has-passed', field: followUpField(id, 'due') } : undefined,
  );
}

/** What a part of a follow-up is called in refusals and forms. */
export const followUpField = (id: string, part: keyof FollowUp): string => `followUp-${id}-${part}`;

const DAY = 24 * 60 * 60 * 1000;
const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

function thin(review: Review): Refusal | undefined {
  return firstRefusal(
    unsubstantial('rootCause', review.rootCause, 10),
    unsubstantial('deployed', review.deployed, 2),
    review.pathAppropriate === 'no' ? undefined : unsubstantial('whyNotNormal', review.whyNotNormal, 10),
    unsubstantial('impact', review.impact, 8),
    unsubstantial('tests', review.tests, 8),
  );
}

function lateWithoutReason(change: Change, review: Review, at: Instant): Refusal | undefined {
  const { limit } = reviewClock(change);
  if ((change.review.firstSubmittedAt ?? at) <= limit) return undefined;
  return unsubstantial('lateReason', review.lateReason, 8) && { code: 'late-reason-missing', limit };
}

export function returnReview(change: Change, { by, at, decider, comments }: ReturnReview): Decision {
  const refusal = firstRefusal(cannotReview(change, by, decider), unsubstantial('comments', comments, 8));
  return refusal ? refuse(refusal) : accept({ type: 'ReviewReturned', by, at, comments });
}

/** Closes the change when its authorization is settled too; an approval still owed keeps it open. */
export function signOff(change: Change, { by, at, decider, comment, incident }: SignOff): Decision {
  const refusal = cannotReview(change, by, decider);
  if (refusal) return refuse(refusal);
  const memberOf = decider.memberOf.filter(({ group }) => group === change.terms.review.reviewers);
  const judged = change.incident && incident !== undefined ? { incident } : {};
  const given = { type: 'ReviewSignedOff' as const, by, at, memberOf, comment, ...judged };
  const { status } = change.authorization;
  return status === 'authorized' || status === 'rejected' ? accept(given, { type: 'ChangeClosed', at }) : accept(given);
}

function cannotReview(change: Change, by: string, decider: SignOff['decider']): Refusal | undefined {
  const group = change.terms.review.reviewers;
  const belongs = decider.memberOf.some((membership) => membership.group === group);
  return firstRefusal(
    involvement(change, accountsOf(by, decider)),
    standingRefusal(decider.standing),
    ended(change),
    signedOff(change),
    change.review.status === 'submitted' ? undefined : { code: 'review-not-submitted' },
    belongs ? undefined : notReviewer(group, decider),
  );
}

function notReviewer(group: string, decider: SignOff['decider']): Refusal {
  return groupsInDoubt(new Set([group]), decider) ?? { code: 'not-a-reviewer', group };
}

/** A second pair of eyes that had no hand in it: neither asked, approved, carried out nor wrote the review. */
export function involvement(change: Change, accounts: ReadonlySet<UserId>): Refusal | undefined {
  const { given, earlier, rejected } = change.authorization;
  const decided = [...given, ...earlier].map(({ by }) => by);
  const refused = change.extensions.map(({ rejectedBy }) => rejectedBy);
  const { submitted, owner } = change.review;
  const isOneOf = (...people: readonly (UserId | undefined)[]) =>
    people.some((user) => user !== undefined && accounts.has(user));
  if (isOneOf(change.requester)) return { code: 'reviewer-involved', as: 'requester' };
  if (isOneOf(...involved(change))) return { code: 'reviewer-involved', as: 'implementer' };
  if (isOneOf(...decided, ...refused, rejected?.by)) return { code: 'reviewer-involved', as: 'approver' };
  return isOneOf(submitted?.by, owner) ? { code: 'reviewer-involved', as: 'author' } : undefined;
}

function signedOff({ review }: Change): Refusal | undefined {
  return review.signedOff && { code: 'review-signed-off', by: review.signedOff.by, at: review.signedOff.at };
}
