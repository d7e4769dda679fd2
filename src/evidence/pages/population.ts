import { scopeOf } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { isoText } from '../../domain/iso.ts';
import type { Names } from '../../domain/telling.ts';
import type { Case } from '../case.ts';
import { mark, reviewMark, stateOf, verdictMark } from './case-words.ts';
import type { Column, Html } from './html.ts';
import { cell, html, raw } from './html.ts';

export interface PopulationDeps {
  readonly names: Names;
  readonly asOf: Instant;
  /** Where the dossier of a change lies: `changes/EC-42.html`. */
  readonly href: (id: string) => string;
}

const columns = ({ names, asOf, href }: PopulationDeps): readonly Column<Case>[] => [
  { title: 'Change', cell: ({ change }) => html`<a href="${href(idText(change.id))}">${idText(change.id)}</a>` },
  {
    title: 'Declared',
    cell: ({ change }) => isoText(change.declaredAt).slice(0, 16).replace('T', ' '),
  },
  { title: 'What', cell: ({ change }) => change.details.summary },
  { title: 'Where', cell: ({ change }) => scopeOf(change).systems.join(', ') },
  { title: 'By', cell: ({ change }) => names.person(change.requester) },
  { title: 'State', cell: ({ change }) => stateOf(change) },
  { title: 'Timing', cell: ({ change }) => verdictMark(change) },
  { title: 'Review', cell: ({ change }) => reviewMark(change, asOf) },
  { title: 'Findings', cell: ({ findings }) => findingCount(findings) },
];

function findingCount(findings: Case['findings']): Html {
  const open = findings.filter(({ state }) => state === 'open').length;
  if (findings.length === 0) return html`none`;
  return open > 0 ? mark(`${open}\u00a0open`, 'bad') : mark(`${findings.length}, none open`, 'warn');
}

/** One change as a row of the list. Text, so that a long list can be put together without holding its changes. */
export const populationRow =
  (deps: PopulationDeps) =>
  (one: Case): string =>
    html`<tr>${columns(deps).map((column) => cell(column, one))}</tr>
`.markup;

/** The list of changes from its rows, with a field to search in them where a script may run (`SEARCH`). */
export function populationTable(caption: string, rows: readonly string[], deps: PopulationDeps): Html {
  const head = columns(deps).map(({ title }) => html`<th scope="col">${title}</th>`);
  return html`<div class="search" data-search="population" hidden><label for="search">Search in this list</label>
<input id="search" type="search" autocomplete="off"><span role="status" aria-live="polite"></span></div>
<table id="population"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${raw(rows.join(''))}</tbody></table>`;
}

/** Hides the rows that do not hold every word that is typed. Only for pages that carry it themselves. */
export const SEARCH = `for (const box of document.querySelectorAll('[data-search]')) {
  const rows = [...document.querySelectorAll('#' + box.dataset.search + ' tbody tr')];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const input = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  box.hidden = false;
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    status.textContent = words.length === 0 ? '' : shown + ' of ' + rows.length;
  });
}
`;
