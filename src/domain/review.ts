import type { Change } from './change/state.ts';
import { firstDeployedAt, hasEnded } from './change/state.ts';
import type { Instant } from './change/types.ts';

/** The review's clock: wall-clock, weekends included. Instants are UTC. */
export interface ReviewClock {
  readonly start: Instant;
  readonly target: Instant;
  readonly limit: Instant;
}

/** Runs from the first deployment, and from declare until one is known. Nothing moves the limit but an earlier truth. */
export function reviewClock(change: Pick<Change, 'declaredAt' | 'deployments' | 'terms'>): ReviewClock {
  const start = firstDeployedAt(change) ?? change.declaredAt;
  const { target, limit } = change.terms.review;
  return { start, target: start + target, limit: start + limit };
}

/** Whether somebody still owes a step of the review: its owner, or once it is submitted its reviewers. */
export function reviewIsOwed(change: Change): boolean {
  return !hasEnded(change) && change.review.status !== 'signed off';
}

/** Handed in after the limit, or still not handed in then. Breach is kept for ever. */
export function reviewIsLate(change: Change, now: Instant): boolean {
  return (change.review.firstSubmittedAt ?? now) > reviewClock(change).limit;
}
