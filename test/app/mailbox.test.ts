import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Handle } from '../../src/app/handle.ts';
import { handler } from '../../src/app/handle.ts';
import type { Chat, Letter, Seal } from '../../src/app/outside-ports.ts';
import { read } from '../../src/app/read.ts';
import { SYSTEM } from '../../src/app/record.ts';
import { deliverDue } from '../../src/app/worker.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { storeOn } from '../sqlite/place.ts';
import { ana, declaredAt, deployment, HOUR, MINUTE } from '../support/changes.ts';
import type { Store } from '../support/ledger-contract.ts';
import { quietLog } from '../support/log.ts';
import { declares, deploys, submits } from '../support/orders.ts';
import { outsideWorld } from '../support/outside.ts';

const NEVER = () => new Promise<void>(() => {});
const KEYS = ['one', 'two', 'three'];

let connection: Connection;
let store: Store;
let handle: Handle;
let now: number;
/** What Slack holds: each message with what it carries. */
let posted: { letter: Letter; seal: Seal }[];

beforeEach(async () => {
  connection = openDatabase(':memory:');
  store = storeOn(connection);
  handle = handler({ ledger: store.ledger, policyHash: () => 'p' });
  posted = [];
  now = declaredAt;
  for (const key of KEYS) {
    await order(key, declares());
    await order(key, deploys({ deployment: { ...deployment, deployedAt: declaredAt } }));
  }
  await deliver();
  now = declaredAt + 20 * HOUR;
  for (const key of KEYS) await order(key, { type: 'RemindReview', at: now });
  now += MINUTE;
});
afterEach(() => connection.raw.close());

const order = (key: string, command: Parameters<Handle>[1]) => handle(key, command, { author: SYSTEM });

function deliver(chat: Partial<Chat> = {}, through: Handle = handle) {
  const outside = outsideWorld({
    chat: {
      post: async (letter, seal) => {
        posted.push({ letter, seal });
        return { channel: 'D0ANA', ts: `${posted.length}.0` };
      },
      ...chat,
    },
  });
  const log = quietLog();
  const deps = { ...store, handle: through, outside, now: () => now, random: () => 0, log };
  return deliverDue(deps, NEVER).then(() => log);
}

const told = () => posted.map(({ letter }) => letter.lines.map(({ change }) => change.key));
const nagsOf = async (key: string) => (await read(store.ledger, key))?.change.review.nags;

/** The process ends once it has noted this many reminders: nothing it does after that is written. */
function dyingAfter(notes: number): Handle {
  let left = notes;
  return (key, command, options) => {
    if (command.type === 'NoteReminder' && left-- <= 0) throw new Error('killed');
    return handle(key, command, options);
  };
}

describe('a person who is reminded of several changes', () => {
  it('gets one message, noted in each of them', async () => {
    await deliver();
    expect(told()).toEqual([KEYS]);
    for (const key of KEYS) expect(await nagsOf(key)).toMatchObject([{ user: ana, ts: '1.0', changes: KEYS }]);
    expect(await store.outbox.waiting(`slack/nags/${ana}`)).toEqual([]);
  });

  it.each([0, 1, 2])('gets it once though the process died after %i of three were noted', async (notes) => {
    await deliver({}, dyingAfter(notes));
    expect(posted).toHaveLength(1);
    now += HOUR;
    await deliver({ findLetter: async () => posted[0] && { ...posted[0].seal, channel: 'D0ANA', ts: '1.0' } });
    expect(posted).toHaveLength(1);
    for (const key of KEYS) expect(await nagsOf(key)).toMatchObject([{ user: ana, ts: '1.0', changes: KEYS }]);
    expect(await store.outbox.waiting(`slack/nags/${ana}`)).toEqual([]);
  });

  it('gets a second message for what came due after the lost one', async () => {
    await deliver({}, dyingAfter(0));
    await order('four', declares());
    await order('four', { type: 'RemindReview', at: now });
    now += HOUR;
    await deliver({ findLetter: async () => posted[0] && { ...posted[0].seal, channel: 'D0ANA', ts: '1.0' } });
    expect(told()[1]?.[0]).toBe('four');
    expect(posted).toHaveLength(2);
  });

  it('is not told of what was handed in meanwhile', async () => {
    await order('two', submits({ at: now }));
    await deliver();
    expect(told()).toEqual([['one', 'three']]);
    expect(await nagsOf('two')).toEqual([]);
  });

  it.each(['one', 'two'])(
    'is told of the others though the record of “%s” is broken, and the operator hears of it',
    async (key) => {
      connection.raw.exec(`DROP TRIGGER events_refuse_update; UPDATE events SET data = '{}' WHERE stream = '${key}'`);
      // What was read before is still known to the process that read it.
      store = storeOn(connection);
      handle = handler({ ledger: store.ledger, policyHash: () => 'p' });
      const log = await deliver();
      expect(told()).toEqual([KEYS.filter((other) => other !== key)]);
      expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
      const undelivered = await store.queries.undelivered(now);
      expect(undelivered.filter(({ kind }) => kind === 'nag-person')).toMatchObject([{ stream: key }]);
    },
  );
});
