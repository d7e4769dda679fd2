import type { Visit } from '../../app/room/ports.ts';
import type { Tally } from '../../app/room/search.ts';
import { REVIEWS, searchFrom } from '../../app/room/search.ts';
import { idText } from '../../domain/change/types.ts';
import { VERDICTS } from '../../domain/verdict.ts';
import { dossier, dossierTitle } from '../pages/dossier.ts';
import type { Html } from '../pages/html.ts';
import { html } from '../pages/html.ts';
import { populationRow, populationTable } from '../pages/population.ts';
import type { RoomDeps } from './cases.ts';
import { casesOf } from './cases.ts';
import { PAGE, pageNumber, pages } from './paging.ts';
import { hrefIn, roomPage } from './shell.ts';

/** The population, fifty at a time, with fields to search and filter that need no script. */
export async function changesPage(visit: Visit, deps: RoomDeps): Promise<string> {
  const { period, query, now } = visit;
  const search = searchFrom(query);
  const number = pageNumber(query.page);
  const [{ keys, total }, tally, names] = await Promise.all([
    deps.record.search(period, search, { now, limit: PAGE, offset: (number - 1) * PAGE }),
    deps.record.tally(period, now),
    deps.names(),
  ]);
  const table = { names, asOf: now, href: (id: string) => hrefIn(visit, `changes/${id}`) };
  const rows = (await casesOf(keys, visit, deps)).map(populationRow(table));
  const isWhole = total === tally.changes;
  const caption = isWhole ? 'All emergency changes of the period' : `What fits, of ${tally.changes} in the period`;
  const ways = pages(number, total, (page) => hrefIn(visit, 'population', { ...query, page: String(page) }));
  return roomPage(
    visit,
    'Changes',
    form(visit, tally),
    ways,
    ...(rows.length > 0 ? [populationTable(caption, rows, table), ways] : []),
  );
}

function form(visit: Visit, tally: Tally): Html {
  const { query } = visit;
  const systems = tally.systems.slice(0, 200).map(({ name }) => name);
  return html`<form class="filters" method="get" action="${hrefIn(visit, 'population')}">
<p><label for="q">Words in number, summary, system or requester</label><input id="q" name="q" type="search" maxlength="200" value="${query.q ?? ''}"></p>
${select('system', 'System', systems, query.system)}
${select('verdict', 'Timing', [...VERDICTS, 'none'], query.verdict)}
${select('review', 'Review', REVIEWS, query.review)}
${select('findings', 'Findings', ['open'], query.findings)}
<p><button type="submit">Show</button> <a href="${hrefIn(visit, 'population')}">Show all</a></p>
</form>`;
}

const WORDS: Readonly<Record<string, string>> = { none: 'nothing deployed', open: 'with open ones' };

function select(name: string, label: string, values: readonly string[], chosen: string | undefined): Html {
  const options = values.map(
    (value) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${WORDS[value] ?? value}</option>`,
  );
  return html`<p><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">any</option>${options}</select></p>`;
}

/** Everything the record knows of one change, if it is one of the period. */
export async function changePage(visit: Visit, number: number, deps: RoomDeps): Promise<string | undefined> {
  const key = await deps.record.keyOf(number, visit.period);
  if (key === undefined) return undefined;
  const [[one], names] = await Promise.all([casesOf([key], visit, deps), deps.names()]);
  if (!one) return undefined;
  const body = dossier(one, { names, asOf: visit.now, policyHref: (hash) => hrefIn(visit, `policies/${hash}`) });
  const { number: own } = one.change.id;
  const near = [own - 1, own + 1].map((other) => ({ sequence: 'EC' as const, number: other }));
  const known = await Promise.all(near.map((id) => deps.record.keyOf(id.number, visit.period)));
  const ways = near
    .filter((_, index) => known[index] !== undefined)
    .map((id) => html` <a href="${hrefIn(visit, `changes/${idText(id)}`)}">${idText(id)}</a>`);
  return roomPage(
    visit,
    dossierTitle(one),
    html`<p class="beside">${ways.length > 0 ? html`Beside it: ${ways}` : ''}</p>`,
    body,
  );
}
