import type { Duration } from './change/types.ts';

/** `4 s`, `12 min`, `3 h`, `2 days`: roughly, as people say it. */
export function lasting(milliseconds: Duration): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
