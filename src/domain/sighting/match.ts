import type { ChangeId, ChangeKey, Instant } from '../change/types.ts';
import { idText } from '../change/types.ts';
import type { Clearance } from '../clearance.ts';
import { fitOf, namesIt } from '../clearance.ts';
import type { Seen } from './types.ts';

/** An open emergency change to which something may belong; no drill. */
export interface Candidate extends Clearance {
  readonly key: ChangeKey;
  readonly id: ChangeId;
  readonly declaredAt: Instant;
}

/** Clocks of two machines differ a little. */
const SKEW = 2 * 60 * 1000;

/** The change that names this very commit, its pull request, or that the pipeline itself names. */
export function namingChange(
  { system, commit, reference }: Seen,
  urls: readonly string[],
  candidates: readonly Candidate[],
): Candidate | undefined {
  const newest = newestFirst(candidates);
  const named = reference?.trim().toUpperCase();
  return (
    newest.find(({ id }) => idText(id) === named) ??
    newest.find(({ grants, pulls }) => namesIt(grants, system, commit) || pulls.some((url) => urls.includes(url)))
  );
}

/**
 * The newest change that covers its system whatever the commit. What went out before a change was declared is none of
 * its own: it may as well be the very deployment that made the emergency.
 */
export function coveringChange(seen: Seen, candidates: readonly Candidate[]): Candidate | undefined {
  return newestFirst(candidates).find(
    ({ grants, declaredAt }) => isSince(seen, declaredAt) && fitOf(grants, seen.system, seen.commit) === 'covered',
  );
}

/** Nothing covers it, but a change for its system is under way and names other commits: it is told there. */
export function otherCommitOf(seen: Seen, candidates: readonly Candidate[]): Candidate | undefined {
  return newestFirst(candidates).find(
    ({ grants, declaredAt }) => isSince(seen, declaredAt) && fitOf(grants, seen.system, seen.commit) === 'other commit',
  );
}

const isSince = ({ occurredAt }: Seen, declaredAt: Instant): boolean => occurredAt >= declaredAt - SKEW;

const newestFirst = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.toSorted((a, b) => b.declaredAt - a.declaredAt);
