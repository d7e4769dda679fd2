import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Instant } from '../../domain/change/types.ts';
import { utc } from '../../domain/telling.ts';

export { html, raw };

/** Whatever is put into it is escaped; only what is `Html` itself goes in as it is. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Nothing of ours waits for anything: a page that would is a mistake of whoever wrote it. */
export function asText(markup: Html): string {
  if (markup instanceof Promise) throw new Error('A page waits for something');
  return markup.toString();
}

export const nothing: Html = raw('');

/** `2026-11-21 03:13 UTC`, which machines can read too. */
export const time = (instant: Instant): Html =>
  html`<time datetime="${new Date(instant).toISOString()}">${utc(instant)}</time>`;

/** An address that a browser may follow; any other is shown as it is written. */
export function anchor(address: string, words = address): Html {
  const isSafe = /^https?:\/\//i.test(address);
  return isSafe ? html`<a href="${address}" rel="noreferrer">${words}</a>` : html`${address}`;
}

/** One row of a list of facts; left out where there is nothing to say. */
export function fact(name: string, value: Html | string | undefined): Html {
  return value === undefined || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** What somebody wrote, with its lines. */
export const quote = (words: string | undefined): Html =>
  words === undefined || words === '' ? nothing : html`<blockquote>${words}</blockquote>`;

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Html | string | undefined;
}

/** A table that becomes a list of cards where the screen is narrow: each cell carries its column's title. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const head = columns.map(({ title }) => html`<th scope="col">${title}</th>`);
  const body = rows.map((row) => html`<tr>${columns.map((column) => cell(column, row))}</tr>`);
  return html`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

export function cell<Row>({ title, cell: content }: Column<Row>, row: Row): Html {
  return html`<td data-label="${title}">${content(row) ?? ''}</td>`;
}
