import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, inspect, restoreFrom } from '../../src/sqlite/backup.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { handleOf } from '../support/ledger-contract.ts';
import { declares } from '../support/orders.ts';
import { writeQuarter } from '../support/quarter.ts';
import { storeOn } from './place.ts';

let folder: string;
let connection: Connection;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-backup-'));
  await writeQuarter(at('record.db'), 5);
  connection = openDatabase(at('record.db'));
});
afterEach(() => {
  connection.raw.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const head = () => storeOn(connection).ledger.head();
const declare = (key: string) => handleOf(storeOn(connection))(key, declares());
const leftOvers = () => readdirSync(folder).filter((name) => name.includes('partial'));

describe('a backup', () => {
  it('holds what was on record when it was made, in one file readable by its owner only', async () => {
    const sound = await backUp(connection, at('copy.db'), () => {});
    const { hash, events } = await head();
    expect(sound).toMatchObject({ head: hash, events });
    await declare('after');
    expect(inspect(at('copy.db'))).toEqual(sound);
    expect(statSync(at('copy.db')).mode & 0o777).toBe(0o600);
    expect(leftOvers()).toEqual([]);
  });

  it('is whole although the bot goes on writing', async () => {
    const written: Promise<unknown>[] = [];
    const sound = await backUp(connection, at('copy.db'), () => {
      if (written.length < 3) written.push(declare(`during-${written.length}`));
    });
    await Promise.all(written);
    expect(written.length).toBeGreaterThan(0);
    expect(inspect(at('copy.db'))).toEqual(sound);
  });

  it('overwrites nothing', async () => {
    writeFileSync(at('copy.db'), 'the only copy');
    await expect(backUp(connection, at('copy.db'), () => {})).rejects.toThrow('nothing is overwritten');
    expect(readFileSync(at('copy.db'), 'utf8')).toBe('the only copy');
  });

  it('of a record that was tampered with is no backup', async () => {
    connection.raw.exec('DROP TRIGGER events_refuse_update');
    connection.raw.exec(`UPDATE events SET data = replace(data, 'v841', 'v842') WHERE position = 2`);
    await expect(backUp(connection, at('copy.db'), () => {})).rejects.toThrow('broken at event 2');
    expect(existsSync(at('copy.db'))).toBe(false);
    expect(leftOvers()).toEqual([]);
  });
});

describe('a restore', () => {
  it('puts the record back where it was', async () => {
    const sound = await backUp(connection, at('copy.db'), () => {});
    const steps: unknown[] = [];
    const restored = await restoreFrom(at('copy.db'), at('new/record.db'), (...step) => steps.push(step));
    expect(restored).toEqual(sound);
    expect(steps.at(-1)).toEqual(['Following the chain', sound.events, sound.events]);
    expect(inspect(at('new/record.db'))).toEqual(sound);
  });

  it.each(['record.db', 'other.db-wal'])('overwrites nothing: not %s', async (name) => {
    await backUp(connection, at('copy.db'), () => {});
    if (!existsSync(at(name))) writeFileSync(at(name), 'what an open database has not yet put in its place');
    const before = readFileSync(at(name));
    await expect(restoreFrom(at('copy.db'), at(name.replace('-wal', '')))).rejects.toThrow('nothing is overwritten');
    expect(readFileSync(at(name)).equals(before)).toBe(true);
  });

  it.each([
    { what: 'is not there', make: () => {}, words: 'There is no backup at' },
    {
      what: 'is something else',
      make: (file: string) => writeFileSync(file, 'milk, bread '.repeat(99)),
      words: 'not a database',
    },
    {
      what: 'was cut short',
      make: (file: string) => {
        const bytes = readFileSync(at('copy.db'));
        writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096));
      },
      words: /damaged|malformed|broken/,
    },
    {
      what: 'was altered',
      make: (file: string) => {
        copyFileSync(at('copy.db'), file);
        const raw = new Database(file);
        raw.exec('DROP TRIGGER events_refuse_delete; DELETE FROM events WHERE position = 4');
        raw.close();
      },
      words: 'event 4 is missing',
    },
  ])('refuses a backup that $what, and leaves nothing behind', async ({ make, words }) => {
    await backUp(connection, at('copy.db'), () => {});
    make(at('bad.db'));
    await expect(restoreFrom(at('bad.db'), at('new.db'))).rejects.toThrow(words);
    expect(existsSync(at('new.db'))).toBe(false);
    expect(leftOvers()).toEqual([]);
  });
});
