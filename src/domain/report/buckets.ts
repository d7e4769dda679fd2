import type { Instant } from '../change/types.ts';

const DAY = 24 * 60 * 60_000;
/** A longer period is told by months, a shorter one by weeks. */
const BY_MONTH = 62 * DAY;

/** The parts of a period in UTC, with the moment each begins. The first may begin in the middle of a month. */
export function bucketsOf(from: Instant, to: Instant): readonly { readonly label: string; readonly from: Instant }[] {
  const starts = to - from > BY_MONTH ? months(from, to) : weeks(from, to);
  const length = to - from > BY_MONTH ? 'YYYY-MM'.length : 'YYYY-MM-DD'.length;
  return starts.map((start) => ({ label: new Date(start).toISOString().slice(0, length), from: start }));
}

function weeks(from: Instant, to: Instant): Instant[] {
  return Array.from({ length: Math.max(1, Math.ceil((to - from) / (7 * DAY))) }, (_, index) => from + index * 7 * DAY);
}

function months(from: Instant, to: Instant): Instant[] {
  const starts = [from];
  for (;;) {
    const last = new Date(starts.at(-1) ?? from);
    const next = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1);
    if (next >= to) return starts;
    starts.push(next);
  }
}
