import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeDigest, takeDigest } from '../../src/app/digest.ts';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { handler } from '../../src/app/handle.ts';
import type { Report } from '../../src/app/readiness/report.ts';
import { SYSTEM, WORKSPACE } from '../../src/app/record.ts';
import { deliverDue } from '../../src/app/worker.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { storeOn } from '../sqlite/place.ts';
import type { Store } from '../support/ledger-contract.ts';
import { quietLog } from '../support/log.ts';
import { outsideWorld } from '../support/outside.ts';

const policy = loadPolicy('policy.yaml');
const began = Date.parse('2026-11-20T12:00Z');
const date = '2026-11-21';
const nine = Date.parse(`${date}T09:00Z`);
const ill: Report = [
  {
    area: 'rules',
    summary: '',
    faults: [{ where: 'group "security"', what: '1 person left, needs 2', fix: 'add 1 person' }],
    notices: [],
  },
];

describe('the daily check', () => {
  let connection: Connection;
  let store: Store;
  beforeEach(async () => {
    connection = openDatabase(':memory:');
    store = storeOn(connection);
    await store.ledger.commit(WORKSPACE, began, () => ({
      result: undefined,
      events: [{ type: 'PolicyAdopted', at: began, hash: policy.hash }],
      author: SYSTEM,
      policyHash: policy.hash,
      effects: [],
    }));
    await takeDigest(store.ledger, store.queries, policy, nine);
  });
  afterEach(() => connection.raw.close());

  const work = (outside: ReturnType<typeof outsideWorld>, now = nine) =>
    deliverDue(
      {
        ...store,
        handle: handler({ ledger: store.ledger, policyHash: () => policy.hash }),
        outside,
        now: () => now,
        random: () => 0,
        log: quietLog(),
      },
      () => new Promise(() => {}),
    );
  const checks = async () =>
    (await store.ledger.history(WORKSPACE)).map(({ event }) => event).filter(({ type }) => type === 'ReadinessChecked');
  const readiness = async () => (await composeDigest(store.ledger, store.queries, date, nine)).readiness;

  it('leaves on record that nothing is wrong, and tells nobody', async () => {
    const outside = outsideWorld();
    await work(outside);
    expect(await checks()).toMatchObject([{ date, faults: [] }]);
    expect(outside.calls).toEqual(['postDigest']);
  });

  it('tells what is wrong before the digest, which names it in short', async () => {
    const outside = outsideWorld({ report: ill });
    await work(outside);
    expect(outside.calls).toEqual(['postReadiness', 'postDigest']);
    expect(await readiness()).toEqual(['group "security": 1 person left, needs 2']);
  });

  it('is on record once, however often its message is tried', async () => {
    const postReadiness = () => Promise.reject(new TransientFailure('Slack: 503', { certain: true }));
    await work(outsideWorld({ report: ill, chat: { postReadiness } }));
    const outside = outsideWorld({ report: ill });
    await work(outside, nine + 60_000);
    expect(await checks()).toHaveLength(1);
    expect(outside.calls).toEqual(['postReadiness', 'postDigest']);
  });

  it('does not keep the digest back when its message is refused for good', async () => {
    const postReadiness = () => Promise.reject(new PermanentFailure('Slack: invalid_blocks'));
    const outside = outsideWorld({ report: ill, chat: { postReadiness } });
    await work(outside);
    expect(outside.calls).toEqual(['postReadiness', 'raiseAlarm', 'postDigest']);
    expect(await checks()).toHaveLength(1);
  });

  it('that fails itself is a fault, and does not keep the digest back', async () => {
    const outside = { ...outsideWorld(), readiness: () => Promise.reject(new Error('a bug')) };
    await work(outside);
    expect(await readiness()).toEqual(['readiness: the check itself failed']);
    expect(outside.calls).toEqual(['postReadiness', 'postDigest']);
  });

  it('that did not happen is named in the digest', async () => {
    expect(await readiness()).toEqual(['readiness was not checked today']);
  });
});
