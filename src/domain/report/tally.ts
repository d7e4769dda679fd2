import type { Duration, Instant, UserId } from '../change/types.ts';
import type { Finding, FindingCode } from '../findings/types.ts';
import { FINDING_CODES } from '../findings/types.ts';
import { bucketsOf } from './buckets.ts';
import type { Bucket, Counts, Report, Spread } from './types.ts';

/** Counts names as they come; the most frequent first, then by name. */
export function counter() {
  const times = new Map<string, number>();
  return {
    add: (...names: readonly string[]): void => {
      for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
    },
    of: (name: string): number => times.get(name) ?? 0,
    counts: (): Counts =>
      [...times]
        .map(([name, count]) => ({ name, times: count }))
        .toSorted((a, b) => b.times - a.times || a.name.localeCompare(b.name)),
  };
}

/** Median and p90 by nearest rank: each is a duration that really occurred. */
export function spreadOf(durations: readonly Duration[]): Spread {
  const sorted = durations.toSorted((a, b) => a - b);
  const rank = (share: number): Duration | undefined => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { count: sorted.length, median: rank(0.5), p90: rank(0.9) };
}

/** How often one person approved what another asked for. */
export function pairCounter() {
  const pairs = new Map<string, { requester: UserId; approver: UserId; times: number }>();
  return {
    add: (requester: UserId, approvers: Iterable<UserId>): void => {
      for (const approver of approvers) {
        const key = `${requester} ${approver}`;
        pairs.set(key, { requester, approver, times: (pairs.get(key)?.times ?? 0) + 1 });
      }
    },
    from: (atLeast: number): Report['pairs'] =>
      [...pairs.values()].filter(({ times }) => times >= atLeast).toSorted((a, b) => b.times - a.times),
  };
}

/** Changes by month or week of their declaration. */
export function trendOf(from: Instant, to: Instant) {
  const trend = bucketsOf(from, to).map((bucket) => ({ ...bucket, declared: 0, unapproved: 0 }));
  return {
    add: (declaredAt: Instant, unapproved: boolean): void => {
      const bucket = trend.findLast((one) => one.from <= declaredAt);
      if (!bucket) return;
      bucket.declared += 1;
      if (unapproved) bucket.unapproved += 1;
    },
    buckets: (): readonly Bucket[] => trend.map(({ label, declared, unapproved }) => ({ label, declared, unapproved })),
  };
}

export function findingCounter() {
  const found = new Map<FindingCode, { times: number; open: number }>();
  return {
    add: (findings: readonly Finding[]): void => {
      for (const { code, state } of findings) {
        const { times, open } = found.get(code) ?? { times: 0, open: 0 };
        found.set(code, { times: times + 1, open: open + (state === 'open' ? 1 : 0) });
      }
    },
    counts: (): Report['findings'] =>
      FINDING_CODES.flatMap((code) => {
        const one = found.get(code);
        return one ? [{ code, ...one }] : [];
      }),
  };
}
