import type { Duration, Instant } from '../change/types.ts';
import { commitIn, sameCommit } from '../commits.ts';
import type { KnownChange } from './known.ts';
import type { Judgement, LogRow } from './types.ts';

type Sentence = Pick<Judgement, 'kind' | 'why'>;

/** Whether both name what went out: the same commit, or the very same tag. */
export const sameVersion = (one: string, other: string): boolean =>
  sameCommit(one, other) || one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * Holds a row against the change it belongs to (SOC 2 CC8.1: what was approved, and before it went out). Clocks of two
 * systems differ by up to `tolerance` ms: an order that rests on less is not called either way.
 */
export function judge(change: KnownChange, row: LogRow, tolerance: Duration): Sentence {
  if (change.dropped) {
    return { kind: 'undeclared', why: `${change.id} is ${change.dropped}: nothing should have gone out` };
  }
  return otherVersion(change, row) ?? order(change, row.deployedAt, tolerance);
}

/** Commits that were approved count; where none was named, what the record says was deployed does. */
export function otherVersion(change: KnownChange, { version }: LogRow): Sentence | undefined {
  if (version === undefined) return undefined;
  const { id, commits } = change;
  if (commits.length > 0) {
    const differs = commitIn(version) !== undefined && !commits.some((commit) => sameCommit(commit, version));
    return differs ? { kind: 'different commit', why: `${id} is for ${commits.map(short).join(', ')}` } : undefined;
  }
  const deployed = change.deployments.flatMap(({ versions }) => versions).filter((known) => alike(known, version));
  if (deployed.length === 0 || deployed.some((known) => sameVersion(known, version))) return undefined;
  return { kind: 'different commit', why: `${id} says that ${[...new Set(deployed)].map(short).join(', ')} went out` };
}

/** A commit is only held against commits: a tag beside it may name the very same thing. */
const alike = (one: string, other: string): boolean =>
  (commitIn(one) === undefined) === (commitIn(other) === undefined);

const short = (version: string): string => commitIn(version)?.slice(0, 12) ?? version;

function order({ id, declaredAt, approved, deployments }: KnownChange, at: Instant, tolerance: Duration): Sentence {
  const clearly = approved.some(({ from, until }) => from + tolerance <= at && (until === undefined || at < until));
  if (clearly) return { kind: 'matched', why: `${id} was approved before` };
  const near = approved.find(({ from }) => Math.abs(at - from) < tolerance);
  if (near) {
    // Our own record of the same deployment is a second witness, on the clock that timed the approval.
    const seen = deployments.some((own) => Math.abs(own.at - at) < tolerance && own.at >= near.from);
    return seen && at >= near.from
      ? { kind: 'matched', why: `${id} was approved before` }
      : { kind: 'inconclusive', why: `${id} was approved ${gap(at - near.from)}: the clocks may differ by more` };
  }
  if (approved.length === 0) return { kind: 'approved after', why: `${id} was never approved` };
  return at < declaredAt
    ? { kind: 'approved after', why: `${id} was declared and approved after it` }
    : { kind: 'approved after', why: `${id} was not approved when it went out` };
}

function gap(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds === 0) return 'in the same second';
  return milliseconds > 0 ? `${seconds} s before it` : `${seconds} s after it`;
}
