import type { Instant } from '../../domain/change/types.ts';
import { isoText } from '../../domain/iso.ts';
import { utc } from '../../domain/telling.ts';

/** Markup as it goes into a page. */
export interface Html {
  readonly markup: string;
}

/** Whatever is put into markup is escaped; only what is `Html` itself goes in as it is, and what is not there is nothing. */
export type Part = Html | string | number | boolean | null | undefined | readonly Part[];

/**
 * Markup from a template. A plain text is put together because a pack writes a hundred thousand pages: a library that has
 * to be ready for parts that arrive later takes three times as long.
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = pieces[0] ?? '';
  for (let index = 0; index < parts.length; index += 1) markup += `${textOf(parts[index])}${pieces[index + 1]}`;
  return { markup };
}

function textOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return `${part}`;
  if (typeof part !== 'object' || part === null) return '';
  return isList(part) ? part.map(textOf).join('') : part.markup;
}

/** `Array.isArray` knows no lists that are only read. */
const isList = (part: object): part is readonly Part[] => Array.isArray(part);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  /[&<>"']/.test(text) ? text.replaceAll(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter) : text;

/** Markup that was made by somebody else. */
export const raw = (markup: string): Html => ({ markup });

export const nothing: Html = raw('');

/** `2026-11-21 03:13 UTC`, which machines can read too. */
export const time = (instant: Instant): Html => html`<time datetime="${isoText(instant)}">${utc(instant)}</time>`;

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
