import type { Instant } from './change/types.ts';
import type { Verdict } from './verdict.ts';

/** `2026-10`, as the calendar on the policy's wall shows it. */
export type Month = string;

/** What the monthly review needs to know of a change. */
export interface MonthlyCounted {
  readonly month: Month;
  readonly systems: readonly string[];
  readonly declaredAt: Instant;
  readonly submittedAt: Instant | undefined;
  readonly limitAt: Instant;
  readonly reviewOwed: boolean;
  readonly criterion: string;
  readonly verdict: Verdict | undefined;
}

export interface Times {
  readonly name: string;
  readonly times: number;
}

/** The numbers of one month as they stood when its card was posted: what the change meeting signs off. */
export interface MonthlyFacts {
  readonly asOf: Instant;
  /** The month and the five before it, oldest first. */
  readonly months: readonly { readonly month: Month; readonly declared: number; readonly late: number }[];
  /** Share of the month's reviews that were handed in by their limit, 0 to 1; absent when none was due. */
  readonly onTime?: number | undefined;
  readonly verdicts: readonly Times[];
  readonly criteria: readonly Times[];
  /** Systems and criteria with two changes or more in this month and the two before it. */
  readonly repeatSystems: readonly Times[];
  readonly repeatCriteria: readonly Times[];
  /** Reviews past their limit at that time, whenever declared. */
  readonly overdue: number;
}

export interface MonthlyDecision {
  readonly by: string;
  readonly at: Instant;
  readonly decision: string;
  readonly owner?: string | undefined;
  /** `YYYY-MM-DD` */
  readonly due?: string | undefined;
}

/** The review of a month as far as the record tells it. */
export interface MonthlyReview {
  readonly month: Month;
  readonly place: { readonly channel: string; readonly ts: string; readonly picture?: string | undefined };
  readonly facts: MonthlyFacts;
  readonly decisions: readonly MonthlyDecision[];
  readonly signedOff?: { readonly by: string; readonly at: Instant; readonly note?: string | undefined } | undefined;
}

const TREND = 6;
const RECENT = 3;

/** `count` months before; negative: after. */
export function monthsBefore(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}

/** The first day from Monday to Friday of a date's month, as a date. Holidays are not known here. */
export function firstWorkingDay(date: string): string {
  const month = date.slice(0, 7);
  const weekday = new Date(`${month}-01T00:00:00Z`).getUTCDay();
  return `${month}-0${weekday === 6 ? 3 : weekday === 0 ? 2 : 1}`;
}

/** The month that is to be reviewed on this date: the one before it, from its first working day on. */
export const monthToReview = (date: string): Month | undefined =>
  date >= firstWorkingDay(date) ? monthsBefore(date.slice(0, 7), 1) : undefined;

/** The first month that is looked at for the review of `month`. */
export const trendBegins = (month: Month): Month => monthsBefore(month, TREND - 1);

/** Pure: `changes` are those of the trend's months. */
export function monthlyFacts(
  month: Month,
  changes: readonly MonthlyCounted[],
  { asOf, overdue }: { readonly asOf: Instant; readonly overdue: number },
): MonthlyFacts {
  const of = (wanted: Month) => changes.filter((change) => change.month === wanted);
  const own = of(month);
  const recent = changes.filter((change) => change.month > monthsBefore(month, RECENT) && change.month <= month);
  const judged = own.filter((change) => isJudged(change, asOf));
  return {
    asOf,
    overdue,
    months: Array.from({ length: TREND }, (_, index) => {
      const each = monthsBefore(month, TREND - 1 - index);
      return { month: each, declared: of(each).length, late: of(each).filter((change) => isLate(change, asOf)).length };
    }),
    ...(judged.length > 0 && { onTime: judged.filter((change) => !isLate(change, asOf)).length / judged.length }),
    verdicts: counted(own.map(({ verdict }) => verdict ?? 'nothing deployed')),
    criteria: counted(own.map(({ criterion }) => criterion)),
    repeatSystems: repeated(recent.flatMap(({ systems }) => systems)),
    repeatCriteria: repeated(recent.map(({ criterion }) => criterion)),
  };
}

const isJudged = ({ submittedAt, reviewOwed, limitAt }: MonthlyCounted, now: Instant): boolean =>
  submittedAt !== undefined || (reviewOwed && limitAt < now);

const isLate = (change: MonthlyCounted, now: Instant): boolean =>
  isJudged(change, now) && (change.submittedAt === undefined || change.submittedAt > change.limitAt);

function counted(names: readonly string[]): Times[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times]
    .map(([name, count]) => ({ name, times: count }))
    .toSorted((a, b) => b.times - a.times || a.name.localeCompare(b.name));
}

const repeated = (names: readonly string[]): Times[] =>
  counted(names)
    .filter(({ times }) => times > 1)
    .slice(0, 5);
