import { marked } from 'marked';
import { raw } from './pages/html.ts';
import { page } from './pages/layout.ts';
import { STYLES } from './pages/styles.ts';

/** One page, on paper too; every cell of its one table is worth its heading on a telephone. */
const SHEET = `${STYLES}main > p, li { max-width: 46rem; }
@media (max-width: 46rem) { tbody td { padding-left: 0; } tbody td:first-child { font-weight: 600; } }
@media print { body { font-size: 8.5pt; line-height: 1.35; } h2 { font-size: 10.5pt; margin: .8rem 0 .3rem; } p, ul { margin: .2rem 0; } }
`;

/** The procedure (`policy/document.ts`) as one file to be mailed, printed and pinned to a wall. Its Markdown escapes people's words. */
export function policyPage(markdown: string): string {
  const [, heading = '', body = ''] = /^# (.*)\n([\s\S]*)$/.exec(markdown) ?? [];
  return page({
    title: heading,
    styles: `data:text/css;base64,${Buffer.from(SHEET).toString('base64')}`,
    body: raw(marked.parse(body, { async: false })),
    foot: 'Paper and practice cannot drift apart: `breakglass policy document` writes this page from the policy that is enforced.',
  });
}
