import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM, WORKSPACE } from '../../src/app/record.ts';
import { sqliteHomes } from '../../src/sqlite/homes.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { ana, ben, declaredAt } from '../support/changes.ts';
import { everyEvent } from '../support/every-event.ts';
import type { SqlitePlace } from './place.ts';
import { sqlitePlace } from './place.ts';

let place: SqlitePlace;
beforeEach(() => {
  place = sqlitePlace();
});
afterEach(() => place.remove());

/** The same connection, but for what happens right behind the first reading of `table`. */
function interrupted(connection: Connection, table: string, happens: () => void): Connection {
  let once = false;
  const raw = new Proxy(connection.raw, {
    get: (real, name) => {
      const member: unknown = Reflect.get(real, name);
      if (name !== 'prepare') return typeof member === 'function' ? member.bind(real) : member;
      return (sql: string) => (sql.includes(`FROM ${table}`) ? behind(real.prepare(sql)) : real.prepare(sql));
    },
  });
  const behind = (statement: Database.Statement) =>
    new Proxy(statement, {
      get: (real, name) => {
        const member: unknown = Reflect.get(real, name);
        if (typeof member !== 'function') return member;
        if (name === 'pluck') return () => behind(real.pluck());
        return (...given: unknown[]) => {
          const answer: unknown = member.apply(real, given);
          if (name === 'all' && !once) {
            once = true;
            happens();
          }
          return answer;
        };
      },
    });
  return { ...connection, raw };
}

/** What another process's commit comes to. */
function adopts({ raw }: Connection): void {
  raw.exec(`INSERT INTO events SELECT position + 1, stream, version + 1, type, schema, data, actor, surface, occurred_at,
    recorded_at, policy_hash, hash, 'of another process' FROM events ORDER BY position DESC LIMIT 1`);
}

const adopt = (ledger: ReturnType<typeof sqliteLedger>) =>
  ledger.commit(WORKSPACE, declaredAt, ({ entries }) => ({
    result: entries.length,
    events: [everyEvent.PolicyAdopted],
    effects: [],
    author: SYSTEM,
    policyHash: 'p'.repeat(64),
  }));

describe('what another process writes while it is being read', () => {
  it('is in the stream when it is read next, and in the way of no commit', async () => {
    const theirs = place.connect();
    await adopt(sqliteLedger(theirs));
    const ledger = sqliteLedger(interrupted(place.connect(), 'events', () => adopts(theirs)));
    expect(await ledger.history(WORKSPACE)).toHaveLength(1);
    expect(await adopt(ledger)).toBe(2);
    expect(await ledger.history(WORKSPACE)).toHaveLength(3);
  });

  it('is among those who have a Home', async () => {
    const theirs = place.connect();
    const opens = () => theirs.raw.exec(`INSERT INTO homes VALUES ('${ana}', 1)`);
    const homes = sqliteHomes(interrupted(place.connect(), 'homes', opens));
    expect(await homes.among([ana])).toEqual([]);
    expect(await homes.among([ana])).toEqual([ana]);
  });
});

describe('who has a Home', () => {
  it('is told of all who opened theirs, through whichever process', async () => {
    const [ours, theirs] = [sqliteHomes(place.connect()), sqliteHomes(place.connect())];
    expect(await ours.among([ana, ben])).toEqual([]);
    await theirs.remember(ana, declaredAt);
    expect(await ours.among([ana, ben])).toEqual([ana]);
    await ours.remember(ben, declaredAt);
    expect(await ours.among([ana, ben])).toEqual([ana, ben]);
  });
});
