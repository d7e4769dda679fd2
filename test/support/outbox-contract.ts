import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Claim, PlannedEffect } from '../../src/app/ports.ts';
import { SYSTEM } from '../../src/app/record.ts';
import { HOUR, MINUTE } from './changes.ts';
import type { Place, Store } from './ledger-contract.ts';

const now = Date.parse('2026-11-21T03:12:00Z');

/** What every queue of effects promises, whatever it is built on. */
export function outboxContract(newPlace: () => Place): void {
  let place: Place;
  let store: Store;
  beforeEach(() => {
    place = newPlace();
    store = place.open();
  });
  afterEach(() => place.remove());

  let planned = 0;
  const plan = (lane: string, overrides: Partial<PlannedEffect> = {}, stream = 'change', at = now) => {
    planned += 1;
    const effect = { key: `${planned}`, lane, version: 1, work: { kind: 'tell-thread' as const }, ...overrides };
    const writing = { result: effect.key, events: [], author: SYSTEM, policyHash: '', effects: [effect] };
    return store.ledger.commit(stream, at, () => writing);
  };
  const keysOf = (claims: readonly Claim[]) => claims.map(({ key }) => key);
  const claim = async (at = now, limit = 100) => keysOf(await store.outbox.claim(at, limit));

  describe('a lane', () => {
    it('is delivered in the order it was planned, one at a time', async () => {
      const [first, second, third] = [await plan('a'), await plan('a'), await plan('a')];
      for (const key of [first, second, third]) {
        expect(await claim()).toEqual([key]);
        await store.outbox.settle(key, now);
      }
    });

    it('does not hold up another one, nor that of another change', async () => {
      const keys = [await plan('a'), await plan('b'), await plan('a', {}, 'other')];
      await plan('a');
      expect(await claim()).toEqual(keys);
    });

    it('waits for an effect that is put off, and goes on without one that is buried', async () => {
      const [first, second] = [await plan('a'), await plan('a')];
      await claim();
      await store.outbox.postpone(first, now + MINUTE, 'Slack is down', true);
      expect(await claim(now + MINUTE - 1)).toEqual([]);
      expect(await claim(now + MINUTE)).toEqual([first]);
      await store.outbox.bury(first, now, 'The channel is archived');
      expect(await claim(now + MINUTE)).toEqual([second]);
    });
  });

  describe('a claim', () => {
    it('says what to do, and that nothing was tried before', async () => {
      const key = await plan('a', { version: 7, work: { kind: 'nag', audience: 'owner', rung: 2 } });
      expect(await store.outbox.claim(now, 1)).toEqual([
        {
          key,
          stream: 'change',
          version: 7,
          work: { kind: 'nag', audience: 'owner', rung: 2 },
          attempts: 1,
          inDoubt: false,
          lastTriedAt: undefined,
          id: 1,
          lane: 'change/a',
        },
      ]);
    });

    it('is given to one of two connections only', async () => {
      const keys = await Promise.all(Array.from({ length: 20 }, (_, index) => plan(`lane ${index}`)));
      const other = place.open();
      const taken = await Promise.all([store.outbox.claim(now, 15), other.outbox.claim(now, 15)]);
      expect(keysOf(taken.flat()).sort()).toEqual(keys.sort());
    });

    it('takes no more than there is room for, the longest waiting first', async () => {
      const late = await plan('a', {}, 'change', now + MINUTE);
      const early = await plan('b', {}, 'change', now);
      expect(await claim(now + HOUR, 1)).toEqual([early]);
      expect(await claim(now + HOUR, 1)).toEqual([late]);
    });

    it('runs out when nothing is heard of it, and the next try is in doubt', async () => {
      const key = await plan('a');
      await claim();
      expect(await claim(now + 59_000)).toEqual([]);
      expect(await store.outbox.claim(now + 60_000, 1)).toMatchObject([
        { key, attempts: 2, inDoubt: true, lastTriedAt: now },
      ]);
    });

    it.each([
      { inDoubt: true, what: 'may have been heard' },
      { inDoubt: false, what: 'surely was not' },
    ])('after a try that $what is in doubt: $inDoubt', async ({ inDoubt }) => {
      const key = await plan('a');
      await claim();
      await store.outbox.postpone(key, now, 'Slack is down', inDoubt);
      expect(await store.outbox.claim(now, 1)).toMatchObject([{ key, attempts: 2, inDoubt }]);
    });
  });

  describe('an effect', () => {
    it('that is done is not done again', async () => {
      const key = await plan('a');
      await claim();
      await store.outbox.settle(key, now);
      expect(await claim(now + HOUR)).toEqual([]);
      expect(await store.outbox.retry('change', now)).toBe(0);
    });

    it('planned twice under one key is one', async () => {
      await plan('a', { key: 'same' });
      await plan('a', { key: 'same' });
      await claim();
      await store.outbox.settle('same', now);
      expect(await claim(now + HOUR)).toEqual([]);
    });

    it('that was buried is dug out for its change alone, from its first attempt', async () => {
      const [mine, other] = [await plan('a'), await plan('a', {}, 'other')];
      for (const key of await claim()) await store.outbox.bury(key, now, 'No such project');
      expect(await store.outbox.retry('change', now + HOUR)).toBe(1);
      expect(await store.outbox.claim(now + HOUR, 9)).toMatchObject([{ key: mine, attempts: 1 }]);
      expect(await store.outbox.retry('other', now + HOUR)).toBe(1);
      expect(await claim(now + HOUR)).toEqual([other]);
    });
  });

  describe('redrawing', () => {
    const redraw = () => plan('a', { work: { kind: 'refresh-card' }, coalesce: true });

    it('is done once for all that wait', async () => {
      const first = await redraw();
      await redraw();
      await redraw();
      expect(await claim()).toEqual([first]);
      await store.outbox.settle(first, now);
      expect(await claim()).toEqual([]);
    });

    it('is done again for what happened after it began', async () => {
      const first = await redraw();
      await claim();
      const second = await redraw();
      await store.outbox.settle(first, now);
      expect(await claim()).toEqual([second]);
    });

    it('of one place does not stand for that of another', async () => {
      const first = await redraw();
      const second = await plan('b', { work: { kind: 'refresh-card' }, coalesce: true });
      expect(await claim()).toEqual([first, second]);
    });
  });

  describe('when something is due next', () => {
    it('is never, with nothing to do', async () => {
      const key = await plan('a');
      await claim();
      await store.outbox.settle(key, now);
      expect(await nextDueAt()).toBeUndefined();
    });

    it('is when the first of a lane may be tried: those behind it wait for it', async () => {
      const first = await plan('a');
      await plan('a');
      expect(await nextDueAt()).toBe(now);
      await claim();
      await store.outbox.postpone(first, now + 15 * MINUTE, 'Slack is down', true);
      expect(await nextDueAt()).toBe(now + 15 * MINUTE);
    });

    it('is when a claim runs out that nothing was heard of', async () => {
      await plan('a');
      await claim();
      expect(await nextDueAt()).toBe(now + MINUTE);
    });

    const nextDueAt = async () => store.outbox.nextDueAt();
  });
}
