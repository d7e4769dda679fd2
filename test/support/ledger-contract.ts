import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBreak, GENESIS } from '../../src/app/chain.ts';
import { handler } from '../../src/app/handle.ts';
import type { History, Ledger, Outbox, Queries, Writing } from '../../src/app/ports.ts';
import { read } from '../../src/app/read.ts';
import { rowOf } from '../../src/app/read-model.ts';
import { SYSTEM, WORKSPACE } from '../../src/app/record.ts';
import type { Command } from '../../src/domain/change/commands.ts';
import { dayOf } from '../../src/domain/digest.ts';
import { anyOrders } from './any-history.ts';
import { ana, ben, declaredAt, details, HOUR } from './changes.ts';
import { everyEvent } from './every-event.ts';
import { approves, declares, deploys } from './orders.ts';

/** One open connection to a store. */
export interface Store {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queries: Queries;
}

/** An empty place to store in; each `open` is another connection to it. */
export interface Place {
  readonly open: () => Store;
  readonly remove: () => void;
}

export const handleOf = ({ ledger }: Pick<Store, 'ledger'>) => {
  const handle = handler({ ledger, policyHash: () => 'p'.repeat(64) });
  return (key: string, command: Command) => handle(key, command, { author: { actor: ana, surface: 'slack' } });
};

const written = (writing: Partial<Writing<string>>): Writing<string> => ({
  result: 'written',
  events: [],
  effects: [],
  author: SYSTEM,
  policyHash: 'p'.repeat(64),
  ...writing,
});

