import type Database from 'better-sqlite3';
import { events } from '../../db/sqlite/schema.ts';
import { insertInto } from './columns.ts';

/** The statements of the writing path, prepared once: a commit runs a dozen of them. */
export function prepareStatements(raw: Database.Database) {
  return {
    head: raw.prepare<[], { position: number; hash: string }>(
      'SELECT position, hash FROM events ORDER BY position DESC LIMIT 1',
    ),
    began: raw.prepare<[string], number>('SELECT occurred_at FROM events WHERE stream = ? AND version = 1').pluck(),
    length: raw.prepare<[string], number | null>('SELECT max(version) FROM events WHERE stream = ?').pluck(),
    lastNumber: raw.prepare<[string], number | null>('SELECT max(number) FROM changes WHERE sequence = ?').pluck(),
    append: raw.prepare(insertInto(events)),
    settle: raw.prepare(`UPDATE effects SET settled_at = @now, outcome = 'done', lease_until = NULL, lease_owner = NULL,
      in_doubt = 0 WHERE key = @key`),
  };
}
