import type { ChangeKey, Instant, UserId } from './change/types.ts';
import type { FindingCode } from './findings/types.ts';
import { FINDING_CODES } from './findings/types.ts';
import type { Sighting } from './sighting/types.ts';

/** One change as the digest names it. */
export interface DigestLine {
  readonly key: ChangeKey;
  readonly id: string;
  readonly summary: string;
  readonly owner: UserId;
  readonly review: string;
  readonly targetAt: Instant;
  readonly limitAt: Instant;
  readonly deployedAt: Instant | undefined;
  readonly needed: readonly string[];
  readonly systems: readonly string[];
}

/** What the digest says of a period, from the read model. */
export interface Tally {
  readonly declared: number;
  readonly before: number;
  /** Share of the reviews of the period that were handed in by their limit, 0 to 1; undefined when none was due. */
  readonly onTime: number | undefined;
  /** Systems with two changes or more, most first. */
  readonly repeats: readonly { readonly system: string; readonly times: number }[];
}

/** Changes declared in the seven days from `from`, by what became of their review. */
export interface Week {
  readonly from: Instant;
  readonly onTime: number;
  readonly late: number;
  /** None is due yet, or none is owed. */
  readonly open: number;
}

export interface Digest {
  readonly date: string;
  readonly at: Instant;
  readonly overdue: readonly DigestLine[];
  readonly dueSoon: readonly DigestLine[];
  /** Reviews that a reviewer returned: their owners have to write again. Those overdue are not in it. */
  readonly returned: readonly DigestLine[];
  readonly unapproved: readonly DigestLine[];
  readonly undelivered: readonly { readonly id: string | undefined; readonly words: string }[];
  /** How often each finding is open now, the most frequent first. */
  readonly findings: readonly { readonly code: FindingCode; readonly times: number }[];
  /** What that date's check of readiness found wrong, in short. */
  readonly readiness: readonly string[];
  /** What went out without a record and nobody answered for yet, oldest first. */
  readonly undeclared?: readonly Sighting[] | undefined;
  /** GitHub repositories that told of something in the last day and belong to no system of the policy. */
  readonly unknownRepositories?: readonly string[] | undefined;
  readonly tally: Tally;
  /** The last eight, oldest first. */
  readonly weeks: readonly Week[];
  readonly head: string;
  readonly events: number;
}

/** What a tally needs to know of a change. */
export interface Counted {
  readonly systems: readonly string[];
  readonly declaredAt: Instant;
  readonly submittedAt: Instant | undefined;
  readonly limitAt: Instant;
  readonly reviewOwed: boolean;
}

export const DAY = 24 * 60 * 60 * 1000;

const WEEK = 7 * DAY;
const WEEKS = 8;

/** The eight weeks that end at `now`, oldest first. */
export function weeks(changes: readonly Counted[], now: Instant): Week[] {
  return Array.from({ length: WEEKS }, (_, index): Week => {
    const from = now - (WEEKS - index) * WEEK;
    const own = changes.filter(({ declaredAt }) => declaredAt > from && declaredAt <= from + WEEK);
    const outcomes = own.map((change) => outcomeOf(change, now));
    const count = (wanted: ReviewOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
    return { from, onTime: count('onTime'), late: count('late'), open: count('open') };
  });
}

type ReviewOutcome = 'onTime' | 'late' | 'open';

function outcomeOf({ submittedAt, limitAt, reviewOwed }: Counted, now: Instant): ReviewOutcome {
  if (submittedAt !== undefined) return submittedAt <= limitAt ? 'onTime' : 'late';
  return reviewOwed && limitAt < now ? 'late' : 'open';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "16 Nov": the day on which it begins, UTC. */
export function weekName({ from }: Week): string {
  const day = new Date(from);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/** Counts the 30 days before `now` and the 30 before them. */
export function tally(changes: readonly Counted[], now: Instant): Tally {
  const recent = changes.filter(({ declaredAt }) => declaredAt > now - 30 * DAY);
  const judged = recent.filter(
    ({ submittedAt, reviewOwed, limitAt }) => submittedAt !== undefined || (reviewOwed && limitAt < now),
  );
  const onTime = judged.filter(({ submittedAt, limitAt }) => submittedAt !== undefined && submittedAt <= limitAt);
  return {
    declared: recent.length,
    before: changes.length - recent.length,
    onTime: judged.length === 0 ? undefined : onTime.length / judged.length,
    repeats: repeats(recent),
  };
}

function repeats(changes: readonly Counted[]): Tally['repeats'] {
  const times = new Map<string, number>();
  for (const system of changes.flatMap(({ systems }) => systems)) times.set(system, (times.get(system) ?? 0) + 1);
  return [...times]
    .map(([system, count]) => ({ system, times: count }))
    .filter((repeat) => repeat.times > 1)
    .toSorted((a, b) => b.times - a.times || a.system.localeCompare(b.system))
    .slice(0, 3);
}

/** Past the target: the longest overdue of each owner first. */
export function byOwner(lines: readonly DigestLine[]): DigestLine[] {
  const worst = new Map<UserId, Instant>();
  for (const { owner, targetAt } of lines) worst.set(owner, Math.min(worst.get(owner) ?? targetAt, targetAt));
  return lines.toSorted(
    (a, b) =>
      (worst.get(a.owner) ?? 0) - (worst.get(b.owner) ?? 0) ||
      a.owner.localeCompare(b.owner) ||
      a.targetAt - b.targetAt,
  );
}

/** Counts codes of several changes, the most frequent first. */
export function tallyFindings(codes: readonly FindingCode[]): Digest['findings'] {
  return FINDING_CODES.map((code) => ({ code, times: codes.filter((one) => one === code).length }))
    .filter(({ times }) => times > 0)
    .toSorted((a, b) => b.times - a.times);
}
