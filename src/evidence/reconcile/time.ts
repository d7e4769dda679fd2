import type { Instant } from '../../domain/change/types.ts';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const SECONDS = /^\d{10}(\.\d+)?$/;
const MILLISECONDS = /^\d{13}$/;

/**
 * An instant as logs write it: ISO 8601 or seconds or milliseconds since 1970. Without a zone it is UTC. `undefined` for
 * what would have to be guessed, such as 03/04/2026.
 */
export function parseInstant(text: string): Instant | undefined {
  if (MILLISECONDS.test(text)) return Number(text);
  if (SECONDS.test(text)) return Math.round(Number(text) * 1000);
  const [, date, time = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (!date || !isDay(date)) return undefined;
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase();
  const instant = Date.parse(`${date}T${time.replace(',', '.')}${offset}`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** 30 February is none, though `Date` would take it for 2 March. */
const isDay = (date: string): boolean =>
  Number(date.slice(8)) <= 28 || new Date(`${date}T00:00Z`).toJSON()?.slice(0, 10) === date;
