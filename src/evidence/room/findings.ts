import type { Visit } from '../../app/room/ports.ts';
import { searchFrom } from '../../app/room/search.ts';
import { idText } from '../../domain/change/types.ts';
import type { Finding, FindingCode } from '../../domain/findings/types.ts';
import { FINDING_CODES, FINDING_TITLES } from '../../domain/findings/types.ts';
import type { Case } from '../case.ts';
import { findingBlock } from '../pages/findings.ts';
import type { Html } from '../pages/html.ts';
import { html } from '../pages/html.ts';
import { section } from '../pages/layout.ts';
import type { RoomDeps } from './cases.ts';
import { casesOf } from './cases.ts';
import { PAGE, pageNumber, pages } from './paging.ts';
import { hrefIn, roomPage } from './shell.ts';

/** Deviations, by change: those with something open, or all changes with any. */
export async function findingsPage(visit: Visit, deps: RoomDeps): Promise<string> {
  const { period, query, now } = visit;
  const isOpen = query.state !== 'all';
  const code = FINDING_CODES.find((known) => known === query.code);
  const number = pageNumber(query.page);
  const search = { ...searchFrom({}), openFindings: isOpen };
  const place = { now, limit: PAGE, offset: (number - 1) * PAGE };
  const [{ keys, total }, names] = await Promise.all([deps.record.search(period, search, place), deps.names()]);
  const shown = (await casesOf(keys, visit, deps))
    .map((one) => ({ ...one, findings: one.findings.filter((finding) => fits(finding, isOpen, code)) }))
    .filter(({ findings }) => findings.length > 0);
  const ways = pages(number, total, (page) => hrefIn(visit, 'findings', { ...query, page: String(page) }));
  const blocks = shown.map(({ change, findings }: Case) =>
    section(
      idText(change.id),
      `${idText(change.id)} · ${change.details.summary}`,
      html`<p><a href="${hrefIn(visit, `changes/${idText(change.id)}`)}">The dossier of ${idText(change.id)}</a></p>`,
      ...findings.map((finding) => findingBlock(finding, names)),
    ),
  );
  const none = html`<p>${isOpen ? 'Nothing is open here.' : 'Nothing was found here.'}</p>`;
  return roomPage(
    visit,
    'Findings',
    form(visit, isOpen, code),
    html`<p>Changes looked at on this page:</p>`,
    ways,
    ...(blocks.length > 0 ? blocks : [none]),
  );
}

const fits = ({ state, code }: Finding, isOpen: boolean, wanted: FindingCode | undefined): boolean =>
  (!isOpen || state === 'open') && (wanted === undefined || code === wanted);

function form(visit: Visit, isOpen: boolean, code: FindingCode | undefined): Html {
  const options = FINDING_CODES.map(
    (each) => html`<option value="${each}"${each === code ? html` selected` : ''}>${FINDING_TITLES[each]}</option>`,
  );
  return html`<form class="filters" method="get" action="${hrefIn(visit, 'findings')}">
<p><label for="state">State</label><select id="state" name="state"><option value="">open</option><option value="all"${isOpen ? '' : html` selected`}>open, cleared and explained</option></select></p>
<p><label for="code">Rule</label><select id="code" name="code"><option value="">any</option>${options}</select></p>
<p><button type="submit">Show</button></p>
</form>`;
}
