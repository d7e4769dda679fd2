import type { Listed } from '../../app/numbers.ts';
import { stratumOf } from '../../app/numbers.ts';
import type { Visit } from '../../app/room/ports.ts';
import type { Html } from '../pages/html.ts';
import { html, nothing, table, time } from '../pages/html.ts';
import type { Drawn } from '../sample.ts';
import { drawSample } from '../sample.ts';
import type { RoomDeps } from './cases.ts';
import { hrefIn, roomPage } from './shell.ts';

const LARGEST = 500;

/** A sample drawn here and now, the same that `breakglass sample` and a shell draw. */
export async function samplePage(visit: Visit, { record }: RoomDeps): Promise<string> {
  const { query, period } = visit;
  const asked = /^\d{1,4}$/.test(query.size ?? '') ? Number(query.size) : 25;
  const size = Math.min(Math.max(asked, 1), LARGEST);
  const seed = (query.seed ?? '').trim().slice(0, 40);
  const byStratum = query.stratify === 'system';
  const { changes } = await record.numbers(period);
  const drawable = changes.map((one) => ({ ...one, ...(byStratum ? { stratum: stratumOf(one) } : {}) }));
  const drawn = seed === '' ? undefined : drawSample(drawable, { size, seed });
  return roomPage(
    visit,
    'Sample',
    form(visit, { size, seed, byStratum }),
    drawn ? result(visit, drawn, { size, seed, of: changes.length }) : nothing,
    recipe(seed === '' ? '7' : seed),
  );
}

function form(visit: Visit, { size, seed, byStratum }: { size: number; seed: string; byStratum: boolean }): Html {
  return html`<form class="filters" method="get" action="${hrefIn(visit, 'sample')}">
<p><label for="size">How many</label><input id="size" name="size" type="number" min="1" max="${LARGEST}" value="${size}"></p>
<p><label for="seed">Seed: a number of your choice</label><input id="seed" name="seed" maxlength="40" required value="${seed}"></p>
<p><label for="stratify">Shares</label><select id="stratify" name="stratify"><option value="">of all</option><option value="system"${byStratum ? html` selected` : ''}>of each system</option></select></p>
<p><button type="submit">Draw</button></p>
</form>`;
}

type Picked = Drawn<Listed & { readonly stratum?: string }>;

function result(
  visit: Visit,
  drawn: readonly Picked[],
  { seed, of }: { size: number; seed: string; of: number },
): Html {
  if (drawn.length === 0)
    return html`<p>No emergency change was declared in this period: there is nothing to draw from.</p>`;
  const columns = [
    { title: 'Change', cell: ({ id }: Picked) => html`<a href="${hrefIn(visit, `changes/${id}`)}">${id}</a>` },
    { title: 'Declared', cell: ({ declaredAt }: Picked) => time(declaredAt) },
    { title: 'What', cell: ({ summary }: Picked) => summary },
    { title: 'Where', cell: ({ systems }: Picked) => systems.join(', ') },
    { title: 'Hash', cell: ({ hash }: Picked) => html`<span class="hash">${hash.slice(0, 16)}</span>` },
  ];
  return table(`${drawn.length} of ${of} changes, with seed ${seed}, in the order they were drawn in`, columns, drawn);
}

const recipe = (seed: string): Html => html`<details><summary>How it is drawn, and how to draw it again</summary>
<p>Each number gets the SHA-256 of the seed, a colon and the number, here “${seed}:EC-1”, in lower-case letters. The numbers are put in the order of these hashes, and the first are taken. Any tool that knows SHA-256 gives the same sample.</p>
<p>With shares, each system is drawn so by itself (a change counts for the system that was named first). Places are dealt one at a time, each to the system with the most changes for each place it has already; one without a place comes first, ties go to the system with more changes, then to the name that sorts first.</p>
</details>`;
