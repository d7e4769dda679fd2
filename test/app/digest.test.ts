import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeDigest, lastDigestTime, nextDigestTime, takeDigest } from '../../src/app/digest.ts';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { handler } from '../../src/app/handle.ts';
import { localDate } from '../../src/app/local-date.ts';
import { SYSTEM, WORKSPACE } from '../../src/app/record.ts';
import { deliverDue } from '../../src/app/worker.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { storeOn } from '../sqlite/place.ts';
import { ana, declaredAt, deployment, HOUR, MINUTE } from '../support/changes.ts';
import type { Store } from '../support/ledger-contract.ts';
import { quietLog } from '../support/log.ts';
import { declares, deploys } from '../support/orders.ts';
import { outsideWorld } from '../support/outside.ts';

const DAY = 24 * HOUR;
const policy = loadPolicy('policy.yaml');
const lisbon = (at: string) => ({ digest: { at, alarm: 'log' as const }, timezone: 'Europe/Lisbon' });
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('the time of the digest', () => {
  it.each([
    { day: 'in winter', now: '2026-11-23T12:00', last: '2026-11-23T09:00', next: '2026-11-24T09:00' },
    { day: 'in summer', now: '2026-07-01T12:00', last: '2026-07-01T08:00', next: '2026-07-02T08:00' },
    {
      day: 'before the clocks go forward',
      now: '2026-03-28T12:00',
      last: '2026-03-28T09:00',
      next: '2026-03-29T08:00',
    },
    { day: 'after they went forward', now: '2026-03-29T12:00', last: '2026-03-29T08:00', next: '2026-03-30T08:00' },
    { day: 'before the clocks go back', now: '2026-10-24T12:00', last: '2026-10-24T08:00', next: '2026-10-25T09:00' },
    { day: 'after they went back', now: '2026-10-25T12:00', last: '2026-10-25T09:00', next: '2026-10-26T09:00' },
    { day: 'a moment too early', now: '2026-11-23T08:59', last: '2026-11-22T09:00', next: '2026-11-23T09:00' },
    { day: 'on the minute', now: '2026-11-23T09:00', last: '2026-11-23T09:00', next: '2026-11-24T09:00' },
  ])('is local: $day', ({ now, last, next }) => {
    expect(iso(lastDigestTime(lisbon('09:00'), utc(now)).at)).toBe(last);
    expect(iso(nextDigestTime(lisbon('09:00'), utc(now)))).toBe(next);
  });

  it('is due that very millisecond and not one before it', () => {
    const nine = utc('2026-11-23T09:00');
    expect(lastDigestTime(lisbon('09:00'), nine).date).toBe('2026-11-23');
    expect(lastDigestTime(lisbon('09:00'), nine - 1).date).toBe('2026-11-22');
  });

  const turns = [
    { clocks: 'forward', days: ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'] },
    { clocks: 'back', days: ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26'] },
  ];
  it.each(
    turns.flatMap((turn) => ['00:00', '00:30', '01:00', '01:30', '02:00', '23:59'].map((at) => ({ at, ...turn }))),
  )('comes once on every date at $at when the clocks go $clocks', ({ at, days }) => {
    const dates: string[] = [];
    for (let now = utc(`${days[0]}T23:59`); now < utc(`${days[3]}T23:00`); now += 15 * MINUTE) {
      const { date } = lastDigestTime(lisbon(at), now);
      if (date !== dates.at(-1)) dates.push(date);
    }
    expect(dates).toEqual(expect.arrayContaining(days.slice(1, 3)));
    expect(dates).toEqual([...new Set(dates)].toSorted());
  });

  it('goes by the date on the wall there', () => {
    expect(localDate(utc('2026-11-22T15:30'), 'Pacific/Auckland')).toBe('2026-11-23');
    expect(localDate(utc('2026-11-23T02:00'), 'America/Los_Angeles')).toBe('2026-11-22');
  });
});

describe('taking the digest', () => {
  let connection: Connection;
  let store: Store;
  const began = utc('2026-11-20T12:00');
  const nine = (date: string) => utc(`${date}T09:00`);
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
  });
  afterEach(() => connection.raw.close());
  const take = (now: number) => takeDigest(store.ledger, store.queries, policy, now);
  const taken = async () =>
    (await store.ledger.history(WORKSPACE)).flatMap(({ event }) => (event.type === 'DigestTaken' ? event.date : []));

  it('happens once a date, also when nothing is overdue', async () => {
    expect(await take(nine('2026-11-21') - 1)).toBe(false);
    expect(await take(nine('2026-11-21'))).toBe(true);
    expect(await take(nine('2026-11-21') + HOUR)).toBe(false);
    expect(await take(nine('2026-11-22'))).toBe(true);
    expect(await taken()).toEqual(['2026-11-21', '2026-11-22']);
  });

  it('is given to one of two who ask at once', async () => {
    const answers = await Promise.all([take(nine('2026-11-21')), take(nine('2026-11-21'))]);
    expect(answers.toSorted()).toEqual([false, true]);
  });

  it('after days of downtime happens once, for the latest date', async () => {
    await take(nine('2026-11-21'));
    await take(nine('2026-11-26') + 3 * HOUR);
    expect(await taken()).toEqual(['2026-11-21', '2026-11-26']);
  });

  it('is not owed for a morning before the workspace began', async () => {
    expect(await take(began + HOUR)).toBe(false);
    expect(await taken()).toEqual([]);
  });

  describe('and sending it', () => {
    const now = nine('2026-11-21');
    const worker = (outside: ReturnType<typeof outsideWorld>) => ({
      ...store,
      handle: handler({ ledger: store.ledger, policyHash: () => policy.hash }),
      outside,
      now: () => now,
      random: () => 0,
      log: quietLog(),
    });
    const send = (outside = outsideWorld()) => deliverDue(worker(outside), () => new Promise(() => {}));
    const posted = async () => (await store.ledger.history(WORKSPACE)).map(({ event }) => event).at(-1);
    beforeEach(() => take(now));

    it('leaves on record where it is and which head of the chain it published', async () => {
      await send();
      const before = [...store.ledger.chain()].at(-2);
      const published = { head: before?.hash, events: before?.position };
      expect(await posted()).toMatchObject({ type: 'DigestPosted', channel: 'C0CHANGEMGT', ...published });
      expect(await store.outbox.nextDueAt()).toBeUndefined();
    });

    it('is tried again when Slack is down', async () => {
      const postDigest = () => Promise.reject(new TransientFailure('Slack: 503', { certain: false }));
      await send(outsideWorld({ chat: { postDigest } }));
      expect(await posted()).not.toMatchObject({ type: 'DigestPosted' });
      expect(await store.outbox.nextDueAt()).toBe(now + 1000);
    });

    const alarms = (log: ReturnType<typeof quietLog>) =>
      log.lines.filter(({ level, fields }) => level === 'error' && 'alarm' in fields).map(({ words }) => words);

    it('is heard of in the log and by a page when Slack refuses it for good, and the next one ends the page', async () => {
      const refused = { postDigest: () => Promise.reject(new PermanentFailure('Slack: is_archived')) };
      const first = outsideWorld({ chat: refused });
      const log = quietLog();
      await deliverDue({ ...worker(first), log }, () => new Promise(() => {}));
      expect(alarms(log)).toEqual(['Breakglass could not post the daily digest of 2026-11-21']);
      expect(first.calls.filter((call) => call.endsWith('Alarm'))).toEqual(['raiseAlarm']);

      await take(nine('2026-11-22'));
      const next = outsideWorld();
      await deliverDue({ ...worker(next), now: () => nine('2026-11-22') }, () => new Promise(() => {}));
      expect(next.calls.filter((call) => call.endsWith('Alarm'))).toEqual(['settleAlarm']);

      await take(nine('2026-11-23'));
      const third = outsideWorld();
      await deliverDue({ ...worker(third), now: () => nine('2026-11-23') }, () => new Promise(() => {}));
      expect(third.calls.filter((call) => call.endsWith('Alarm'))).toEqual([]);
    });

    it('is heard of once while it is tried again and again, and by the log alone where the policy says so', async () => {
      const down = () => Promise.reject(new TransientFailure('Slack: 503', { certain: false }));
      const quiet = { ...policy, digest: { ...policy.digest, alarm: 'log' as const } };
      const outside = { ...outsideWorld({ chat: { postDigest: down } }), policy: () => quiet };
      const log = quietLog();
      for (let tries = 0, at = now; tries < 14; tries += 1, at = (await store.outbox.nextDueAt()) ?? at) {
        await deliverDue({ ...worker(outside), now: () => at, log }, () => new Promise(() => {}));
      }
      expect(alarms(log)).toEqual(['Breakglass could not post the daily digest of 2026-11-21']);
      expect(outside.calls.filter((call) => call.endsWith('Alarm'))).toEqual([]);
    });

    it('says in the log that nobody could be paged', async () => {
      const outside = outsideWorld({
        chat: { postDigest: () => Promise.reject(new PermanentFailure('Slack: is_archived')) },
        incidents: { raiseAlarm: () => Promise.reject(new PermanentFailure('PAGERDUTY_ROUTING_KEY is not set')) },
      });
      const log = quietLog();
      await deliverDue({ ...worker(outside), log }, () => new Promise(() => {}));
      expect(alarms(log)).toHaveLength(2);
    });

    it('is given up when Slack refuses it for good', async () => {
      const postDigest = () => Promise.reject(new PermanentFailure('Slack: not_in_channel'));
      await send(outsideWorld({ chat: { postDigest } }));
      expect(await store.outbox.nextDueAt()).toBeUndefined();
      expect(await store.queries.undelivered(0)).toMatchObject([{ id: undefined, words: 'Slack: not_in_channel' }]);
    });
  });
});

