import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { firstBreak } from '../app/chain.ts';
import type { Instant } from '../domain/change/types.ts';
import { chain } from './chain.ts';
import type { Connection } from './open.ts';
import { openReadOnly } from './open.ts';

/** What a sound record holds. */
export interface Sound {
  readonly events: number;
  readonly head: string;
  /** When the last event was recorded; absent for an empty record. */
  readonly lastAt: Instant | undefined;
}

/** How far it has come with what. */
export type Progress = (what: string, done: number, of: number) => void;

const unseen: Progress = () => undefined;

/**
 * Copies a database that may be in use by SQLite's own online backup (https://www.sqlite.org/backup.html), looks at the copy,
 * and only then gives it its name: a file of that name is a verified one, readable by its owner only. @throws with
 * words for people, and leaves nothing behind
 */
export async function backUp(from: Connection, file: string, progress: Progress): Promise<Sound> {
  refuseExisting(file);
  return verified(file, progress, async (partial) => {
    await from.raw.backup(partial, {
      progress: ({ totalPages, remainingPages }) => {
        progress('Copying', totalPages - remainingPages, totalPages);
        return PAGES_AT_ONCE;
      },
    });
  });
}

/** Puts a backup where the bot looks for its database. Overwrites nothing. @throws with words for people */
export async function restoreFrom(backup: string, file: string, progress: Progress = unseen): Promise<Sound> {
  if (!existsSync(backup)) throw new Error(`There is no backup at ${backup}.`);
  refuseExisting(file);
  for (const rest of ['-wal', '-shm']) refuseExisting(`${file}${rest}`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return verified(file, progress, async (partial) => copyFileSync(backup, partial));
}

/** Between two steps a bot that writes gets its turn. */
const PAGES_AT_ONCE = 1000;

async function verified(file: string, progress: Progress, fill: (partial: string) => Promise<void>): Promise<Sound> {
  const partial = `${file}.partial`;
  refuseExisting(partial);
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    await fill(partial);
    chmodSync(partial, 0o600);
    const sound = inspect(partial, progress);
    flush(partial);
    giveName(partial, file);
    return sound;
  } finally {
    for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${rest}`, { force: true });
  }
}

/** A link, unlike a rename, never replaces a file that somebody else has put there meanwhile; not every disk has links. */
function giveName(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch {
    refuseExisting(file);
    renameSync(partial, file);
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new Error(`${file} is there already, and nothing is overwritten: name another file, or move it away first.`);
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Shown after so many. */
const EVENTS_AT_ONCE = 1000;

/** The file's own structure, then the chain from its beginning. @throws with words for people at the first thing wrong */
export function inspect(file: string, progress: Progress = unseen): Sound {
  const connection = openReadOnly(file);
  try {
    const structure = connection.raw.pragma('integrity_check(1)', { simple: true });
    if (structure !== 'ok') throw new Error(`${file} is damaged: ${String(structure)}.`);
    const count = connection.raw.prepare('SELECT count(*) FROM events').pluck().get() as number;
    let lastAt: Instant | undefined;
    const { checked, head, broken } = firstBreak(
      watched(chain(connection), ({ position, recordedAt }) => {
        lastAt = recordedAt;
        if (position % EVENTS_AT_ONCE === 0) progress('Following the chain', position, count);
      }),
    );
    progress('Following the chain', checked, count);
    if (broken) throw new Error(`The record in ${file} is broken at event ${broken.position}: ${broken.why}.`);
    return { events: checked, head, lastAt };
  } finally {
    connection.raw.close();
  }
}

function* watched<T>(each: Iterable<T>, see: (one: T) => void): Generator<T> {
  for (const one of each) {
    see(one);
    yield one;
  }
}
