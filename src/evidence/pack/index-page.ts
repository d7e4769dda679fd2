import { barChart } from '../../charts/charts.ts';
import { mark } from '../pages/case-words.ts';
import type { Html } from '../pages/html.ts';
import { fact, html, nothing, raw, table, time } from '../pages/html.ts';
import { page, section } from '../pages/layout.ts';
import { SEARCH } from '../pages/population.ts';
import type { Drawn } from '../sample.ts';
import type { Statement } from './statement.ts';
import { gapsOf } from './statement.ts';
import type { FindingCount, Summary } from './summary.ts';
import { mostFirst } from './summary.ts';

export interface IndexInput {
  readonly statement: Statement;
  readonly summary: Summary;
  /** The list of changes, or of the pages that have it. */
  readonly population: Html;
  readonly sample: readonly Drawn<{ readonly id: string; readonly stratum?: string | undefined }>[] | undefined;
}

export const FOOT = html`Written by Breakglass from the record itself. How to check every word of it: <code>README.txt</code>.`;

/** The first page of a pack: how many, how they went, what was found, that none is missing, and the list. */
export function indexPage({ statement, summary, population, sample }: IndexInput): string {
  const { firstDay, lastDay } = statement.query.period;
  return page({
    title: `Emergency changes, ${firstDay} to ${lastDay}`,
    styles: 'style.css',
    nav: [
      { href: '#summary', words: 'Summary' },
      { href: '#findings', words: 'Findings' },
      { href: '#complete', words: 'Completeness' },
      { href: '#changes', words: 'Changes' },
    ],
    body: [
      html`<p class="lead">Declared on these days, both included, in UTC; as the record stood at ${time(statement.query.asOf)}. Drills are numbered apart and are not among them.</p>`,
      section('summary', 'Summary', tiles(summary), summary.count === 0 ? nothing : charts(summary)),
      section('findings', 'Findings', ...findingParts(summary)),
      section('complete', 'Is anything missing?', completeness(statement)),
      ...(sample ? [section('sample', 'Sample', sampleTable(statement, sample))] : []),
      section('changes', 'Changes', population),
      section('files', 'Files', files()),
    ],
    foot: FOOT,
    script: SEARCH,
  });
}

function tiles({ count, open, verdicts, reviews, medianToAuthorize, findings }: Summary): Html {
  const openFindings = [...findings.values()].reduce((sum, finding) => sum + finding.open, 0);
  const share = reviews.judged === 0 ? 'none due' : `${Math.floor((100 * reviews.inTime) / reviews.judged)} %`;
  const median = medianToAuthorize === undefined ? 'none' : `${Math.round(medianToAuthorize / 60_000)} min`;
  return html`<ul class="tiles">
<li><strong>${count}</strong> emergency changes, ${open} still open</li>
<li><strong>${verdicts.get('approved before deploy') ?? 0}</strong> approved before they were deployed</li>
<li><strong>${median}</strong> to the approval, in the median</li>
<li><strong>${share}</strong> of the reviews in time</li>
<li><strong>${openFindings}</strong> open findings</li>
</ul>`;
}

function charts({ months, verdicts, systems, criteria }: Summary): Html {
  const byMonth = [...months].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return html`<div class="charts">
${figure('months', 'Changes by month', byMonth, false)}
${figure('timing', 'Order of approval and deployment', mostFirst(verdicts), true)}
${figure('systems', 'Systems, the ten most often', mostFirst(systems), true)}
${figure('criteria', 'Reasons for the emergency', mostFirst(criteria), true)}
</div>`;
}

function figure(id: string, title: string, counts: readonly (readonly [string, number])[], lying: boolean): Html {
  const [labels, values] = [counts.map(([label]) => label), counts.map(([, value]) => value)];
  const svg = barChart({ id: `chart-${id}`, title, labels, series: [{ name: 'changes', values }], lying });
  return html`<figure><figcaption>${title}</figcaption>${raw(svg)}</figure>`;
}