describe('what the digest says', () => {
  let connection: Connection;
  let store: Store;
  beforeEach(() => {
    connection = openDatabase(':memory:');
    store = storeOn(connection);
  });
  afterEach(() => connection.raw.close());

  it('is what is overdue, due soon and unapproved, what was not delivered, and the head of the chain', async () => {
    const handle = handler({ ledger: store.ledger, policyHash: () => policy.hash });
    const by = { author: { actor: ana, surface: 'slack' as const } };
    await handle('overdue', declares(), by);
    const soon = { ...deployment, deployedAt: declaredAt + 10 * HOUR };
    await handle('due soon', declares({ at: declaredAt + 10 * HOUR }), by);
    await handle('due soon', deploys({ at: declaredAt + 10 * HOUR, deployment: soon }), by);
    await handle('far off', declares({ at: declaredAt + 28 * HOUR }), by);
    const [claim] = await store.outbox.claim(declaredAt, 1);
    await store.outbox.bury(claim?.key ?? '', declaredAt, 'The channel is archived');

    const now = declaredAt + 28 * HOUR;
    const digest = await composeDigest(store.ledger, store.queries, '2026-11-22', now);
    const ids = (lines: readonly { id: string }[]) => lines.map(({ id }) => id);
    expect(ids(digest.overdue)).toEqual(['EC-1']);
    expect(ids(digest.dueSoon)).toEqual(['EC-2']);
    expect(ids(digest.unapproved)).toEqual(['EC-2']);
    expect(digest.undelivered).toContainEqual({ id: 'EC-1', words: 'The channel is archived' });
    expect(digest.tally).toMatchObject({ declared: 3, before: 0, repeats: [{ system: 'payments', times: 3 }] });
    const { hash, events } = await store.ledger.head();
    expect(digest).toMatchObject({ date: '2026-11-22', at: now, head: hash, events });
  });

  it('is that there is nothing, when there is nothing', async () => {
    const digest = await composeDigest(store.ledger, store.queries, '2026-11-22', declaredAt + DAY);
    expect(digest).toMatchObject({ overdue: [], dueSoon: [], unapproved: [], undelivered: [], events: 0 });
  });
});
