import type { Answer } from '../api.ts';
import { badArguments, invalidInput } from './refusals.ts';

/** `statuses[]=a&statuses[]=b`, as the vendor's clients write lists. */
export const listOf = (query: URLSearchParams, name: string): readonly string[] => query.getAll(`${name}[]`);

/**
 * Classic pages, no total unless asked for, no more than 10000 deep:
 * https://developer.pagerduty.com/docs/pagination
 */
export function page<Item>(
  query: URLSearchParams,
  name: string,
  items: readonly Item[],
  show: (item: Item) => unknown,
): Answer {
  const limit = Math.min(whole(query, 'limit', 25, 1), 100);
  const offset = whole(query, 'offset', 0, 0);
  if (offset + limit > 10_000) {
    throw badArguments(
      'Offset+limit exceeds maximum allowed value of 10000. Please try to refine your search to reduce the returned ' +
        'set of records below this number, like adding a date range.',
    );
  }
  const shown = items.slice(offset, offset + limit).map(show);
  const total = query.get('total') === 'true' ? items.length : null;
  return { status: 200, body: { [name]: shown, limit, offset, total, more: offset + shown.length < items.length } };
}

function whole(query: URLSearchParams, name: string, fallback: number, least: number): number {
  const value = query.has(name) ? Number(query.get(name)) : fallback;
  if (!Number.isInteger(value) || value < least)
    throw invalidInput(`${name} must be a whole number of at least ${least}.`);
  return value;
}

/** ISO 8601, milliseconds since the epoch. */
export function instant(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw invalidInput(`${name} is not a valid date.`);
  return value;
}
