import type { Html } from '../pages/html.ts';
import { html, nothing } from '../pages/html.ts';

export const PAGE = 50;

/** Pages are counted from 1; what is no number is the first. */
export function pageNumber(text: string | undefined): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number < 1e6 ? number : 1;
}

/** `1 to 50 of 137`, and the ways to the pages before and after. */
export function pages(number: number, total: number, href: (page: number) => string): Html {
  if (total === 0) return html`<p>None.</p>`;
  const [first, last] = [(number - 1) * PAGE + 1, Math.min(number * PAGE, total)];
  if (first > total) return html`<p>There are ${total}: <a href="${href(1)}">begin at the first page</a>.</p>`;
  const before = number > 1 ? html` <a href="${href(number - 1)}" rel="prev">Earlier</a>` : nothing;
  const after = last < total ? html` <a href="${href(number + 1)}" rel="next">Later</a>` : nothing;
  return html`<p role="status">${first} to ${last} of ${total}.${before}${after}</p>`;
}
