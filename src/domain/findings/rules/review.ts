import type { ChangeEvent } from '../../change/events.ts';
import type { Change } from '../../change/state.ts';
import type { Instant } from '../../change/types.ts';
import { lasting } from '../../lasting.ts';
import { reviewClock } from '../../review.ts';
import { utc } from '../../telling.ts';
import { allOf, droppedAt, endedAt, isDropped } from '../facts.ts';
import type { Facts, Rule } from '../types.ts';

export const reviewLate: Rule = {
  code: 'review-late',
  rule: 'The review is handed in by the limit that the policy sets.',
  source: 'SOC 2 CC8.1',
  clears: 'Nothing: a named person explains it.',
  find: (facts) => {
    const limit = missedLimit(facts);
    const { firstSubmittedAt, submitted } = facts.change.review;
    if (limit === undefined || firstSubmittedAt === undefined) return undefined;
    const { lateReason } = submitted?.review ?? {};
    const reason = lateReason ? ` The reason given: ${lateReason}` : '';
    return {
      evidence: () =>
        `Handed in at ${utc(firstSubmittedAt)}, ${lasting(firstSubmittedAt - limit)} after the limit of ${utc(limit)}.${reason}`,
      since: limit,
      latest: firstSubmittedAt,
    };
  },
};

export const reviewMissing: Rule = {
  code: 'review-missing',
  rule: 'Every emergency change is reviewed once it is out.',
  source: 'SOC 2 CC8.1',
  clears: 'The review, or that nothing went out; that it came late stays on record.',
  find: (facts) => {
    const limit = missedLimit(facts);
    if (limit === undefined) return undefined;
    const { firstSubmittedAt, owner } = facts.change.review;
    const outcome = firstSubmittedAt === undefined ? 'there is none' : `it was handed in at ${utc(firstSubmittedAt)}`;
    return {
      evidence: () =>
        `The review was due from ${facts.names.person(owner)} at ${utc(limit)} at the latest; ${outcome}.`,
      since: limit,
      cleared: firstSubmittedAt !== undefined || isDropped(facts.change),
    };
  },
  dueAt: ({ change, events }) => {
    if (change.review.firstSubmittedAt !== undefined || settledAt(change) !== undefined) return undefined;
    return (limitsKnown(change, events).at(-1)?.limit ?? 0) + 1;
  },
};

/**
 * The first limit that passed without a review, each judged while it was the one that was known: a deployment that becomes
 * known afterwards may bring the limit forward, and never takes a breach back.
 */
function missedLimit({ change, events, now }: Facts): Instant | undefined {
  const until = change.review.firstSubmittedAt ?? settledAt(change) ?? now;
  const known = limitsKnown(change, events);
  const missed = known.filter(({ limit }, index) => limit < Math.min(known[index + 1]?.from ?? until, until));
  const last = known.at(-1)?.limit;
  const all = [...missed.map(({ limit }) => limit), ...(last !== undefined && last < until ? [last] : [])];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** When a review stopped being owed without there being one. */
const settledAt = (change: Change): Instant | undefined => droppedAt(change) ?? endedAt(change);

/** The limit as it was known from declare, and from each deployment's being recorded. */
function limitsKnown(change: Change, events: readonly ChangeEvent[]) {
  const { declaredAt, terms } = change;
  const recorded = allOf(events, 'DeploymentRecorded');
  const after = recorded.map(({ at }, index) => ({
    from: at,
    limit: reviewClock({ declaredAt, terms, deployments: change.deployments.slice(0, index + 1) }).limit,
  }));
  return [{ from: declaredAt, limit: reviewClock({ declaredAt, terms, deployments: [] }).limit }, ...after];
}
