import type { Html } from './html.ts';
import { html, nothing, raw } from './html.ts';

export interface Page {
  /** Of the window, and the heading unless `heading` says it otherwise. */
  readonly title: string;
  readonly heading?: Html | undefined;
  /** Where the style sheet lies (`STYLES`): a file of its own, since no page may need inline styles. */
  readonly styles: string;
  /** Where the reader can go from here. */
  readonly nav?: readonly { readonly href: string; readonly words: string }[];
  readonly body: Html | readonly Html[];
  /** What is said at the end of every page: where it comes from and how to check it. */
  readonly foot: Html | string;
  /** A script's text, for where it may run: a page has to be whole without it. */
  readonly script?: string | undefined;
}

/** A whole HTML page: no script needed, nothing fetched but its style sheet, for the screen and for paper. */
export function page({ title, heading, styles, nav = [], body, foot, script }: Page): string {
  const ways = nav.map(({ href, words }) => html`<a href="${href}">${words}</a>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="stylesheet" href="${styles}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>${ways.length > 0 ? html`<nav aria-label="Pages">${ways}</nav>` : nothing}<h1>${heading ?? title}</h1></header>
<main id="main">
${body}
</main>
<footer>${foot}</footer>
${script === undefined ? nothing : html`<script>${raw(script)}</script>`}
</body>
</html>
`.markup;
}

/** A part of a page under its own heading. */
export function section(id: string, title: string, ...body: readonly Html[]): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${[...body]}</section>
`;
}
