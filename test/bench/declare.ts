import type Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import type { Handle } from '../../src/app/handle.ts';
import { handler } from '../../src/app/handle.ts';
import type { Declare } from '../../src/domain/change/commands.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { ana } from '../support/changes.ts';
import type { Figure, Measurement } from './figures.ts';
import { interleaved, median } from './figures.ts';
import { declareOrder } from './history.ts';
import { AT_ONCE } from './load.ts';
import { policy } from './settings.ts';

const ROUNDS = 7;
const COUNT = 480;

/** Declared changes a second, straight to the ledger. */
export async function measureDeclare(file: (name: string) => string): Promise<Measurement> {
  const order = await declareOrder(0, Date.now());
  const ours = openDatabase(file('declare.db'));
  const handle = handler({ ledger: sqliteLedger(ours), policyHash: () => policy.hash });
  await declareAll(handle, order, 1);
  const theirs = openDatabase(file('raw.db'));
  const insert = sameInserts(theirs.raw, ours.raw);

  const figures: Figure[] = [];
  for (const lanes of [1, AT_ONCE]) {
    const runs = [() => rate(() => declareAll(handle, order, lanes)), () => rate(() => insertAll(insert))] as const;
    await interleaved(1, ...runs);
    const rates = await interleaved(ROUNDS, ...runs);
    const what = lanes === 1 ? 'one after the other' : `${lanes} at a time`;
    const [measured, against] = [median(rates.ours), median(rates.theirs)];
    figures.push({ what, unit: '1/s', measured, against, target: { atLeast: 0.5 } });
  }
  ours.raw.close();
  theirs.raw.close();
  return {
    title: '3. Changes declared to disk',
    note: `against bare better-sqlite3 doing the same inserts, one durable transaction a change; ${ROUNDS} rounds of ${COUNT}`,
    figures,
  };
}

async function declareAll(handle: Handle, order: Declare, lanes: number): Promise<void> {
  const lane = async () => {
    for (let declared = 0; declared < COUNT / lanes; declared += 1) {
      const outcome = await handle(uuidv7(), order, { author: { actor: ana, surface: 'slack' } });
      if (!outcome.ok) throw new Error(`Refused: ${outcome.error.code}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function rate(work: () => void | Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (COUNT / (performance.now() - begun)) * 1000;
}

/** Everything that the last declared change wrote, again under a key and places of its own. */
function sameInserts(into: Database.Database, from: Database.Database): () => void {
  const key = from.prepare('SELECT key FROM changes ORDER BY number DESC LIMIT 1').pluck().get();
  const events = copies(into, from, 'events', 'stream', key);
  const rows = copies(into, from, 'changes', 'key', key);
  const effects = copies(into, from, 'effects', 'stream', key);
  let number = 0;
  let position = 0;
  return into.transaction(() => {
    number += 1;
    const own = uuidv7();
    for (const event of events.rows) {
      position += 1;
      events.insert.run({ ...event, stream: own, position });
    }
    rows.insert.run({ ...rows.rows[0], key: own, number });
    for (const effect of effects.rows) {
      const renamed = { key: String(effect.key).replace(String(key), own), stream: own, lane: `${own}/${effect.kind}` };
      effects.insert.run({ ...effect, id: null, ...renamed });
    }
  }).immediate;
}

function copies(into: Database.Database, from: Database.Database, table: string, column: string, key: unknown) {
  const rows = from.prepare<unknown[], Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${column} = ?`).all(key);
  const columns = Object.keys(rows[0] ?? {});
  const values = columns.map((name) => `@${name}`);
  return { rows, insert: into.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`) };
}

function insertAll(insert: () => void): void {
  for (let count = 0; count < COUNT; count += 1) insert();
}
