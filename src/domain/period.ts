import type { Instant } from './change/types.ts';
import type { Result } from './result.ts';
import { err, ok } from './result.ts';

/** Whole days in UTC, so that everybody who names a period means the same changes. */
export interface Period {
  /** UTC, the first millisecond of the first day. */
  readonly from: Instant;
  /** UTC, the first millisecond after the last day. */
  readonly to: Instant;
  readonly firstDay: string;
  readonly lastDay: string;
}

const DAY = 24 * 60 * 60_000;

/** Both days are part of it. The error is a sentence for whoever wrote it. */
export function periodOf(firstDay: string, lastDay: string): Result<Period, string> {
  const [from, last] = [instantOf(firstDay), instantOf(lastDay)];
  if (from === undefined) return err(`“${firstDay}” is no day: write it as 2026-07-01.`);
  if (last === undefined) return err(`“${lastDay}” is no day: write it as 2026-09-30.`);
  if (last < from)
    return err(`The period ends (${lastDay}) before it begins (${firstDay}): put the earlier day first.`);
  return ok({ from, to: last + DAY, firstDay, lastDay });
}

/** `2026`, `2026-q3`, `2026-09`, `2026-09-30` or `2026-07-01..2026-09-30`. The error is a sentence for whoever wrote it. */
export function readPeriod(text: string): Result<Period, string> {
  const [first = '', last, ...more] = text.trim().toLowerCase().split('..');
  if (last !== undefined && more.length === 0) return periodOf(first.trim(), last.trim());
  const [, year, quarter, month, day] = /^(\d{4})(?:-q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/.exec(first) ?? [];
  if (!year || more.length > 0) return err(HOW);
  if (day) return periodOf(first, first);
  if (month) return months(Number(year), Number(month), 1);
  return quarter ? months(Number(year), 3 * Number(quarter) - 2, 3) : months(Number(year), 1, 12);
}

const HOW = 'Write the period as 2026-q3, 2026-09, 2026 or 2026-07-01..2026-09-30.';

export const periodText = ({ firstDay, lastDay }: Pick<Period, 'firstDay' | 'lastDay'>): string =>
  `${firstDay}..${lastDay}`;

/** The calendar day in UTC. */
export const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

function months(year: number, month: number, count: number): Result<Period, string> {
  if (month < 1 || month > 12) return err(HOW);
  return periodOf(dayOf(Date.UTC(year, month - 1, 1)), dayOf(Date.UTC(year, month - 1 + count, 0)));
}

/** A day that the calendar has: 2026-02-30 is none. */
function instantOf(day: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || dayOf(at) !== day ? undefined : at;
}
