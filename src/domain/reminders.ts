import type { Change } from './change/state.ts';
import type { Audience, Instant, Terms } from './change/types.ts';
import { reviewClock, reviewIsOwed } from './review.ts';

export interface Reminder {
  /** Position on the ladder from 0; past its end each daily repeat is a rung of its own. */
  readonly rung: number;
  readonly at: Instant;
  readonly tell: readonly Audience[];
}

/** The next nag this change is owed, or `undefined` when nobody owes anything. */
export function nextReminder(change: Change): Reminder | undefined {
  if (!reviewIsOwed(change)) return undefined;
  return rungAt(change, change.review.lastRung + 1);
}

/**
 * The nag to send at `now`: the latest rung that is due. After downtime the missed ones before it are skipped, so that
 * nobody gets them all at once.
 */
export function dueReminder(change: Change, now: Instant): Reminder | undefined {
  let due: Reminder | undefined;
  for (let next = nextReminder(change); next && next.at <= now; next = rungAt(change, next.rung + 1)) due = next;
  return due;
}

function rungAt(change: Change, rung: number): Reminder | undefined {
  const { ladder, repeatEvery } = change.terms.review;
  const { start } = reviewClock(change);
  const step = ladder[rung];
  if (step) return { rung, at: start + step.after, tell: step.tell };
  const last = ladder.at(-1);
  if (!last) return undefined;
  const repeats = rung - ladder.length + 1;
  return { rung, at: start + last.after + repeats * repeatEvery, tell: last.tell.filter(withoutPage) };
}

const withoutPage = (audience: Audience): boolean => audience !== 'page';

/** Ladders climb: each rung later than the one before. The policy is refused otherwise. */
export function ladderClimbs(ladder: Terms['review']['ladder']): boolean {
  return ladder.every((rung, index) => index === 0 || rung.after > (ladder[index - 1]?.after ?? 0));
}
