import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBreak, hashOf } from '../../src/app/chain.ts';
import { chain } from '../../src/sqlite/chain.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { ana, ben, declaredAt } from '../support/changes.ts';
import { handleOf } from '../support/ledger-contract.ts';
import { approves, declares } from '../support/orders.ts';
import type { SqlitePlace } from './place.ts';
import { sqlitePlace, storeOn } from './place.ts';

let place: SqlitePlace;
let connection: Connection;

/** Six events: a declaration, a refused attempt, a yes, and another declaration. */
beforeEach(async () => {
  place = sqlitePlace();
  connection = place.connect();
  const store = storeOn(connection);
  const handle = handleOf(store);
  await store.ledger.keepPolicy({ hash: 'h', text: 'version: 1', at: declaredAt });
  await handle('one', declares());
  await handle('one', approves(ana, ['leadership']));
  await handle('one', approves(ben, ['oncall-leads'], { comment: 'Seen the graphs' }));
  await handle('two', declares());
});
afterEach(() => place.remove());

const run = (sql: string) => connection.raw.exec(sql);
const copyOf = (position: number, over: string) => {
  const names = [
    'position',
    'stream',
    'version',
    'type',
    'schema',
    'data',
    'actor',
    'surface',
    'occurred_at',
    'recorded_at',
    'policy_hash',
    'previous_hash',
    'hash',
  ];
  const [column = '', value = ''] = over.split(' = ');
  const values = names.map((name) => (name === 'position' ? position : name === column ? value : name));
  return `(${names.join(', ')}) SELECT ${values.join(', ')} FROM events WHERE position = 1`;
};

describe('the record', () => {
  it.each([
    ['an update', "UPDATE events SET actor = 'U0SOMEBODY' WHERE position = 3", 'append-only'],
    ['a deletion', 'DELETE FROM events WHERE position = 6', 'append-only'],
    ['emptying it', 'DELETE FROM events', 'append-only'],
    ['a gap', `INSERT INTO events ${copyOf(9, "stream = 'x'")}`, 'gapless'],
    ['an event in between', `INSERT INTO events ${copyOf(0, "stream = 'x'")}`, 'gapless'],
    ['an event in the place of another', `INSERT OR REPLACE INTO events ${copyOf(3, "stream = 'x'")}`, 'gapless'],
    ['a second history of a change', `INSERT OR REPLACE INTO events ${copyOf(7, 'version = 1')}`, 'append-only'],
    ['another text of a policy', "UPDATE policies SET text = 'version: 2'", 'append-only'],
    ['forgetting a policy', 'DELETE FROM policies', 'append-only'],
    ['replacing a policy', "INSERT OR REPLACE INTO policies VALUES ('h', 'version: 2', 1)", 'append-only'],
  ])('refuses %s, whoever asks', (_, sql, words) => {
    expect(() => run(sql)).toThrow(words);
    expect(firstBreak(chain(connection))).toEqual({ checked: 6, head: expect.any(String) });
  });
});

describe('who takes the triggers away first', () => {
  beforeEach(() => {
    const triggers = connection.raw.prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    );
    for (const { name } of triggers.all()) run(`DROP TRIGGER ${name}`);
  });

  it.each([
    { what: 'words', sql: "UPDATE events SET data = replace(data, 'graphs', 'errors') WHERE position = 4", at: 4 },
    { what: 'a time in the data', sql: "UPDATE events SET data = json_set(data, '$.at', 1) WHERE position = 1", at: 1 },
    { what: 'who did it', sql: "UPDATE events SET actor = 'U0SOMEBODY' WHERE position = 3", at: 3 },
    {
      what: 'when it was recorded',
      sql: 'UPDATE events SET recorded_at = recorded_at - 60000 WHERE position = 5',
      at: 5,
    },
    { what: 'the policy in force', sql: "UPDATE events SET policy_hash = 'x' WHERE position = 2", at: 2 },
    {
      what: 'the surface, to one that does not exist',
      sql: "UPDATE events SET surface = 'phone' WHERE position = 2",
      at: 2,
    },
    { what: 'the data, to no JSON', sql: "UPDATE events SET data = '{' WHERE position = 2", at: 2 },
    {
      what: 'the data, to half a character',
      sql: 'UPDATE events SET data = \'{"words":"\\ud83d"}\' WHERE position = 2',
      at: 2,
    },
    { what: 'the data, to an empty text', sql: "UPDATE events SET data = '' WHERE position = 2", at: 2 },
    {
      what: 'the order',
      sql: 'UPDATE events SET position = CASE position WHEN 2 THEN 30 ELSE 2 END WHERE position IN (2, 3); UPDATE events SET position = 3 WHERE position = 30',
      at: 2,
    },
    { what: 'a hash', sql: "UPDATE events SET hash = 'x' WHERE position = 3", at: 3 },
    { what: 'by removing the first', sql: 'DELETE FROM events WHERE position = 1', at: 2 },
    { what: 'by removing one', sql: 'DELETE FROM events WHERE position = 4', at: 5 },
    {
      what: 'by removing one and closing the gap',
      sql: 'DELETE FROM events WHERE position = 4; UPDATE events SET position = position - 1 WHERE position > 4',
      at: 4,
    },
  ])('is found out at the first event that does not fit: $what', ({ sql, at }) => {
    run(sql);
    const { broken, checked } = firstBreak(chain(connection));
    expect(broken?.position).toBe(at);
    expect(checked).toBeLessThan(at);
  });

  it('is found out at the next event when the altered one carries a hash that fits it', () => {
    const forged = [...chain(connection)].find(({ position }) => position === 3);
    if (!forged) throw new Error('There are six events');
    const actor = 'U0SOMEBODY';
    run(`UPDATE events SET actor = '${actor}', hash = '${hashOf({ ...forged, actor })}' WHERE position = 3`);
    expect(firstBreak(chain(connection)).broken).toEqual({
      position: 4,
      why: 'event 4 does not follow event 3: one of them was replaced',
    });
  });

  it('is found out by the published head when the end was cut off', async () => {
    const { head } = firstBreak(chain(connection));
    run('DELETE FROM events WHERE position = 6');
    expect(firstBreak(chain(connection)).head).not.toBe(head);
  });

  it('is found out on a copy that nothing can write to', () => {
    run("UPDATE events SET actor = 'U0SOMEBODY' WHERE position = 3");
    const copy = openReadOnly(place.file);
    expect(firstBreak(chain(copy)).broken).toEqual({
      position: 3,
      why: 'event 3 was altered: its content does not match its hash',
    });
    copy.raw.close();
  });
});
