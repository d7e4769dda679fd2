import type { Duration } from '../domain/change/types.ts';

const FIRST = 2_000;
const LONGEST = 15 * 60_000;

/** Exponential, with full jitter so that many effects that failed together do not return together. In milliseconds. */
export function backoff(attempts: number, random: () => number): Duration {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** (attempts - 1));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
