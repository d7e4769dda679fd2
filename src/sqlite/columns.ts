import type { Table } from 'drizzle-orm';
import { getTableColumns, getTableName } from 'drizzle-orm';

// The writing path runs bare statements (see src/README.md); their columns come from the schema, so that none is forgotten.

/** A table's columns by the names the schema gives them: `declaredAt` for `declared_at`. */
export const columnsOf = (table: Table): readonly (readonly [property: string, column: string])[] =>
  Object.entries(getTableColumns(table)).map(([property, { name }]) => [property, name]);

/** Takes every column from a parameter of the name that the schema gives it. */
export function insertInto(table: Table): string {
  const columns = columnsOf(table);
  const names = columns.map(([, column]) => column);
  const values = columns.map(([property]) => `@${property}`);
  return `INSERT INTO ${getTableName(table)} (${names}) VALUES (${values})`;
}
