import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { GroupCommit } from './group-commit.ts';
import { groupCommit } from './group-commit.ts';

const MIGRATIONS = fileURLToPath(new URL('../../db/sqlite/migrations', import.meta.url));

/** Everything that writes goes through `inGroup`. */
export interface Connection extends GroupCommit {
  readonly raw: Database.Database;
  readonly db: BetterSQLite3Database;
}

/**
 * Opens the database file, creating it readable by its owner only, and brings its schema up to date.
 * `synchronous=FULL`: a commit that returned is on disk, power cut included (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function openDatabase(file: string): Connection {
  const isNew = file !== ':memory:' && !existsSync(file);
  if (isNew) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const raw = new Database(file);
  if (isNew) chmodSync(file, 0o600);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('busy_timeout = 1500');
  raw.pragma('foreign_keys = ON');
  const db = drizzle({ client: raw });
  migrate(db, { migrationsFolder: MIGRATIONS });
  return { raw, db, ...groupCommit(raw) };
}

/** For `verify` and the like: the file as it is, never written to. */
export function openReadOnly(file: string): Connection {
  const raw = new Database(file, { readonly: true, fileMustExist: true });
  return { raw, db: drizzle({ client: raw }), ...groupCommit(raw) };
}

/** Whether its schema is the one of this version: what reads only cannot bring it up to date. */
export function isUpToDate({ raw }: Connection): boolean {
  const known = raw.prepare("SELECT count(*) FROM sqlite_master WHERE name = '__drizzle_migrations'").pluck().get();
  if (known !== 1) return false;
  const done = raw.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get();
  return done === readMigrationFiles({ migrationsFolder: MIGRATIONS }).length;
}
