/** Counts what somebody does within a minute. */
export interface Limit {
  /** Counts one more; how long to wait (ms) where that is too much, else `undefined`. */
  readonly take: (who: string) => number | undefined;
}

const MINUTE = 60_000;
/** Callers remembered at once: beyond that all counts begin anew. */
const MOST = 10_000;

export function perMinute(most: number, now: () => number): Limit {
  const counts = new Map<string, { readonly until: number; count: number }>();
  return {
    take: (who) => {
      const at = now();
      const known = counts.get(who);
      // A clock that was set back would lock somebody out for as long.
      const current =
        known && known.until > at && known.until <= at + MINUTE ? known : { until: at + MINUTE, count: 0 };
      if (!known && counts.size >= MOST) counts.clear();
      counts.set(who, current);
      current.count += 1;
      return current.count > most ? current.until - at : undefined;
    },
  };
}
