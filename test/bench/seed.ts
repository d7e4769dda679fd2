import type Database from 'better-sqlite3';
import type { Table } from 'drizzle-orm';
import { getTableName } from 'drizzle-orm';
import { changes, digests, effects, events } from '../../db/sqlite/schema.ts';
import { GENESIS, hashOf } from '../../src/app/chain.ts';
import { SCHEMA } from '../../src/app/event-codec.ts';
import { rowOf } from '../../src/app/read-model.ts';
import type { RecordedEvent } from '../../src/app/record.ts';
import { WORKSPACE } from '../../src/app/record.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { fold } from '../../src/domain/change/evolve.ts';
import { react } from '../../src/domain/change/react.ts';
import type { Change } from '../../src/domain/change/state.ts';
import { columnsOf, insertInto } from '../../src/sqlite/columns.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { asStored } from '../../src/sqlite/saving.ts';
import { policy } from './settings.ts';

export interface Seed {
  /** A change with its events, its row and what it called for, settled. */
  readonly change: (key: string, history: readonly ChangeEvent[]) => void;
  /** A digest that was taken. */
  readonly digest: (date: string, at: number) => void;
  /**
   * All changes so far `times` more, under keys and numbers of their own. The copies bear the hashes of what they were
   * copied from: nothing that is measured walks the chain.
   */
  readonly copy: (times: number) => void;
  /** The rows alone of all changes so far `times` more, their timers put off to `timerAt`: a tick looks at nothing else of them. */
  readonly copyIdle: (times: number, timerAt: number) => void;
}

/** Fills a new file in one transaction; how safely is not measured here. */
export function seeded(file: string, fill: (seed: Seed) => void): void {
  const { raw } = openDatabase(file);
  raw.pragma('journal_mode = OFF');
  raw.pragma('synchronous = OFF');
  raw.exec('BEGIN');
  fill(seedInto(raw));
  raw.exec('COMMIT');
  raw.pragma('journal_mode = WAL');
  raw.close();
}

function seedInto(raw: Database.Database): Seed {
  const insert = { event: into(raw, events), row: into(raw, changes), effect: into(raw, effects) };
  const insertDigest = into(raw, digests);
  const head = raw.prepare('SELECT max(position) FROM events').pluck();
  let previousHash = GENESIS;
  let digestsTaken = 0;

  function record(stream: string, version: number, event: RecordedEvent): void {
    const position = Number(head.get() ?? 0) + 1;
    const { type, at } = event;
    const author = { actor: 'by' in event && event.by ? event.by : 'breakglass', surface: 'slack' as const };
    const place = { position, stream, version, type, schema: SCHEMA, ...author };
    const link = { ...place, data: event, occurredAt: at, recordedAt: at, policyHash: policy.hash, previousHash };
    const data = JSON.stringify(event);
    previousHash = hashOf({ ...link, data: JSON.parse(data) });
    insert.event.run({ ...link, data, hash: previousHash });
  }

  return {
    change: (key, history) => {
      for (const [index, event] of history.entries()) record(key, index + 1, event);
      const change = fold(key, history);
      if (!change) throw new Error('A change has at least one event');
      insert.row.run(asStored(rowOf(change, history)));
      for (const effect of settledEffects(change, history)) insert.effect.run(effect);
    },
    digest: (date, at) => {
      digestsTaken += 1;
      record(WORKSPACE, digestsTaken, { type: 'DigestTaken', at, date });
      insertDigest.run({ date, takenAt: at });
    },
    copy: (times) => copyChanges(raw, times),
    copyIdle: (times, timerAt) => copyRows(raw, times, { next_timer_at: `iif(ended, NULL, ${timerAt})` }),
  };
}

/** What a change leaves behind: a real one thirty and more, of which these stand for all. */
const EFFECTS_KEPT = 8;

function settledEffects(change: Change, history: readonly ChangeEvent[]) {
  return history
    .flatMap((event, index) =>
      react({ ...change, version: index + 1 }, event).map((effect) => ({ at: event.at, effect })),
    )
    .slice(0, EFFECTS_KEPT)
    .map(({ at, effect: { key, lane, version, work } }) => ({
      ...{ id: null, key, stream: change.key, lane: `${change.key}/${lane}`, version },
      ...{ kind: work.kind, work: JSON.stringify(work), plannedAt: at, notBefore: at, lastTriedAt: at },
      ...{ attempts: 1, inDoubt: 0, leaseUntil: null, leaseOwner: null, lastError: null },
      ...{ settledAt: at + 1000, outcome: 'done' },
    }));
}

type Own = Readonly<Record<string, string>>;

/** Rows of a table `times` more, with what is their own as SQL of the row and of which copy it is (`nth`). */
function copyOf(raw: Database.Database, times: number, table: Table, own: Own, where = 'TRUE'): void {
  const names = columnsOf(table).map(([, column]) => column);
  const values = names.map((name) => own[name] ?? name);
  const from = `${getTableName(table)}, (WITH RECURSIVE copies(nth) AS
    (SELECT 1 UNION ALL SELECT nth + 1 FROM copies WHERE nth < ${times}) SELECT nth FROM copies)`;
  raw.exec(`INSERT INTO ${getTableName(table)} (${names}) SELECT ${values} FROM ${from} WHERE ${where}`);
}

const lastNumber = (raw: Database.Database) => raw.prepare('SELECT max(number) FROM changes').pluck().get();

function copyRows(raw: Database.Database, times: number, own: Own): void {
  const number = `number + nth * ${lastNumber(raw)}`;
  copyOf(raw, times, changes, { key: "key || '-' || nth", number, ...own });
}

function copyChanges(raw: Database.Database, times: number): void {
  const data = `CASE type WHEN 'ChangeDeclared'
    THEN json_set(data, '$.id.number', json_extract(data, '$.id.number') + nth * ${lastNumber(raw)}) ELSE data END`;
  const position = '(SELECT max(position) FROM events) + row_number() OVER ()';
  copyOf(raw, times, events, { position, stream: "stream || '-' || nth", data }, `stream <> '${WORKSPACE}'`);
  copyRows(raw, times, {});
  const renamed = { key: "key || '-' || nth", stream: "stream || '-' || nth", lane: "lane || '-' || nth" };
  copyOf(raw, times, effects, { id: 'NULL', ...renamed });
}

const into = (raw: Database.Database, table: Table): Database.Statement => raw.prepare(insertInto(table));
