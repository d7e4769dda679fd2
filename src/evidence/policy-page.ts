import { marked } from 'marked';
import { html, raw } from './pages/html.ts';
import { page } from './pages/layout.ts';
import { STYLES } from './pages/styles.ts';

/** One page, on paper too; every cell of its one table is worth its heading on a telephone. */
const SHEET = `${STYLES}main > p, li { max-width: 46rem; }
@media (max-width: 46rem) { tbody td { padding-left: 0; } tbody td:first-child { font-weight: 600; } }
@media print {
  @page { margin: 12mm; }
  body { font-size: 8.5pt; line-height: 1.3; }
  main { columns: 2; column-gap: 8mm; }
  h1 { font-size: 14pt; }
  h2 { font-size: 10pt; margin: .6rem 0 .25rem; }
  p, ul { margin: .2rem 0; }
  ul { padding-left: 1.1rem; }
  table { font-size: 8pt; }
  footer { margin-top: .75rem; font-size: 7.5pt; }
}
`;

/** The procedure (`policy/document.ts`) as one file to be mailed, printed and pinned to a wall. Its Markdown escapes people's words. */
export function policyPage(markdown: string): string {
  const [, heading = '', body = ''] = /^# (.*)\n([\s\S]*)$/.exec(markdown) ?? [];
  return page({
    title: heading,
    styles: `data:text/css;base64,${Buffer.from(SHEET).toString('base64')}`,
    body: raw(marked.parse(body, { async: false })),
    foot: html`Paper and practice cannot drift apart: <code>breakglass policy document</code> writes this page from the policy that is enforced.`,
  });
}
