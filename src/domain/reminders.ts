import type { Change } from './change/state.ts';
import type { Audience, Instant, Terms } from './change/types.ts';
import { reviewClock, reviewIsOwed } from './review.ts';

const HOUR = 60 * 60_000;

export interface Reminder {
  /** Position on the ladder from 0; past its end each daily repeat is a rung of its own. */
  readonly rung: number;
  readonly at: Instant;
  readonly tell: readonly Audience[];
}

/** The next nag this change is owed, or `undefined` when nobody owes anything. */
export function nextReminder(change: Change): Reminder | undefined {
  if (!reviewIsOwed(change)) return undefined;
  const wake = wakeUp(change);
  const next = firstOf(upwards(change), ({ tell }) => tell.length > 0);
  return wake && (!next || wake.at < next.at) ? wake : next;
}

/**
 * The nag to send at `now`: the latest rung that is due. After downtime the missed ones before it are skipped, so that
 * nobody gets them all at once; a page among them is not, since the policy wants somebody to hear it.
 */
export function dueReminder(change: Change, now: Instant): Reminder | undefined {
  if (!reviewIsOwed(change)) return undefined;
  let due: Reminder | undefined;
  let isPageMissed = false;
  for (const rung of upwards(change)) {
    if (rung.at > now) break;
    if (rung.tell.length === 0) continue;
    due = rung;
    isPageMissed ||= rung.tell.includes('page');
  }
  const wake = wakeUp(change);
  if (wake && wake.at <= now && (!due || wake.at > due.at)) due = { ...wake, rung: due?.rung ?? wake.rung };
  return due && isPageMissed && !due.tell.includes('page') ? { ...due, tell: [...due.tell, 'page'] } : due;
}

/**
 * The rungs above the last one. The owner is not told by those that fell due while they asked not to be, nor shortly after a
 * message about another change has listed this one too.
 */
function* upwards(change: Change): Generator<Reminder> {
  const quietUntil = snoozedUntil(change) ?? 0;
  for (let rung = change.review.lastRung + 1; ; rung += 1) {
    const next = rungAt(change, rung);
    if (!next) return;
    const isSpared = next.at < quietUntil || isListedLately(change, next);
    yield isSpared ? { ...next, tell: next.tell.filter((audience) => audience !== 'owner') } : next;
  }
}

/** Of rungs within the hour, of repeats within most of their span: so that what is overdue makes one message a day. */
function isListedLately({ review, terms }: Change, { rung, at }: Reminder): boolean {
  if (review.status === 'submitted') return false;
  const { ladder, repeatEvery } = terms.review;
  const lately = at - (rung < ladder.length ? HOUR : repeatEvery * 0.75);
  return review.nags.some((nag) => nag.along && nag.user === review.owner && nag.at > lately && nag.at <= at);
}

/** What "Remind me at 17:00" asked for. */
function wakeUp(change: Change): Reminder | undefined {
  const at = change.review.snoozed?.isOver ? undefined : snoozedUntil(change);
  return at === undefined ? undefined : { rung: change.review.lastRung, at, tell: ['owner'] };
}

/** An earlier truth may have moved the limit since: it is never passed. */
function snoozedUntil(change: Change): Instant | undefined {
  const { snoozed } = change.review;
  return snoozed && Math.min(snoozed.until, reviewClock(change).limit);
}

function rungAt(change: Change, rung: number): Reminder | undefined {
  const { ladder, repeatEvery } = change.terms.review;
  const { start } = reviewClock(change);
  const step = ladder[rung];
  if (step) return { rung, at: start + step.after, tell: step.tell };
  const last = ladder.at(-1);
  if (!last) return undefined;
  const repeats = rung - ladder.length + 1;
  return { rung, at: start + last.after + repeats * repeatEvery, tell: repeated(ladder) };
}

/** Whom the repeats tell: the highest rung that tells anybody but the pager. A ladder of pages alone repeats to the owner. */
function repeated(ladder: Terms['review']['ladder']): readonly Audience[] {
  const told = ladder.map(({ tell }) => tell.filter((audience) => audience !== 'page'));
  return told.findLast((tell) => tell.length > 0) ?? ['owner'];
}

function firstOf<T>(items: Iterable<T>, isWanted: (item: T) => boolean): T | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}

/** Ladders climb: each rung later than the one before. The policy is refused otherwise. */
export function ladderClimbs(ladder: Terms['review']['ladder']): boolean {
  return ladder.every((rung, index) => index === 0 || rung.after > (ladder[index - 1]?.after ?? 0));
}
