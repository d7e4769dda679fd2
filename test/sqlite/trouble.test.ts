import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBreak } from '../../src/app/chain.ts';
import { LedgerFailure } from '../../src/app/errors.ts';
import { SYSTEM } from '../../src/app/record.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { declaredAt, details } from '../support/changes.ts';
import { handleOf } from '../support/ledger-contract.ts';
import { declares } from '../support/orders.ts';
import type { SqlitePlace } from './place.ts';
import { sqlitePlace, storeOn } from './place.ts';

let place: SqlitePlace;
let connection: Connection;
beforeEach(() => {
  place = sqlitePlace();
  connection = place.connect();
});
afterEach(() => place.remove());

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the database file', () => {
  it('is for its owner only, with all that SQLite puts beside it', async () => {
    await handleOf(storeOn(connection))('k', declares());
    expect(['', '-wal', '-shm'].map((suffix) => mode(place.file + suffix))).toEqual(['600', '600', '600']);
    expect(mode(place.file.replace('/breakglass.db', ''))).toBe('700');
  });

  it('is opened again with all that is in it', async () => {
    await handleOf(storeOn(connection))('k', declares());
    expect(await storeOn(place.connect()).queries.countOpen()).toBe(1);
  });
});

describe('a full disk', () => {
  const long = declares({ details: { ...details, justification: 'Checkout fails since 03:04. '.repeat(5000) } });
  const fill = () => {
    const pages = connection.raw.pragma('page_count', { simple: true });
    connection.raw.pragma(`max_page_count = ${pages}`);
  };
  const makeRoom = () => connection.raw.pragma('max_page_count = 1000000');

  it('takes nothing, and says so', async () => {
    const { ledger, queries } = storeOn(connection);
    fill();
    await expect(handleOf({ ledger })('k', long)).rejects.toThrow(LedgerFailure);
    expect(await ledger.history('k')).toEqual([]);
    expect(await queries.countOpen()).toBe(0);
  });

  it('is over when there is room again, and no number is missing', async () => {
    const store = storeOn(connection);
    fill();
    await handleOf(store)('k', long).catch(() => {});
    makeRoom();
    expect(await handleOf(store)('k', long)).toMatchObject({ ok: true, value: { id: { number: 1 } } });
    expect(firstBreak(store.ledger.chain()).broken).toBeUndefined();
  });

  it('is answered truly to everybody who pressed at that moment', async () => {
    const store = storeOn(connection);
    const handle = handleOf(store);
    await handle('before', declares());
    fill();
    const keys = ['first', 'second', 'third'];
    const settled = await Promise.allSettled([
      handle('first', declares()),
      handle('second', long),
      handle('third', declares()),
    ]);
    const taken = await Promise.all(keys.map(async (key) => (await store.ledger.history(key)).length > 0));
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(taken);
    expect(settled[1]).toMatchObject({ status: 'rejected', reason: expect.any(LedgerFailure) });
    expect(firstBreak(store.ledger.chain()).broken).toBeUndefined();
  });

  it('that ends the transaction of that moment takes nothing of what still fits with it', async () => {
    const store = storeOn(connection);
    fill();
    const settled = await Promise.allSettled([
      store.ledger.commit('long', declaredAt, () => ({
        result: undefined,
        events: [],
        author: SYSTEM,
        policyHash: '',
        effects: [{ key: 'long', lane: 'a', version: 0, work: { kind: 'post-digest', date: 'x'.repeat(100_000) } }],
      })),
      handle(store),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await store.ledger.history('long')).toEqual([]);
    expect(await store.ledger.history('k')).not.toEqual([]);
  });

  const handle = (store: Parameters<typeof handleOf>[0]) => handleOf(store)('k', declares());
});

describe('a database that cannot be written to', () => {
  it('is refused in words that do not blame the person', async () => {
    const readOnly = openReadOnly(place.file);
    const refused = handleOf({ ledger: sqliteLedger(readOnly) })('k', declares());
    await expect(refused).rejects.toThrow(LedgerFailure);
    await expect(refused).rejects.toThrow('The record cannot be written (SQLITE_READONLY');
    readOnly.raw.close();
  });

  it('because somebody else writes for too long is refused likewise, and taken the next time', async () => {
    const other = place.connect();
    connection.raw.pragma('busy_timeout = 1');
    const { ledger } = storeOn(connection);
    other.raw.exec('BEGIN IMMEDIATE');
    await expect(handleOf({ ledger })('k', declares())).rejects.toThrow('SQLITE_BUSY');
    other.raw.exec('ROLLBACK');
    expect((await handleOf({ ledger })('k', declares())).ok).toBe(true);
  });
});

describe('an order in the same moment as others', () => {
  it('shares their transaction, and none of their faults', async () => {
    const { ledger } = storeOn(connection);
    const twice = () => {
      throw new TypeError('A bug');
    };
    const settled = await Promise.allSettled([
      ledger.commit('a', declaredAt, twice),
      handleOf({ ledger })('b', declares()),
    ]);
    expect(settled).toMatchObject([{ reason: expect.any(TypeError) }, { value: { ok: true } }]);
  });
});
