import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listedGroups } from '../../src/app/groups.ts';
import { handler } from '../../src/app/handle.ts';
import { read } from '../../src/app/read.ts';
import { SYSTEM, WORKSPACE } from '../../src/app/record.ts';
import { tick } from '../../src/app/ticker.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import type { SqlitePlace } from '../sqlite/place.ts';
import { sqlitePlace, storeOn } from '../sqlite/place.ts';
import { ana, declaredAt, HOUR, MINUTE } from '../support/changes.ts';
import { quietLog } from '../support/log.ts';
import { declares, deploys } from '../support/orders.ts';

const policy = loadPolicy('policy.yaml');

let place: SqlitePlace;
let connection: Connection;
let ticker: ReturnType<typeof tickerOn>;
beforeEach(() => {
  place = sqlitePlace();
  connection = place.connect();
  ticker = tickerOn(connection);
});
afterEach(() => place.remove());

function tickerOn(on: Connection) {
  const store = storeOn(on);
  const handle = handler({ ledger: store.ledger, policyHash: () => policy.hash });
  return { ...store, handle, groups: listedGroups(() => policy), policy: () => policy, log: quietLog() };
}
const by = { author: { actor: ana, surface: 'slack' as const } };
const declare = (key: string) => ticker.handle(key, declares(), by);
const reminders = async (key: string) =>
  (await ticker.ledger.history(key)).filter(({ event }) => event.type === 'ApproversReminded').length;
const typesOf = async (key: string) => (await ticker.ledger.history(key)).map(({ event }) => event.type);
/** The workspace has begun before: it owes digests. */
const begin = () =>
  ticker.ledger.commit(WORKSPACE, declaredAt, () => ({
    result: undefined,
    events: [{ type: 'PolicyAdopted', at: declaredAt, hash: policy.hash }],
    author: SYSTEM,
    policyHash: policy.hash,
    effects: [],
  }));

describe('a tick', () => {
  it('does nothing before anything is due', async () => {
    await declare('one');
    await tick(ticker, declaredAt + 5 * MINUTE - 1);
    expect(await reminders('one')).toBe(0);
  });

  it('brings about what is due on every change, once', async () => {
    await Promise.all([declare('one'), declare('two')]);
    await tick(ticker, declaredAt + 5 * MINUTE);
    await tick(ticker, declaredAt + 6 * MINUTE);
    expect([await reminders('one'), await reminders('two')]).toEqual([1, 1]);
  });

  it('after downtime brings about what time did in between, one reminder for all that were missed', async () => {
    await declare('one');
    await ticker.handle('one', deploys(), by);
    await tick(ticker, declaredAt + 100 * HOUR);
    const missed = (await typesOf('one')).slice(3);
    expect(missed.filter((type) => type === 'ReviewReminded')).toHaveLength(1);
    expect((await read(ticker.ledger, 'one'))?.change.review.lastRung).toBe(3);
    await tick(ticker, declaredAt + 100 * HOUR);
    expect(await typesOf('one')).toHaveLength(missed.length + 3);
  });

  it('finishes with more than one page of changes that are due', async () => {
    const keys = Array.from({ length: 230 }, (_, index) => `change ${index}`);
    await Promise.all(keys.map(declare));
    await tick(ticker, declaredAt + 5 * MINUTE);
    expect(await ticker.queries.timersDueBefore(declaredAt + 5 * MINUTE, 500)).toEqual([]);
  });

  it('says who did it: nobody but the bot', async () => {
    await declare('one');
    await tick(ticker, declaredAt + 5 * MINUTE);
    expect([...ticker.ledger.chain()].at(-1)).toMatchObject({ ...SYSTEM, policyHash: policy.hash });
  });
});

describe('a broken record', () => {
  beforeEach(async () => {
    await declare('broken');
    await declare('sound');
    const { raw } = place.connect();
    raw.exec("DROP TRIGGER events_refuse_update; UPDATE events SET data = '{}', hash = 'x' WHERE stream = 'broken'");
  });

  it('does not silence the others, and the operator hears of it', async () => {
    await tick(ticker, declaredAt + 5 * MINUTE);
    expect(await reminders('sound')).toBe(1);
    expect(ticker.log.lines).toMatchObject([{ level: 'error', fields: { change: 'broken' } }]);
  });

  it('does not stop the digest', async () => {
    await begin();
    await tick(ticker, declaredAt + 24 * HOUR);
    expect(await ticker.queries.lastDigest()).toBe('2026-11-21');
  });
});

describe('a row of the read model that is stale', () => {
  it('is told to the operator and does not hold up the tick', async () => {
    await declare('one');
    connection.raw.exec('UPDATE changes SET next_timer_at = 1');
    await tick(ticker, declaredAt);
    expect(ticker.log.lines).toMatchObject([{ level: 'error', fields: { change: 'one' } }]);
  });
});

describe('two processes on one database', () => {
  it('remind once, take one digest, and see no fault in it', async () => {
    const other = tickerOn(place.connect());
    await begin();
    await Promise.all(['one', 'two', 'three'].map(declare));
    const now = declaredAt + 6 * HOUR;
    await Promise.all([tick(ticker, now), tick(other, now), tick(ticker, now)]);
    expect([await reminders('one'), await reminders('two'), await reminders('three')]).toEqual([1, 1, 1]);
    expect((await typesOf(WORKSPACE)).filter((type) => type === 'DigestTaken')).toHaveLength(1);
    expect([...ticker.log.lines, ...other.log.lines]).toEqual([]);
  });

  it('see no fault in it when one did all between the other’s look and its doing', async () => {
    await declare('one');
    const now = declaredAt + 5 * MINUTE;
    const slow = tickerOn(place.connect());
    const timersDueBefore = async (...args: Parameters<typeof slow.queries.timersDueBefore>) => {
      const due = await slow.queries.timersDueBefore(...args);
      await tick(ticker, now);
      return due;
    };
    await tick({ ...slow, queries: { ...slow.queries, timersDueBefore } }, now);
    expect(await reminders('one')).toBe(1);
    expect(slow.log.lines).toEqual([]);
  });
});
