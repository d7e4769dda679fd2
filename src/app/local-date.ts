import type { Instant } from '../domain/change/types.ts';

/** `YYYY-MM-DD` as the calendar on the wall there shows it. */
export function localDate(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
