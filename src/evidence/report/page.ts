import { barChart, lineChart } from '../../charts/charts.ts';
import { FINDING_TITLES } from '../../domain/findings/types.ts';
import { lasting } from '../../domain/lasting.ts';
import type { Counts, Report, Spread } from '../../domain/report/types.ts';
import { partOf, percent, quickWords, repeatWords, shareWords } from '../../domain/report/words.ts';
import type { Names } from '../../domain/telling.ts';
import type { Html } from '../pages/html.ts';
import { fact, html, nothing, raw, table, time } from '../pages/html.ts';
import { page, section } from '../pages/layout.ts';
import { STYLES } from '../pages/styles.ts';

/** What the report has beyond the pages of evidence. The charts follow the reader's light or dark. */
export const REPORT_STYLES = `figure { background: none; color: inherit; }
figcaption { font-weight: 600; }
.tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 2rem; }
.tally { break-inside: avoid; }
.tally ol { list-style: none; margin: 0; padding: 0; }
.tally li { display: flex; justify-content: space-between; gap: 1rem; padding: .25rem 0; border-bottom: 1px solid var(--line); }
.spread + dl { margin-top: 1rem; }
`;
/** One file that can be mailed: its style sheet travels in it. */
const STYLES_INLINE = `data:text/css;base64,${Buffer.from(STYLES + REPORT_STYLES).toString('base64')}`;

/** The report as one page, to be read, printed and kept. `days` names the period. */
export function reportPage(report: Report, days: string, names: Names): string {
  return page({
    title: `Emergency changes, ${days}`,
    styles: STYLES_INLINE,
    body: [...reportBody(report, names)],
    foot: html`Days are UTC. As of ${time(report.asOf)}. Drills are not counted. From the record of Breakglass.`,
  });
}

/** What the report says, as parts of a page. */
export function reportBody(report: Report, names: Names): readonly Html[] {
  if (report.declared === 0) return [html`<p>No emergency change was declared.</p>`];
  return [
    tiles(report),
    section('look', 'Worth a look', worthALook(report, names)),
    section('often', 'How often', html`<div class="charts">${[trendChart(report), systemChart(report)]}</div>`),
    section('timing', 'In which order', tallies(tally('Approval and deployment', timings(report)))),
    section('speed', 'How fast', speed(report)),
    section('why', 'Why and what', tallies(...breakdowns(report))),
    section('findings', 'Findings', findings(report)),
  ];
}

function tiles(report: Report): Html {
  const { declared, before, reviews, deployments, proceeded, findings: found } = report;
  const open = found.reduce((sum, one) => sum + one.open, 0);
  const all: readonly (readonly [string, string])[] = [
    [String(declared), `declared (${before} in the time before)`],
    [reviews.due === 0 ? '–' : percent(reviews.onTime / reviews.due), 'of the reviews on time'],
    [deployments.share === undefined ? '–' : percent(deployments.share), 'of all production deployments'],
    [String(proceeded), 'went ahead without approval'],
    [String(open), open === 1 ? 'open finding' : 'open findings'],
  ];
  return html`<ul class="tiles">${all.map(([number, words]) => html`<li><strong>${number}</strong>${words}</li>`)}</ul>`;
}

function worthALook({ repeats, pairs }: Report, { person }: Names): Html {
  const lines = [
    ...repeats.map(repeatWords),
    ...pairs.map(
      ({ requester, approver, times }) =>
        `${person(requester)} asked and ${person(approver)} approved, ${times} times.`,
    ),
  ];
  if (lines.length === 0) return html`<p>No system and no pair of people stands out.</p>`;
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

const CHART = { width: 480 } as const;
const MOST = 10;

const figure = (caption: string, svg: string): Html =>
  html`<figure><figcaption>${caption}</figcaption>${raw(svg)}</figure>`;

function trendChart({ trend }: Report): Html {
  const series = [
    { name: 'declared', values: trend.map(({ declared }) => declared) },
    { name: 'out without an approval before', values: trend.map(({ unapproved }) => unapproved) },
  ];
  const labels = trend.map(({ label }) => label);
  const draw = trend.length > 2 ? lineChart : barChart;
  const title = trend.length > 1 ? `From ${trend[0]?.label} to ${trend.at(-1)?.label}` : 'In all';
  return figure(title, draw({ id: 'trend', title: 'Emergency changes over time', labels, series, ...CHART }));
}

function systemChart({ systems }: Report): Html {
  const most = systems.slice(0, MOST);
  return figure(
    systems.length > MOST ? `The ${MOST} systems with the most` : 'By system',
    barChart({
      id: 'systems',
      title: 'Emergency changes by system',
      labels: most.map(({ name }) => name),
      series: [{ name: 'changes', values: most.map(({ times }) => times) }],
      lying: true,
      ...CHART,
    }),
  );
}

const tallies = (...all: readonly Html[]): Html => html`<div class="tallies">${[...all]}</div>`;

const timings = ({ verdicts }: Report): Counts =>
  verdicts.map(({ verdict, times }) => ({ name: verdict, times })).filter(({ times }) => times > 0);

/** Names and how often, as a list: a table of two columns falls apart on a telephone. */
function tally(title: string, counts: Counts): Html {
  if (counts.length === 0) return nothing;
  const rows = counts.map(({ name, times }) => html`<li><span>${name}</span><strong>${times}</strong></li>`);
  return html`<div class="tally"><h3>${title}</h3><ol>${rows}</ol></div>`;
}

function speed(report: Report): Html {
  const { reviews, toAuthorize, toReview } = report;
  const rows = [
    { what: 'Declare to approval', ...toAuthorize },
    { what: 'Deployment to review', ...toReview },
  ];
  const took = (duration: number | undefined): string => (duration === undefined ? '–' : lasting(duration));
  return html`<div class="spread">${table<{ what: string } & Spread>(
    'How long it took',
    [
      { title: 'From and to', cell: ({ what }) => what },
      { title: 'Median', cell: ({ median }) => took(median) },
      { title: '90 % within', cell: ({ p90 }) => took(p90) },
      { title: 'Changes', cell: ({ count }) => String(count) },
    ],
    rows,
  )}</div><dl>${[
    fact('Reviews on time', partOf(reviews.onTime, reviews.due)),
    fact('Approvals', quickWords(report)),
    fact('Deployments', shareWords(report)),
  ]}</dl>`;
}

const breakdowns = ({ criteria, kinds, teams, systems }: Report): Html[] => [
  tally('By criterion', criteria),
  tally('By kind of change', kinds),
  tally('By team', teams),
  systems.length > MOST ? tally('By system', systems) : nothing,
];

function findings({ findings: found }: Report): Html {
  if (found.length === 0) return html`<p>Nothing an auditor would raise.</p>`;
  return table(
    'What an auditor would raise',
    [
      { title: 'Finding', cell: ({ code }) => FINDING_TITLES[code] },
      { title: 'Changes', cell: ({ times }) => String(times) },
      { title: 'Open', cell: ({ open }) => String(open) },
    ],
    found,
  );
}
