import type { Visit } from '../../app/room/ports.ts';
import type { Tally } from '../../app/room/search.ts';
import { VERDICTS } from '../../domain/verdict.ts';
import type { Html } from '../pages/html.ts';
import { fact, html, nothing } from '../pages/html.ts';
import { section } from '../pages/layout.ts';
import type { RoomDeps } from './cases.ts';
import { hrefIn, roomPage } from './shell.ts';

/** How many, how they went, that none is missing, and what to take home. */
export async function overviewPage(visit: Visit, deps: RoomDeps, hasPack: boolean): Promise<string> {
  const { period, link, now } = visit;
  const [tally, { changes, missing }, head] = await Promise.all([
    deps.record.tally(period, now),
    deps.record.numbers(period),
    deps.record.head(),
  ]);
  const [first, last] = [changes[0]?.id, changes.at(-1)?.id];
  return roomPage(
    visit,
    `Emergency changes, ${link.firstDay} to ${link.lastDay}`,
    tiles(visit, tally),
    section(
      'complete',
      'Is this all of them?',
      html`<dl>
${fact('Numbers', first && last ? `${first} to ${last}: ${changes.length} changes` : 'no change was declared in this period')}
${fact('Missing', missing.length === 0 ? 'none: numbers are given without gaps, and never again' : html`<strong>${missing.join(', ')}</strong>: a number that was given is not in the record`)}
${fact('Head of the record', html`<span class="hash">${head.hash}</span>`)}
${fact('Events', head.events.toLocaleString('en'))}
</dl>
<p>Each event is hashed together with the one before. The daily digest in Slack publishes the head, and a Jira issue may get it once a week: a head that was shown there and is not in the record proves that history was rewritten.</p>`,
    ),
    section('systems', 'Where', systems(visit, tally)),
    hasPack ? section('pack', 'To take home', packForm(visit)) : nothing,
  );
}

function tiles(visit: Visit, { changes, verdicts, withOpenFindings, reviewsMissing }: Tally): Html {
  const tile = (count: number, words: string, query: Readonly<Record<string, string>>) =>
    html`<li><strong>${count}</strong> <a href="${hrefIn(visit, 'population', query)}">${words}</a></li>`;
  return html`<ul class="tiles">
${tile(changes, changes === 1 ? 'emergency change' : 'emergency changes', {})}
${VERDICTS.map((verdict) => tile(verdicts.get(verdict) ?? 0, verdict, { verdict }))}
${tile(verdicts.get('none') ?? 0, 'nothing deployed', { verdict: 'none' })}
${tile(withOpenFindings, 'with open findings', { findings: 'open' })}
<li><strong>${reviewsMissing}</strong> without a review past the limit</li>
</ul>`;
}

function systems(visit: Visit, { systems: all }: Tally): Html {
  const rows = all
    .slice(0, 50)
    .map(
      ({ name, changes }) =>
        html`<tr><td data-label="System"><a href="${hrefIn(visit, 'population', { system: name })}">${name}</a></td><td data-label="Changes">${changes}</td></tr>`,
    );
  if (rows.length === 0) return html`<p>None.</p>`;
  return html`<table class="narrow"><caption>Emergency changes by system; one that names several counts for each</caption><thead><tr><th scope="col">System</th><th scope="col">Changes</th></tr></thead><tbody>${rows}</tbody></table>`;
}

const packForm = (
  visit: Visit,
): Html => html`<p>One file with everything of this period: every dossier, tables, the events with their hashes, the policies in force, and how to check all of it without us.</p>
<form method="post" action="${hrefIn(visit, 'pack')}"><p><button type="submit">Download the evidence pack</button></p></form>`;