/** What every store promises, whatever it is built on. */
export function ledgerContract(newPlace: () => Place): void {
  let place: Place;
  let store: Store;
  beforeEach(() => {
    place = newPlace();
    store = place.open();
  });
  afterEach(() => place.remove());

  const declare = (key: string, ...[overrides]: Parameters<typeof declares>) =>
    handleOf(store)(key, declares(overrides));
  const keys = (count: number, prefix = 'key') => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  const numbers = (outcomes: readonly Awaited<ReturnType<typeof declare>>[]) =>
    outcomes.map((outcome) => (outcome.ok ? outcome.value.id.number : 0)).sort((a, b) => a - b);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  describe('numbers', () => {
    it('are gapless when fifty people declare at once', async () => {
      expect(numbers(await Promise.all(keys(50).map((key) => declare(key))))).toEqual(upTo(50));
    });

    it('are gapless over two connections', async () => {
      const both = [handleOf(store), handleOf(place.open())];
      const outcomes = both.flatMap((handle, index) => keys(25, `of ${index}`).map((key) => handle(key, declares())));
      expect(numbers(await Promise.all(outcomes))).toEqual(upTo(50));
    });

    it('are not used up by a declaration that is refused', async () => {
      await declare('refused', { details: { ...details, summary: '' } });
      expect(numbers([await declare('taken')])).toEqual([1]);
    });

    it('are given once for a form that is sent twice', async () => {
      const outcomes = await Promise.all([declare('same'), declare('same')]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    });
  });

  describe('a commit', () => {
    const effect = { key: 'k/1/x', lane: 'jira', version: 1, work: { kind: 'open-ticket' as const } };

    it('takes all or nothing', async () => {
      const unwritable = { ...effect, work: { ...effect.work, size: 1n } };
      const failing = store.ledger.commit('k', declaredAt, () =>
        written({ events: [everyEvent.ChangeDeclared], effects: [effect, unwritable] }),
      );
      await expect(failing).rejects.toThrow();
      expect(await store.ledger.history('k')).toEqual([]);
      expect(await store.ledger.head()).toEqual({ hash: GENESIS, events: 0 });
      expect(await store.outbox.claim(declaredAt, 9)).toEqual([]);
    });

    it('that fails takes nothing of the others of its moment with it', async () => {
      const bug = () => {
        throw new Error('A bug');
      };
      const settled = await Promise.allSettled([
        declare('first'),
        store.ledger.commit('second', declaredAt, bug),
        declare('third'),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await store.queries.countOpen()).toBe(2);
      expect(firstBreak(store.ledger.chain())).toEqual({ checked: 4, head: expect.any(String) });
    });

    it('sees what was written a moment before it', async () => {
      await declare('k');
      const both = await Promise.all([
        handleOf(store)('k', approves(ben, ['oncall-leads'])),
        handleOf(store)('k', approves(ben, ['oncall-leads'])),
      ]);
      expect(both).toMatchObject([{ ok: true }, { ok: false, error: { code: 'you-already-approved' } }]);
    });

    it('settles the effect whose outcome it notes', async () => {
      await store.ledger.commit('k', declaredAt, () => written({ effects: [effect] }));
      await store.ledger.commit('k', declaredAt, () => written({ settles: effect.key }));
      expect(await store.outbox.claim(declaredAt, 9)).toEqual([]);
    });

    it('takes the digest of a date once, over all connections', async () => {
      const take = ({ ledger }: Store) =>
        ledger.commit(WORKSPACE, declaredAt, () =>
          written({ digestDate: '2026-11-23', events: [everyEvent.DigestTaken] }),
        );
      await Promise.all([take(store), take(place.open()), take(store)]);
      expect(await store.ledger.head()).toMatchObject({ events: 1 });
      expect(await store.queries.lastDigest()).toBe('2026-11-23');
    });
  });

  describe('the record', () => {
    it('gives back every event as it was written', async () => {
      const events = Object.values(everyEvent);
      await store.ledger.commit('k', declaredAt, () => written({ events }));
      const history = await store.ledger.history('k');
      expect(history.map(({ event }) => event)).toEqual(events);
      expect(history.map(({ version }) => version)).toEqual(upTo(events.length));
    });

    it('is read with what another connection has added meanwhile', async () => {
      await declare('k');
      expect(await store.ledger.history('k')).toHaveLength(2);
      await handleOf(place.open())('k', approves(ben, ['oncall-leads']));
      const added = (await store.ledger.history('k')).slice(2);
      expect(added.map(({ version, event }) => [version, event.type])).toEqual([[3, 'ApprovalGiven']]);
    });

    it('is read without what was undone', async () => {
      let tries = 0;
      const told = ({ entries }: History) => {
        tries += 1;
        return written({ events: [{ ...everyEvent.ChangeRejected, reason: `try ${tries} after ${entries.length}` }] });
      };
      const bug = ({ entries }: History) => {
        throw new Error(`A bug, after reading ${entries.length}`);
      };
      const settled = await Promise.allSettled([
        store.ledger.commit('k', declaredAt, told),
        store.ledger.commit('k', declaredAt, bug),
      ]);
      expect(settled).toMatchObject([{ value: 'written' }, { reason: { message: 'A bug, after reading 1' } }]);
      const kept = await place.open().ledger.history('k');
      expect(kept).toMatchObject([{ version: 1, event: { reason: 'try 2 after 0' } }]);
      expect(await store.ledger.history('k')).toEqual(kept);
    });

    it('is read with what was added without reading it', async () => {
      const add = () =>
        store.ledger.commit(WORKSPACE, declaredAt, () => written({ events: [everyEvent.PolicyAdopted] }));
      await add();
      expect(await store.ledger.history(WORKSPACE)).toHaveLength(1);
      await add();
      expect(await store.ledger.history(WORKSPACE)).toHaveLength(2);
    });

    it('finds the workspace’s latest events of a type', async () => {
      const taken = (date: string) => ({ ...everyEvent.DigestTaken, date });
      expect(await store.ledger.latest('DigestTaken')).toBeUndefined();
      await store.ledger.commit('no workspace', declaredAt, () => written({ events: [taken('2026-11-25')] }));
      for (const date of ['2026-11-22', '2026-11-23', '2026-11-24']) {
        await store.ledger.commit(WORKSPACE, declaredAt, () => written({ events: [taken(date)] }));
        await store.ledger.commit(WORKSPACE, declaredAt, () => written({ events: [everyEvent.PolicyAdopted] }));
      }
      expect(await store.ledger.latest('DigestTaken')).toEqual(taken('2026-11-24'));
      const two = await store.ledger.commit(WORKSPACE, declaredAt, ({ latest }) => ({
        ...written({}),
        result: latest('DigestTaken', 2),
      }));
      expect(two).toEqual([taken('2026-11-24'), taken('2026-11-23')]);
    });

    it('is one chain over all changes', async () => {
      await Promise.all(keys(20).map((key) => declare(key)));
      const { checked, head, broken } = firstBreak(store.ledger.chain());
      expect({ checked, broken }).toEqual({ checked: 40, broken: undefined });
      expect(await store.ledger.head()).toEqual({ hash: head, events: 40 });
    });

    it('says of each event who did it, when, and under which policy', async () => {
      await declare('k');
      const [first] = store.ledger.chain();
      expect(first).toMatchObject({
        position: 1,
        stream: 'k',
        version: 1,
        type: 'ChangeDeclared',
        actor: ana,
        surface: 'slack',
        occurredAt: declaredAt,
        recordedAt: declaredAt,
        policyHash: 'p'.repeat(64),
        previousHash: GENESIS,
      });
    });

    it('is longer than one page', async () => {
      const reminded = Array.from({ length: 2500 }, () => everyEvent.ApproversReminded);
      await store.ledger.commit('k', declaredAt, () => written({ events: reminded }));
      expect(firstBreak(store.ledger.chain())).toEqual({ checked: 2500, head: expect.any(String) });
    });

    it('holds whatever people write', async () => {
      const odd = ['\u0000\u001f', '{"a":1}', '\u202egnp', '😀'.repeat(2000), "'; DROP TABLE events; --"];
      for (const [index, words] of odd.entries()) {
        const event = { ...everyEvent.ChangeRejected, reason: words };
        await store.ledger.commit(`odd ${index}`, declaredAt, () => written({ events: [event] }));
        expect((await store.ledger.history(`odd ${index}`))[0]?.event).toEqual(event);
      }
      expect(firstBreak(store.ledger.chain()).broken).toBeUndefined();
    });

    it('marks half a character, which has no form that could be hashed', async () => {
      const event = { ...everyEvent.ChangeRejected, reason: 'Half an emoji \ud83d' };
      await store.ledger.commit('k', declaredAt, () => written({ events: [event] }));
      expect((await store.ledger.history('k'))[0]?.event).toMatchObject({ reason: 'Half an emoji \ufffd' });
      expect(firstBreak(store.ledger.chain()).broken).toBeUndefined();
    });

    it('keeps the text of a policy once', async () => {
      const policy = { hash: 'h', text: 'version: 1', at: declaredAt };
      await store.ledger.keepPolicy(policy);
      await expect(store.ledger.keepPolicy(policy)).resolves.toBeUndefined();
    });
  });

  it('keeps a read model that the events alone could fill again', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyOrders, async (commands) => {
        run += 1;
        const key = `run ${run}`;
        await Promise.all(commands.map((command) => handleOf(store)(key, command)));
        const known = await read(store.ledger, key);
        if (!known) throw new Error('The first order declares');
        const row = await store.queries.byId('EC', known.change.id.number);
        expect(row).toEqual(rowOf(known.change, known.events));
      }),
      { numRuns: 60 },
    );
    expect(firstBreak(store.ledger.chain()).broken).toBeUndefined();
  });

  describe('questions', () => {
    const of = async (...rows: readonly Promise<readonly { number: number }[]>[]) =>
      (await Promise.all(rows)).map((found) => found.map(({ number }) => number));
    const late = declaredAt + 30 * HOUR;

    beforeEach(async () => {
      // EC-1 waits for approval, EC-2 is out without one, EC-3 is another system's and withdrawn.
      await declare('one');
      await declare('two', { at: declaredAt + HOUR, incident: 'Q8812' });
      await handleOf(store)('two', deploys({ at: declaredAt + 2 * HOUR }));
      await declare('three', { at: declaredAt + 2 * HOUR, details: { ...details, systems: ['search'] } });
      await handleOf(store)('three', { type: 'Withdraw', by: ana, at: declaredAt + 2 * HOUR });
    });

    it('finds a change by its number', async () => {
      expect(await store.queries.byId('EC', 2)).toMatchObject({ key: 'two', verdict: 'declared after deploy' });
      expect(await store.queries.byId('EC', 9)).toBeUndefined();
      expect(await store.queries.byId('DRILL', 1)).toBeUndefined();
    });

    it('lists and counts what is open, the newest first', async () => {
      expect(await of(store.queries.open(10), store.queries.open(1))).toEqual([[2, 1], [2]]);
      expect(await store.queries.countOpen()).toBe(2);
    });

    it('lists what has open findings, as recorded or since by time alone', async () => {
      expect(await of(store.queries.withFindings(late))).toEqual([[2]]);
      expect((await store.queries.withFindings(late))[0]?.findings).toEqual([
        'never-approved',
        'record-opened-after-deployment',
      ]);
      expect(await of(store.queries.withFindings(declaredAt + 49 * HOUR))).toEqual([[2, 1]]);
    });

    it('lists reviews that are due, the longest overdue first', async () => {
      const { reviewsDueBefore } = store.queries;
      expect(await of(reviewsDueBefore(late), reviewsDueBefore(declaredAt + 24 * HOUR))).toEqual([[1, 2], []]);
    });

    it('lists the overdue reviews of a person', async () => {
      expect(await of(store.queries.overdueOf(ana, late), store.queries.overdueOf(ben, late))).toEqual([[1, 2], []]);
    });

    it('lists approvals that are owed', async () => {
      expect(await of(store.queries.approvalsOwed())).toEqual([[2]]);
    });

    it('counts what was declared by day and by system, and whose review is past its limit', async () => {
      const { countedDays, countedSystems } = store.queries;
      const today = dayOf(declaredAt);
      const declared = { day: today, declared: 3, onTime: 0 };
      expect(await countedDays(today, today, late)).toEqual([{ ...declared, late: 0 }]);
      expect(await countedDays(today - 9, today + 9, declaredAt + 60 * HOUR)).toEqual([{ ...declared, late: 2 }]);
      expect(await countedDays(today + 1, today + 9, late)).toEqual([]);
      const systems = await countedSystems(today, today);
      expect(new Map(systems.map(({ system, times }) => [system, times])).get('search')).toBe(1);
    });

    it('lists the population of a time, half open', async () => {
      const { population } = store.queries;
      expect(await population(declaredAt, late)).toEqual(['one', 'two', 'three']);
      expect(await population(declaredAt + 1, declaredAt + 2 * HOUR)).toEqual(['two']);
    });

    it('finds an open change of the same system or the same incident', async () => {
      const { similar } = store.queries;
      expect(await similar(declaredAt, ['payments', 'identity'], undefined)).toMatchObject({ number: 2 });
      expect(await similar(declaredAt, ['identity'], 'Q8812')).toMatchObject({ number: 2 });
      expect(await similar(declaredAt, ['search'], undefined)).toBeUndefined();
      expect(await similar(declaredAt + 2 * HOUR, ['payments'], undefined)).toBeUndefined();
    });

    it('finds whose timer is due', async () => {
      const { timersDueBefore } = store.queries;
      expect(await timersDueBefore(late, 10)).toEqual(['one', 'two']);
      expect(await timersDueBefore(late, 1)).toEqual(['one']);
      expect(await timersDueBefore(declaredAt, 10)).toEqual([]);
    });

    it('finds what could not be delivered', async () => {
      const [claim] = await store.outbox.claim(declaredAt, 1);
      await store.outbox.bury(claim?.key ?? '', declaredAt, 'The channel is archived');
      expect(await store.queries.undelivered(declaredAt)).toEqual([
        { stream: 'one', id: 'EC-1', kind: claim?.work.kind, words: 'The channel is archived', since: declaredAt },
      ]);
      const stuck = await store.queries.undelivered(declaredAt + 1);
      expect(new Set(stuck.map(({ id }) => id))).toEqual(new Set(['EC-1']));
      expect(stuck.at(-1)?.words).toBe('not delivered yet');
    });

    it('knows no digest before the first', async () => {
      expect(await store.queries.lastDigest()).toBeUndefined();
    });
  });
}
