import type Database from 'better-sqlite3';
import type { Table } from 'drizzle-orm';
import { getTableName } from 'drizzle-orm';
import { columnsOf, insertInto } from './columns.ts';
import { keeping } from './kept.ts';
import type { Connection } from './open.ts';

type Stored = Readonly<Record<string, unknown>>;

/**
 * Saves rows of a table that has a `key` and that nothing else writes to. Of a row that is there only the columns that differ
 * are set: SQLite leaves alone an index none of whose columns is named.
 */
export function saving<Row extends { readonly key: string }>(
  connection: Pick<Connection, 'raw' | 'era'>,
  table: Table,
): (row: Row) => void {
  const { raw } = connection;
  const name = getTableName(table);
  const columns = columnsOf(table);
  const asSchema = columns.map(([property, column]) => `${column} AS "${property}"`);
  const present = raw.prepare<[string], Stored>(`SELECT ${asSchema} FROM ${name} WHERE key = ?`);
  const insert = raw.prepare(insertInto(table));
  const kept = keeping<Stored>(connection);
  const updates = new Map<string, Database.Statement>();

  function updating(different: typeof columns): Database.Statement {
    const set = different.map(([property, column]) => `${column} = @${property}`).join(', ');
    const known = updates.get(set) ?? raw.prepare(`UPDATE ${name} SET ${set} WHERE key = @key`);
    updates.set(set, known);
    return known;
  }

  function before(key: string): Stored | undefined {
    const known = kept.get(key);
    return known?.isSure ? known.value : present.get(key);
  }

  return (row) => {
    const next = asStored(row);
    const old = before(row.key);
    kept.keep(row.key, next, connection.era());
    if (!old) return void insert.run(next);
    const different = columns.filter(([property]) => old[property] !== next[property]);
    if (different.length > 0) updating(different).run(next);
  };
}

/** As SQLite takes it: no booleans, no lists, no `undefined`. */
export const asStored = (row: object): Stored =>
  Object.fromEntries(Object.entries(row).map(([property, value]) => [property, simple(value)]));

function simple(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
}
