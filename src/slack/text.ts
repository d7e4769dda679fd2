import type { Instant, UserId } from '../domain/change/types.ts';
import { clean, clip } from '../domain/plain-text.ts';

export { clip };

/** Slack's own limits (https://docs.slack.dev/reference/block-kit/blocks). */
export const LIMIT = { header: 150, section: 3000, field: 2000, option: 75, buttonText: 75, message: 4000 } as const;

/** People's words, made harmless: no mention, link or `<!channel>` survives (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
export function plain(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text in Slack's markup, shortened: no link, date or escape is cut in half. */
export function clipMarkup(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/<[^>]*$|&[a-z]{0,3}$|[\uD800-\uDBFF]$/, '')}…`;
}

/** People's words for mrkdwn. `length` counts escapes as Slack does, so that nobody's words crowd out another's. */
export const said = (words: string, length: number): string => clipMarkup(plain(clean(words).trim()), length);

/** The same on one line, for headlines. */
export const saidInLine = (words: string, length: number): string => said(words.replace(/\s+/g, ' '), length);

/** As a quotation that no line break gets out of. */
export const quoted = (words: string, length: number): string => said(words, length).replace(/^/gm, '>');

/** Whoever is only known elsewhere has a name like `github:octocat`. */
export const isInSlack = (user: UserId): boolean => !user.includes(':');

export const mention = (user: UserId): string =>
  isInSlack(user)
    ? `<@${user}>`
    : `${saidInLine(user.slice(user.indexOf(':') + 1), 60)} (${OUTSIDE[user.split(':')[0] ?? ''] ?? 'not in Slack'})`;

const OUTSIDE: Readonly<Record<string, string>> = { github: 'GitHub', api: 'pipeline' };

export function list(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

export const mentions = (users: readonly UserId[], last = 'and'): string =>
  list([...new Set(users)].map(mention), last);

/** In the reader's own zone (https://docs.slack.dev/messaging/formatting-message-text#date-formatting); UTC where dates are not rendered. */
export const time = (at: Instant): string => dateToken(at, '{time}');
/** The zero-width space keeps Slack from writing "Yesterday" with a capital in the middle of a sentence. */
export const dateTime = (at: Instant): string => dateToken(at, '\u200b{date_short_pretty} {time}');

function dateToken(at: Instant, format: string): string {
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at / 1000)}^${format}|${fallback}>`;
}

/** "19 h", "3 days": whole units, rounded down, so that nothing sounds later than it is. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** Only what is an address becomes a link: people can write anything there. */
export const link = (url: string, words: string): string =>
  /^https?:\/\//i.test(url) && url.length <= 2000
    ? `<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${plain(words)}>`
    : plain(words);

/** As typed: Slack escapes the three signs of its markup and names mentions by id (https://docs.slack.dev/interactivity/implementing-slash-commands). */
export function unescaped(text: string): string {
  return text
    .replaceAll(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<([^|>]*)\|[^>]*>/g, '$1')
    .replaceAll(/<([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
