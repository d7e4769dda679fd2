import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declaredAt } from '../support/changes.ts';
import { handleOf } from '../support/ledger-contract.ts';
import { declares } from '../support/orders.ts';
import { outboxContract } from '../support/outbox-contract.ts';
import type { SqlitePlace } from './place.ts';
import { sqlitePlace, storeOn } from './place.ts';

describe('the outbox on SQLite', () => outboxContract(sqlitePlace));

describe('what a process had taken', () => {
  let place: SqlitePlace;
  beforeEach(() => {
    place = sqlitePlace();
  });
  afterEach(() => place.remove());

  const deadPid = spawnSync(process.execPath, ['--version']).pid;

  it.each([
    { who: 'a process that died', owner: `${hostname()}:${deadPid}`, free: true },
    { who: 'our own life before this one', owner: `${hostname()}:${process.pid}`, free: true },
    { who: 'a process that lives', owner: `${hostname()}:${process.ppid}`, free: false },
    { who: 'another host', owner: 'elsewhere:1', free: false },
  ])('is free at the next start: $free, when it was $who', async ({ owner, free }) => {
    const connection = place.connect();
    const store = storeOn(connection);
    await handleOf(store)('k', declares());
    const taken = await store.outbox.claim(declaredAt, 99);
    connection.raw.prepare('UPDATE effects SET lease_owner = ? WHERE lease_owner IS NOT NULL').run(owner);

    const again = await place.open().outbox.claim(declaredAt, 99);
    expect(again.map(({ key }) => key)).toEqual(free ? taken.map(({ key }) => key) : []);
    expect(again.every(({ inDoubt }) => inDoubt)).toBe(true);
  });
});
