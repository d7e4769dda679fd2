import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstBreak } from '../../src/app/chain.ts';
import { chain } from '../../src/sqlite/chain.ts';
import { chance } from '../support/forge.ts';
import type { PackPlace } from '../support/packs.ts';
import { packPlace } from '../support/packs.ts';

/** Whoever has the time looks further (`MUTATIONS=20000`). */
const RUNS = Number(process.env.MUTATIONS ?? 1500);

const TEXTS = ['stream', 'type', 'data', 'actor', 'surface', 'policy_hash', 'previous_hash', 'hash'];
const NUMBERS = ['version', 'schema', 'occurred_at', 'recorded_at'];

let place: PackPlace;
let events: number;

beforeAll(async () => {
  place = await packPlace();
  const { raw } = place.connection;
  const triggers = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[];
  for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
  events = firstBreak(chain(place.connection)).checked;
});
afterAll(() => place.remove());

it(`of ${RUNS} single changes to a database without its triggers every one is found, at the very event`, () => {
  const random = chance(5);
  const { raw } = place.connection;
  const missed: string[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const at = 1 + random.below(events);
    const other = 1 + random.below(events);
    const how = random.pick(['letter', 'number', 'removed', 'swapped'] as const);
    raw.exec('BEGIN');
    raw.exec(sqlFor(how, at, other, random));
    const { broken, checked } = firstBreak(chain(place.connection));
    raw.exec('ROLLBACK');
    const isCutOff = how === 'removed' && at === events;
    const first = how === 'swapped' ? Math.min(at, other) : how === 'removed' ? at + 1 : at;
    const isFound = isCutOff
      ? checked < events
      : how === 'swapped' && at === other
        ? !broken
        : broken?.position === first;
    if (!isFound) missed.push(`${how} at ${at} (${other}): ${JSON.stringify(broken)}`);
  }
  expect(missed).toEqual([]);
}, 120_000);

function sqlFor(how: string, at: number, other: number, random: ReturnType<typeof chance>): string {
  if (how === 'removed') return `DELETE FROM events WHERE position = ${at}`;
  if (how === 'swapped') {
    return `UPDATE events SET position = -1 WHERE position = ${at};
      UPDATE events SET position = ${at} WHERE position = ${other};
      UPDATE events SET position = ${other} WHERE position = -1`;
  }
  if (how === 'number') {
    const column = random.pick(NUMBERS);
    return `UPDATE events SET ${column} = ${column} + 1000 + ${random.below(9000)} WHERE position = ${at}`;
  }
  const column = random.pick(TEXTS);
  const cut = `(${random.below(1000)} % length(${column}))`;
  // A letter becomes another one: a control picture, which nobody types.
  return `UPDATE events SET ${column} = substr(${column}, 1, ${cut}) || char(9216) || substr(${column}, ${cut} + 2) WHERE position = ${at}`;
}
