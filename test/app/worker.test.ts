import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outside } from '../../src/app/effects/context.ts';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { handler } from '../../src/app/handle.ts';
import type { Delivery } from '../../src/app/outside-ports.ts';
import type { Outbox } from '../../src/app/ports.ts';
import { read } from '../../src/app/read.ts';
import { SYSTEM } from '../../src/app/record.ts';
import { startRunner } from '../../src/app/runner.ts';
import { deliverDue } from '../../src/app/worker.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { storeOn } from '../sqlite/place.ts';
import { ana, declaredAt, HOUR } from '../support/changes.ts';
import type { Store } from '../support/ledger-contract.ts';
import { quietLog } from '../support/log.ts';
import { addsEvidence, declares } from '../support/orders.ts';
import { outsideWorld } from '../support/outside.ts';

const NEVER = () => new Promise<void>(() => {});
const ticket = { issueKey: 'OPS-1', url: 'https://example.com/OPS-1', assigned: true };

let connection: Connection;
let store: Store;
let now: number;
beforeEach(() => {
  connection = openDatabase(':memory:');
  store = storeOn(connection);
  now = declaredAt;
});
afterEach(() => connection.raw.close());

function depsFor(outside: Outside, outbox: Outbox = store.outbox) {
  const handle = handler({ ledger: store.ledger, policyHash: () => 'p' });
  return { ...store, outbox, handle, outside, now: () => now, random: () => 0, log: quietLog() };
}
const declare = (key = 'one') =>
  handler({ ledger: store.ledger, policyHash: () => 'p' })(key, declares(), {
    author: { actor: ana, surface: 'slack' },
  });
const known = async (key = 'one') => (await read(store.ledger, key))?.change;

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const opensTicket = async (opened: ReturnType<typeof deferred>) => {
  opened.resolve();
  return ticket;
};
const failing = (...failures: readonly Error[]) => {
  const left = [...failures];
  const deliveries: Delivery[] = [];
  const ensure = async (_change: unknown, delivery: Delivery) => {
    deliveries.push(delivery);
    const failure = left.shift();
    if (failure) throw failure;
    return ticket;
  };
  return { deliveries, tickets: { ensure } };
};
const down = (options: Partial<{ certain: boolean; retryAfter: number }> = {}) =>
  new TransientFailure('Jira: 503', { certain: false, ...options });

describe('what is due', () => {
  it('is delivered, and what came of it is on record', async () => {
    await declare();
    const deps = depsFor(outsideWorld());
    await deliverDue(deps, NEVER);
    expect(await known()).toMatchObject({ card: { channel: 'C0EMERGENCY' }, ticket: { issueKey: 'OPS-1' } });
    expect(await store.outbox.nextDueAt()).toBeUndefined();
    expect(deps.log.lines).toEqual([]);
  });

  it('is left out where a system is not connected', async () => {
    await declare();
    await deliverDue(depsFor({ ...outsideWorld(), tickets: undefined, incidents: undefined }), NEVER);
    expect((await known())?.ticket).toBeUndefined();
    expect(await store.outbox.nextDueAt()).toBeUndefined();
  });
});

describe('a failure that may pass', () => {
  it('is tried again after a while, looking first for what the lost answer left behind', async () => {
    await declare();
    const { deliveries, tickets } = failing(down());
    const deps = depsFor(outsideWorld({ tickets }));
    await deliverDue(deps, NEVER);
    expect((await known())?.ticket).toBeUndefined();
    now += 1000;
    await deliverDue(deps, NEVER);
    expect((await known())?.ticket).toEqual(ticket);
    expect(deliveries).toMatchObject([{ inDoubt: false }, { inDoubt: true, lastTriedAt: declaredAt }]);
    expect(deps.log.lines).toMatchObject([{ level: 'warn', words: 'an effect will be tried again' }]);
  });

  it('needs no looking when the call surely was not heard', async () => {
    await declare();
    const { deliveries, tickets } = failing(down({ certain: true }));
    await deliverDue(depsFor(outsideWorld({ tickets })), NEVER);
    now += 1000;
    await deliverDue(depsFor(outsideWorld({ tickets })), NEVER);
    expect(deliveries.map(({ inDoubt }) => inDoubt)).toEqual([false, false]);
  });

  it('stays in doubt once one try was', async () => {
    await declare();
    const { deliveries, tickets } = failing(down(), down({ certain: true }));
    for (const wait of [0, HOUR, HOUR]) {
      now += wait;
      await deliverDue(depsFor(outsideWorld({ tickets })), NEVER);
    }
    expect(deliveries.map(({ inDoubt }) => inDoubt)).toEqual([false, true, true]);
  });

  it('waits twice as long each time, a quarter of an hour at most', async () => {
    await declare();
    const { tickets } = failing(...Array.from({ length: 12 }, () => down()));
    const waits: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      await deliverDue(depsFor(outsideWorld({ tickets })), NEVER);
      const next = (await store.outbox.nextDueAt()) ?? now;
      waits.push((next - now) / 1000);
      now = next;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 450, 450, 450]);
  });

  it('waits as long as the other side asks', async () => {
    await declare();
    await deliverDue(depsFor(outsideWorld(failing(down({ retryAfter: 37_000 })))), NEVER);
    expect(await store.outbox.nextDueAt()).toBe(declaredAt + 37_000);
  });

  it('does not take "retry after 0" for leave to hammer', async () => {
    await declare();
    await deliverDue(depsFor(outsideWorld(failing(down({ retryAfter: 0 })))), NEVER);
    expect(await store.outbox.nextDueAt()).toBe(declaredAt + 1000);
  });

  it('that nobody foresaw is tried again likewise, and does not stop the others', async () => {
    await declare();
    const { deliveries, tickets } = failing(new TypeError('x is not a function'));
    const deps = depsFor(outsideWorld({ tickets }));
    await deliverDue(deps, NEVER);
    expect((await known())?.card).toBeDefined();
    now += 1000;
    await deliverDue(deps, NEVER);
    expect(deliveries.map(({ inDoubt }) => inDoubt)).toEqual([false, true]);
  });
});

