import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../src/app/handle.ts';
import { read } from '../../src/app/read.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { storeOn } from '../sqlite/place.ts';
import { ana, ben, cleo, dan, declaredAt } from '../support/changes.ts';
import type { Store } from '../support/ledger-contract.ts';
import { approves, declares, withdraws } from '../support/orders.ts';

const by = (actor: string) => ({ author: { actor, surface: 'slack' as const } });

let connection: Connection;
let store: Store;
let planned: number;
beforeEach(() => {
  connection = openDatabase(':memory:');
  store = storeOn(connection);
  planned = 0;
});
afterEach(() => connection.raw.close());

const handle = (...order: Parameters<ReturnType<typeof handler>>) => {
  const onEffects = () => {
    planned += 1;
  };
  return handler({ ledger: store.ledger, policyHash: () => 'p', onEffects })(...order);
};

describe('an order', () => {
  it('that is followed comes back with the change as it is then, numbered', async () => {
    expect(await handle('k', declares(), by(ana))).toMatchObject({
      ok: true,
      value: { id: { number: 1 }, requester: ana },
    });
    expect(await store.queries.byId('EC', 1)).toMatchObject({
      key: 'k',
      authorization: 'pending',
      needed: ['oncall-leads', 'leadership'],
    });
  });

  it('that is followed plans what has to be done, and calls the worker', async () => {
    await handle('k', declares(), by(ana));
    const claims = await store.outbox.claim(declaredAt, 99);
    expect(claims.map(({ work }) => work.kind)).toEqual(['refresh-card', 'open-ticket', 'ask', 'ask', 'ask']);
    expect(planned).toBe(1);
  });

  it('that is refused comes back with why, and leaves the attempt on record and nothing to do', async () => {
    await handle('k', declares(), by(ana));
    const refused = await handle('k', approves(ana, ['leadership']), by(ana));
    expect(refused).toMatchObject({ ok: false, error: { code: 'own-change' } });
    expect((await read(store.ledger, 'k'))?.events.at(-1)).toMatchObject({ type: 'ApprovalAttemptRefused', by: ana });
    expect(planned).toBe(1);
  });

  it('that changes nothing leaves nothing', async () => {
    await handle('k', declares(), by(ana));
    const { events } = await store.ledger.head();
    expect(await handle('k', declares(), by(ana))).toMatchObject({ ok: false, error: { code: 'already-declared' } });
    expect(await handle('other', withdraws(), by(ana))).toMatchObject({ ok: false, error: { code: 'no-such-change' } });
    expect(await store.ledger.head()).toMatchObject({ events });
  });

  it('is decided on what the orders of the same moment have led to', async () => {
    await handle('k', declares(), by(ana));
    const outcomes = await Promise.all([
      handle('k', approves(ben, ['oncall-leads']), by(ben)),
      handle('k', approves(dan, ['oncall-leads']), by(dan)),
      handle('k', approves(cleo, ['leadership']), by(cleo)),
      handle('k', approves(cleo, ['leadership']), by(cleo)),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'taken' : outcome.error.code))).toEqual([
      'taken',
      'place-taken',
      'taken',
      'you-already-approved',
    ]);
  });

  it('settles the effect whose outcome it notes, also when it notes nothing new', async () => {
    await handle('k', declares(), by(ana));
    const [claim] = await store.outbox.claim(declaredAt, 1);
    const note = { type: 'NoteCard' as const, at: declaredAt, channel: 'C1', ts: '1.0' };
    await handle('k', note, by(ana));
    await handle('k', note, { ...by(ana), settles: claim?.key });
    const left = await store.outbox.claim(declaredAt + 3_600_000, 99);
    expect(left.map(({ key }) => key)).not.toContain(claim?.key);
  });
});

describe('a change nobody declared', () => {
  it('is not there', async () => {
    expect(await read(store.ledger, 'k')).toBeUndefined();
  });
});
