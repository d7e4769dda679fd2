import type { Visit } from '../../app/room/ports.ts';
import { utc } from '../../domain/telling.ts';
import type { Html } from '../pages/html.ts';
import { html } from '../pages/html.ts';
import { page } from '../pages/layout.ts';

/** Where the room's own style sheet lies. */
export const ROOM = '/auditor';
const STYLES_HREF = `${ROOM}/styles.css`;

/** An address within the room of this link; what is asked is put behind it. */
export function hrefIn(
  { link }: Pick<Visit, 'link'>,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `${ROOM}/${link.id}/${path}${asked && `?${asked}`}`;
}

const PAGES = [
  { path: '', words: 'Overview' },
  { path: 'population', words: 'Changes' },
  { path: 'findings', words: 'Findings' },
  { path: 'report', words: 'Report' },
  { path: 'sample', words: 'Sample' },
] as const;

/** Every page of the room: where one can go, what it is about, until when. */
export function roomPage(visit: Visit, title: string, ...body: readonly Html[]): string {
  const { link, now } = visit;
  return page({
    title: `${title} · emergency changes`,
    heading: html`${title}`,
    styles: STYLES_HREF,
    nav: PAGES.map(({ path, words }) => ({ href: hrefIn(visit, path), words })),
    body,
    foot: html`<p>Emergency changes declared from ${link.firstDay} to ${link.lastDay} (UTC), read from the record at ${utc(now)}${link.label === '' ? '' : html`, for ${link.label}`}. Nothing can be changed from here.</p>
<p>Link ${link.id} is good until ${utc(link.expiresAt)}. Each page that is opened with it is an event of the record.</p>`,
  });
}

/** Why nothing is shown, for somebody who has no link that is good. */
export const notice = (title: string, words: readonly string[]): string =>
  page({
    title,
    styles: STYLES_HREF,
    body: words.map((sentence) => html`<p>${sentence}</p>`),
    foot: 'Breakglass keeps the record of emergency changes.',
  });