function findingParts({ findings }: Summary): Html[] {
  if (findings.size === 0) return [html`<p>Nothing was found that an auditor would raise.</p>`];
  const rows = [...findings.values()];
  return [
    html`<p>Worked out from the record by fixed rules. None can be taken away; an explanation by a named person stands beside it. Every one with its evidence: <a href="findings.csv">findings.csv</a>.</p>`,
    table<FindingCount>(
      'What was found, and in which changes',
      [
        { title: 'Finding', cell: ({ title }) => title },
        { title: 'Open', cell: ({ open, total }) => mark(`${open}\u00a0of\u00a0${total}`, open > 0 ? 'bad' : 'good') },
        { title: 'Rule', cell: ({ rule, source }) => `${rule} (${source})` },
        { title: 'Changes', cell: (finding) => changesOf(finding) },
      ],
      rows,
    ),
  ];
}

function changesOf({ changes, total }: FindingCount): Html {
  const links = changes.map((id) => html`<a href="changes/${id}.html">${id}</a> `);
  return html`${links}${total > changes.length ? `and ${total - changes.length} more` : ''}`;
}

function completeness(statement: Statement): Html {
  const { members, around, head, first, inFull, query } = statement;
  const gaps = gapsOf(members, around);
  const [lowest, highest] = [members[0], members.at(-1)];
  const range = lowest && highest ? `EC-${lowest.number} to EC-${highest.number}` : 'none';
  return html`<p>Numbers are given in the order of declaring, without gaps, and never again: so a change that was left out would be seen.</p><dl>
${fact('Numbers', `${range}: ${members.length} changes`)}
${fact('Gaps', gaps.length === 0 ? 'none' : gaps.map(gapWords).join('\n'))}
${fact('Before and after', `${around.before ? `EC-${around.before.number} was declared before the period` : 'none was declared before the period'}; ${around.after ? `EC-${around.after.number} after it` : 'none after it so far'}`)}
${fact('Record', `${head.position} events in one chain; ${inFull} of them are in this pack in full${first ? `, from event ${first.position}` : ''}`)}
${fact('Head', html`<span class="hash">${head.hash}</span>`)}
${fact('Made', `by ${query.by} with ${query.software}`)}
</dl>`;
}

const gapWords = ({ number, neighbour }: ReturnType<typeof gapsOf>[number]): string =>
  neighbour
    ? `EC-${number} was declared at ${new Date(neighbour.declaredAt).toISOString()}, outside the period (event ${neighbour.position})`
    : `EC-${number} is not in the record`;

function sampleTable({ query }: Statement, drawn: NonNullable<IndexInput['sample']>): Html {
  const { size, seed, stratify } = query.sample ?? { size: 0, seed: '' };
  return html`<p>${drawn.length} changes, asked for ${size}, with seed ${seed}${stratify ? `, by ${stratify}` : ''}: each number’s place in the order is the SHA-256 of “${seed}:number”, and the first are taken.</p>
${table(
  'The changes that were drawn',
  [
    { title: 'Change', cell: ({ id }) => html`<a href="changes/${id}.html">${id}</a>` },
    ...(stratify ? [{ title: 'System', cell: ({ stratum }: { stratum?: string | undefined }) => stratum ?? '' }] : []),
    { title: 'SHA-256', cell: ({ hash }) => html`<span class="hash">${hash}</span>` },
  ],
  drawn,
)}`;
}

const files = (): Html => html`<ul>
<li><a href="population.csv">population.csv</a>, <a href="approvals.csv">approvals.csv</a>, <a href="deployments.csv">deployments.csv</a>, <a href="reviews.csv">reviews.csv</a>, <a href="findings.csv">findings.csv</a>: the same for spreadsheets</li>
<li><code>events.jsonl</code>: the record itself, from which all the rest is written; <code>policies/</code>: the rules in force</li>
<li><a href="completeness.json">completeness.json</a>: what this pack says of itself; <code>SHA256SUMS</code>: of every file</li>
<li><a href="README.txt">README.txt</a>: how to check all of it by hand</li>
</ul>`;