describe('a failure that will not pass', () => {
  const refused = new PermanentFailure('Jira: the field "Environment" is required');

  it('is buried, and the change says what has to be mended', async () => {
    await declare();
    const deps = depsFor(outsideWorld(failing(refused)));
    await deliverDue(deps, NEVER);
    expect((await known())?.failures.jira).toMatchObject({ effect: 'open-ticket', words: refused.message });
    expect(await store.queries.undelivered(0)).toMatchObject([
      { id: 'EC-1', kind: 'open-ticket', words: refused.message },
    ]);
    now += 24 * HOUR;
    await deliverDue(deps, NEVER);
    expect((await known())?.ticket).toBeUndefined();
  });

  it('does not hold up what comes after it', async () => {
    await declare();
    const outside = outsideWorld({
      chat: { ensureCard: () => Promise.reject(new PermanentFailure('Slack: archived')) },
    });
    await deliverDue(depsFor(outside), NEVER);
    expect(outside.calls).toContain('ensure');
    expect(await store.outbox.nextDueAt()).toBeUndefined();
  });

  it('is tried again when a person asks, and then forgotten', async () => {
    await declare();
    const outside = outsideWorld(failing(refused));
    await deliverDue(depsFor(outside), NEVER);
    await store.outbox.retry('one', now);
    await deliverDue(depsFor(outside), NEVER);
    expect(await known()).toMatchObject({ ticket, failures: {} });
  });
});

describe('a call that hangs', () => {
  it('does not hold up other lanes', async () => {
    await declare();
    const hanging = deferred();
    const opened = deferred();
    const outside = outsideWorld({
      chat: { ensureCard: () => hanging.promise.then(() => ({ channel: 'C0EMERGENCY', ts: '1.0' })) },
      tickets: { ensure: () => opensTicket(opened) },
    });
    const round = deliverDue(depsFor(outside), NEVER);
    await opened.promise;
    hanging.resolve();
    await round;
    expect((await known())?.card).toEqual({ channel: 'C0EMERGENCY', ts: '1.0' });
  });

  it('does not hold up what is planned in the very moment the worker looks', async () => {
    await declare();
    await deliverDue(depsFor(outsideWorld()), NEVER);
    await handler({ ledger: store.ledger, policyHash: () => 'p' })('one', addsEvidence({ at: now }), {
      author: SYSTEM,
    });

    const [hanging, began, opened] = [deferred(), deferred(), deferred()];
    let call = () => {};
    const woken = () =>
      new Promise<void>((resolve) => {
        call = resolve;
      });
    const hang = () => {
      began.resolve();
      return hanging.promise;
    };
    let isNewcomerThere = false;
    const outbox: Outbox = {
      ...store.outbox,
      claim: async (...args) => {
        const claims = await store.outbox.claim(...args);
        if (claims.length > 0 || isNewcomerThere) return claims;
        isNewcomerThere = true;
        await declare('two');
        call();
        return claims;
      },
    };
    const outside = outsideWorld({
      chat: { tellThread: hang },
      tickets: { ensure: () => opensTicket(opened) },
    });
    const round = deliverDue(depsFor(outside, outbox), woken);
    await began.promise;
    await opened.promise;
    hanging.resolve();
    await round;
    expect((await known('two'))?.ticket).toEqual(ticket);
  });

  it('does not hold up a second try in another lane', async () => {
    const hanging = deferred();
    const opened = deferred();
    let tries = 0;
    const outside = outsideWorld({
      chat: { ensureCard: () => hanging.promise.then(() => ({ channel: 'C0EMERGENCY', ts: '1.0' })) },
      tickets: {
        ensure: async () => {
          tries += 1;
          if (tries === 1) throw down({ retryAfter: 1 });
          opened.resolve();
          return ticket;
        },
      },
    });
    await declare();
    const worker = { ...depsFor(outside), now: () => (now += 10) };
    const runner = startRunner({ worker, ticker: { ...worker, ...outside }, selfRunning: true });
    runner.wake();
    await opened.promise;
    hanging.resolve();
    await runner.stop();
    expect(tries).toBe(2);
  });
});

describe('an effect nobody can carry out', () => {
  it('of no change is tried again and told to the operator', async () => {
    const effect = { key: 'lost', lane: 'jira', version: 1, work: { kind: 'open-ticket' as const } };
    const writing = { result: undefined, events: [], author: SYSTEM, policyHash: 'p', effects: [effect] };
    await store.ledger.commit('nothing', now, () => writing);
    const deps = depsFor(outsideWorld());
    await deliverDue(deps, NEVER);
    expect(deps.log.lines).toMatchObject([{ level: 'warn', fields: { effect: 'lost' } }]);
    expect(await store.outbox.nextDueAt()).toBe(now + 1000);
  });

  it('is let go of when not even its failure can be written', async () => {
    await declare();
    const outbox = { ...store.outbox, postpone: () => Promise.reject(new Error('The disk is full')) };
    const deps = depsFor(outsideWorld(failing(down())), outbox);
    await deliverDue(deps, NEVER);
    expect(deps.log.lines).toMatchObject([
      { level: 'warn' },
      { level: 'error', words: expect.stringContaining('could not be noted') },
    ]);
    now += 60_000;
    await deliverDue(deps, NEVER);
    expect((await known())?.ticket).toEqual(ticket);
  });
});
