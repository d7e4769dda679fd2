import { existsSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { Period } from '../domain/period.ts';
import { periodOf } from '../domain/period.ts';
import type { Connection } from '../sqlite/open.ts';
import { isUpToDate, openDatabase, openReadOnly } from '../sqlite/open.ts';
import { loadDotEnv } from './dot-env.ts';

/** The option of every command that needs nothing of the settings but the database. */
export const DATABASE = ['--db <file>', 'the database (otherwise DATABASE_URL, otherwise data/breakglass.db)'] as const;

export function databaseFile(named?: string): string {
  loadDotEnv();
  return named ?? (process.env.DATABASE_URL || 'data/breakglass.db').replace(/^file:/, '');
}

/** Looks into a database that may be in use, without writing to it. @throws with words for people */
export async function reading<T>(named: string | undefined, look: (connection: Connection) => Promise<T>): Promise<T> {
  const file = databaseFile(named);
  if (!existsSync(file)) throw new Error(`There is no database at ${file}: name it with --db, or set DATABASE_URL`);
  const connection = openReadOnly(file);
  try {
    requireUpToDate(connection, file);
    return await look(connection);
  } finally {
    connection.raw.close();
  }
}

/** Writes to a database that the bot may have open, brought up to date first. @throws with words for people */
export async function writing<T>(named: string | undefined, work: (connection: Connection) => Promise<T>): Promise<T> {
  const file = databaseFile(named);
  if (!existsSync(file)) throw new Error(`There is no database at ${file}: name it with --db, or set DATABASE_URL`);
  const connection = openDatabase(file);
  try {
    return await work(connection);
  } finally {
    connection.raw.close();
  }
}

/** An older Breakglass wrote it: reading it must not change it, so that is left to `serve`. */
function requireUpToDate(connection: Connection, file: string): void {
  if (isUpToDate(connection)) return;
  throw new Error(
    `${file} is no database of this version of Breakglass: name another one, or start the bot once with it, which brings it up to date`,
  );
}

/** @throws with words for people */
export function periodFrom({ from, to }: { from: string; to: string }): Period {
  const period = periodOf(from, to);
  if (!period.ok) throw new Error(period.error);
  return period.value;
}

/** For commander: a whole number from 1. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Write a whole number, e.g. 25.');
  return value;
}
