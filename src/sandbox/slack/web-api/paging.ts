import type { Json } from '../contract.ts';

/** https://docs.slack.dev/apis/web-api/pagination: an opaque cursor, empty when there is no further page. */
export const cursorAt = (place: string): string => Buffer.from(`next:${place}`).toString('base64');

/** `undefined` is a cursor Slack did not give out. */
export function placeOf(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64').toString();
  return text.startsWith('next:') ? text.slice('next:'.length) : undefined;
}

/** Which limits hold differs by method; anything else than a number is the default. */
export function limitOf(args: Json, usual: number, most: number): number {
  const limit = Number(args.limit ?? usual);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, most) : usual;
}

/** `undefined` for a cursor Slack did not give out. */
export function pageOf<T>(list: readonly T[], args: Json, usual: number, most: number) {
  const cursor = typeof args.cursor === 'string' && args.cursor !== '' ? args.cursor : cursorAt('0');
  const from = Number(placeOf(cursor) ?? Number.NaN);
  if (!Number.isInteger(from)) return undefined;
  const to = from + limitOf(args, usual, most);
  return { page: list.slice(from, to), next: to < list.length ? cursorAt(String(to)) : '' };
}
