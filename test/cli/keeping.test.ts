import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceNames } from '../../src/app/names.ts';
import { WORKSPACE } from '../../src/app/record.ts';
import { inspect } from '../../src/sqlite/backup.ts';
import { sqliteNames } from '../../src/sqlite/names.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { storeOn } from '../sqlite/place.ts';
import { ben } from '../support/changes.ts';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-keeping-'));
  await writeQuarter(at('record.db'), 5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const commandLine = (...args: string[]) => run(args, { DATABASE_URL: `file:${at('record.db')}` });

async function looking<T>(
  name: string,
  look: (connection: ReturnType<typeof openDatabase>) => T | Promise<T>,
): Promise<T> {
  const connection = openDatabase(at(name));
  try {
    return await look(connection);
  } finally {
    connection.raw.close();
  }
}

describe('backup and restore', () => {
  it('bring the record back, and the record says so', async () => {
    const made = await commandLine('backup', at('copy.db'));
    expect([made.code, made.out]).toEqual([
      0,
      expect.stringMatching(/holds \d+ events, the last of 2026-\d\d.* head [0-9a-f]{64}/),
    ]);

    const restored = await commandLine('restore', at('copy.db'), '--db', at('again.db'), '--json');
    const { events, head } = JSON.parse(restored.out);
    expect(restored.code).toBe(0);
    const last = await looking('again.db', async (connection) =>
      (await storeOn(connection).ledger.history(WORKSPACE)).at(-1),
    );
    expect(last?.event).toMatchObject({ type: 'RecordRestored', events, head });
    expect(inspect(at('again.db')).events).toBe(events + 1);
    const undelivered = await looking('again.db', ({ raw }) =>
      raw.prepare('SELECT DISTINCT in_doubt FROM effects WHERE settled_at IS NULL').pluck().all(),
    );
    expect(undelivered).toEqual([1]);
  });

  it('refuse to overwrite, in a line', async () => {
    const { code, err } = await commandLine('restore', at('record.db'));
    expect([code, err]).toEqual([1, expect.stringContaining('nothing is overwritten')]);
    expect(err).not.toContain('    at ');
  });
});

describe('forgetting a person', () => {
  it('says what it would do, then does it for good: every hash stays, no trace of the name', async () => {
    const before = inspect(at('record.db'));
    const asked = await commandLine('people', 'forget', 'ben@example.com');
    expect([asked.code, asked.out]).toEqual([0, expect.stringContaining('Nothing was changed: add --yes')]);
    expect(inspect(at('record.db'))).toEqual(before);

    const done = await commandLine('people', 'forget', 'ben@example.com', '--yes', '--json');
    const { id, pseudonym } = JSON.parse(done.out);
    expect([done.code, id, pseudonym]).toEqual([0, ben, expect.stringMatching(/^Person [0-9a-f]{8}$/)]);
    expect(inspect(at('record.db')).events).toBe(before.events + 1);
    const bytes = readFileSync(at('record.db'), 'latin1');
    expect([bytes.includes('Ben Okafor'), bytes.includes('Cleo Martin')]).toEqual([false, true]);

    await looking('record.db', async (connection) => {
      const names = sqliteNames(connection);
      await names.keep([{ id: ben, name: 'Ben Okafor', email: 'ben@example.com' }], Date.now());
      expect((await evidenceNames(names)).person(ben)).toBe(pseudonym);
    });
    expect((await commandLine('people', 'list', ben)).out).toBe(`${ben} ${pseudonym} (forgotten)\n`);
  });

  it('asks for somebody who is known', async () => {
    const { code, err } = await commandLine('people', 'forget', 'nobody@example.com', '--yes');
    expect([code, err]).toEqual([1, expect.stringContaining('Nobody in this record')]);
  });
});
