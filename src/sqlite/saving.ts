import type Database from 'better-sqlite3';
import type { Table } from 'drizzle-orm';
import { getTableName } from 'drizzle-orm';
import { columnsOf, insertInto } from './columns.ts';

type Stored = Readonly<Record<string, unknown>>;

/**
 * Saves rows of a table that has a `key`. Of a row that is there only the columns that differ are set: SQLite leaves alone
 * an index none of whose columns is named.
 */
export function saving<Row extends { readonly key: string }>(raw: Database.Database, table: Table): (row: Row) => void {
  const name = getTableName(table);
  const columns = columnsOf(table);
  const asSchema = columns.map(([property, column]) => `${column} AS "${property}"`);
  const present = raw.prepare<[string], Stored>(`SELECT ${asSchema} FROM ${name} WHERE key = ?`);
  const insert = raw.prepare(insertInto(table));
  const updates = new Map<string, Database.Statement>();

  function updating(different: typeof columns): Database.Statement {
    const set = different.map(([property, column]) => `${column} = @${property}`).join(', ');
    const known = updates.get(set) ?? raw.prepare(`UPDATE ${name} SET ${set} WHERE key = @key`);
    updates.set(set, known);
    return known;
  }

  return (row) => {
    const next = asStored(row);
    const before = present.get(row.key);
    if (!before) return void insert.run(next);
    const different = columns.filter(([property]) => before[property] !== next[property]);
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
