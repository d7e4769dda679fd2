import type { Judgement, RowClass } from '../../domain/reconcile/types.ts';
import { isDeviation } from '../../domain/reconcile/types.ts';
import type { Column, Html } from '../pages/html.ts';
import { anchor, html, nothing, table, time } from '../pages/html.ts';
import { page, section } from '../pages/layout.ts';
import { STYLES } from '../pages/styles.ts';
import type { Kept } from './kept.ts';
import type { Summary } from './run.ts';
import { brief, MEANING, setAsideWords, whyUnseen } from './words.ts';

/** One file that can be mailed: its style sheet travels in it. */
const STYLES_INLINE = `data:text/css;base64,${Buffer.from(STYLES).toString('base64')}`;

/** The same as the text, to be read, printed and kept. `file` is the log's name. */
export const reconciliationPage =
  (file: string) =>
  (summary: Summary, kept: Kept): string =>
    page({
      title: 'Deployment log and record',
      styles: STYLES_INLINE,
      body: [
        lead(file, summary),
        tiles(summary),
        ...classes(summary, kept),
        unreadable(summary, kept),
        unseen(summary),
      ],
      foot: 'Each row of the log is held against the emergency changes by system, commit and time. Times are UTC.',
    });

function lead(file: string, summary: Summary): Html {
  const { rows, from, to } = summary;
  const span = from === undefined || to === undefined ? nothing : html`, ${time(from)} to ${time(to)}`;
  const aside = setAsideWords(summary);
  return html`<p class="lead">${file}: ${number(rows)} rows${span}.</p>
${aside ? html`<p>Left out: ${aside}.</p>` : nothing}`;
}

const tiles = ({ counts }: Summary): Html =>
  html`<ul class="tiles">${Object.entries(counts).map(
    ([kind, count]) => html`<li><strong>${number(count)}</strong>${kind}</li>`,
  )}</ul>`;

function classes({ counts }: Summary, { deviations }: Kept): Html[] {
  const all = Object.keys(counts) as RowClass[];
  if (all.every((kind) => !isDeviation(kind) || counts[kind] === 0)) {
    return [html`<p>Nothing to look at: every row is covered.</p>`];
  }
  return all
    .filter((kind) => counts[kind] > 0 && isDeviation(kind))
    .map((kind) => {
      const rows = deviations.get(kind) ?? [];
      const caption = `${capital(MEANING[kind])}.${rest(counts[kind], rows.length)}`;
      return section(kind.replaceAll(' ', '-'), capital(kind), table(caption, COLUMNS, rows));
    });
}

const COLUMNS: readonly Column<Judgement>[] = [
  { title: 'Line', cell: ({ row }) => String(row.line) },
  { title: 'When', cell: ({ row }) => time(row.deployedAt) },
  { title: 'System', cell: ({ row }) => row.system },
  {
    title: 'Version',
    cell: ({ row: { version, url } }) => (url ? anchor(url, brief(version) ?? 'link') : brief(version)),
  },
  { title: 'By', cell: ({ row }) => row.deployer },
  { title: 'Change', cell: ({ change }) => change },
  { title: 'Why', cell: ({ why }) => why },
];

function unreadable({ unreadable: count }: Summary, { unreadable: rows }: Kept): Html {
  if (count === 0) return nothing;
  const caption = `Nothing is known of these.${rest(count, rows.length)}`;
  const columns = [
    { title: 'Line', cell: ({ line }: { line: number }) => String(line) },
    { title: 'Why', cell: ({ why }: { why: string }) => why },
  ];
  return section('unreadable', 'Could not be read', table(caption, columns, rows));
}

function unseen({ unseen: changes }: Summary): Html {
  if (changes.length === 0) return nothing;
  const shown = changes.slice(0, 1000);
  const caption = `They were declared in this time, and the log has nothing of them.${rest(changes.length, shown.length)}`;
  const columns: Column<(typeof shown)[number]>[] = [
    { title: 'Change', cell: ({ id }) => id },
    { title: 'System', cell: ({ systems }) => systems.join(', ') },
    { title: 'Declared', cell: ({ declaredAt }) => time(declaredAt) },
    { title: 'What is known', cell: (change) => whyUnseen(change) },
  ];
  return section('unseen', 'Changes without a row', table(caption, columns, shown));
}

const rest = (count: number, shown: number): string =>
  count > shown ? ` ${number(count - shown)} more are in the JSON.` : '';
const number = (count: number): string => count.toLocaleString('en');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
