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
  readonly repeats: readonly SystemCount[];
}

/** Changes declared in the seven days from `from`, a UTC midnight, by what became of their review. */
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

/** Changes declared on one UTC day, which is numbered from 1970. Whose review is neither in nor past its limit is in neither. */
export interface DayCount {
  readonly day: number;
  readonly declared: number;
  readonly onTime: number;
  readonly late: number;
}

export interface SystemCount {
  readonly system: string;
  readonly times: number;
}

export const DAY = 24 * 60 * 60 * 1000;

export const dayOf = (instant: Instant): number => Math.floor(instant / DAY);

const WEEKS = 8;

/** The eight weeks of whole UTC days that end with today, oldest first. */
export function weeks(days: readonly DayCount[], now: Instant): Week[] {
  return Array.from({ length: WEEKS }, (_, index): Week => {
    const first = dayOf(now) + 1 - (WEEKS - index) * 7;
    const { declared, onTime, late } = sum(days, first, first + 6);
    return { from: first * DAY, onTime, late, open: declared - onTime - late };
  });
}

function sum(days: readonly DayCount[], first: number, last: number): Omit<DayCount, 'day'> {
  const own = days.filter(({ day }) => day >= first && day <= last);
  const total = (of: 'declared' | 'onTime' | 'late') => own.reduce((count, day) => count + day[of], 0);
  return { declared: total('declared'), onTime: total('onTime'), late: total('late') };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "16 Nov": the day on which it begins, UTC. */
export function weekName({ from }: Week): string {
  const day = new Date(from);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

export interface Period {
  readonly first: number;
  readonly last: number;
}

/** The thirty UTC days that end with today: what is counted of them is whole days, so that it can be kept as it happens. */
export const thirtyDays = (now: Instant): Period => ({ first: dayOf(now) - 29, last: dayOf(now) });

/** Counts the thirty days and the thirty before them. `systems` are those of the thirty. */
export function tally(days: readonly DayCount[], systems: readonly SystemCount[], now: Instant): Tally {
  const { first, last } = thirtyDays(now);
  const { declared, onTime, late } = sum(days, first, last);
  return {
    declared,
    before: sum(days, first - 30, first - 1).declared,
    onTime: onTime + late === 0 ? undefined : onTime / (onTime + late),
    repeats: repeats(systems),
  };
}

const repeats = (systems: readonly SystemCount[]): Tally['repeats'] =>
  systems
    .filter(({ times }) => times > 1)
    .toSorted((a, b) => b.times - a.times || a.system.localeCompare(b.system))
    .slice(0, 3);

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
