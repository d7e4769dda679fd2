import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChangeRow } from '../../src/app/read-model.ts';
import { rowOf } from '../../src/app/read-model.ts';
import { SYSTEM } from '../../src/app/record.ts';
import { fold } from '../../src/domain/change/evolve.ts';
import { DAY, dayOf } from '../../src/domain/digest.ts';
import { declaredAt } from '../support/changes.ts';
import { everyEvent } from '../support/every-event.ts';
import type { Store } from '../support/ledger-contract.ts';
import type { SqlitePlace } from './place.ts';
import { sqlitePlace } from './place.ts';

let place: SqlitePlace;
let store: Store;
beforeEach(() => {
  place = sqlitePlace();
  store = place.open();
});
afterEach(() => place.remove());

const NOW = declaredAt + 9 * DAY;
const instant = fc.integer({ min: declaredAt, max: declaredAt + 10 * DAY });

/** A row at some moment of its life. */
const anyRow = fc.record({
  sequence: fc.constantFrom('EC', 'EC', 'DRILL'),
  number: fc.integer({ min: 1, max: 4 }),
  systems: fc.uniqueArray(fc.constantFrom('payments', 'search', 'identity', 'it’s “odd”')),
  declaredAt: instant,
  submittedAt: fc.option(instant, { nil: undefined }),
  limitAt: instant,
  reviewOwed: fc.boolean(),
});
type Given = typeof anyRow extends fc.Arbitrary<infer Row> ? Row : never;

const change = fold('any', [everyEvent.ChangeDeclared]);
function whole(given: Given): ChangeRow {
  if (!change) throw new Error('A declaration makes a change');
  const key = `${given.sequence}-${given.number}`;
  return { ...rowOf(change, []), ...given, key, targetAt: given.limitAt - 1 };
}

const save = (row: ChangeRow) =>
  store.ledger.commit(row.key, declaredAt, () => ({
    result: undefined,
    events: [],
    effects: [],
    author: SYSTEM,
    policyHash: '',
    row,
  }));

const count = <T>(values: readonly T[]): [T, number][] =>
  [...new Set(values)].map((value) => [value, values.filter((one) => one === value).length]);

it('the kept tallies are what counting the rows would give, whatever happened to them', async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 25 }), async (written) => {
        for (const row of written) await save(whole(row));
        const last = new Map(written.map((row) => [`${row.sequence}-${row.number}`, row]));
        const rows = [...last.values()].filter(({ sequence }) => sequence === 'EC');
        const on = (some: readonly Given[]) => new Map(count(some.map((row) => dayOf(row.declaredAt))));
        const onTime = on(
          rows.filter(({ submittedAt, limitAt }) => submittedAt !== undefined && submittedAt <= limitAt),
        );
        const isLate = ({ submittedAt, limitAt, reviewOwed }: Given) =>
          submittedAt === undefined ? reviewOwed && limitAt < NOW : submittedAt > limitAt;
        const late = on(rows.filter(isLate));

        const days = (await store.queries.countedDays(0, dayOf(NOW) + 9, NOW)).filter(({ declared }) => declared > 0);
        expect(new Map(days.map(({ day, declared }) => [day, declared]))).toEqual(on(rows));
        for (const day of days) {
          expect(day).toMatchObject({ onTime: onTime.get(day.day) ?? 0, late: late.get(day.day) ?? 0 });
        }
        const systems = await store.queries.countedSystems(0, dayOf(NOW) + 9);
        expect(new Map(systems.map(({ system, times }) => [system, times]))).toEqual(
          new Map(count(rows.flatMap((row) => row.systems))),
        );
      })
      .beforeEach(() => {
        place.remove();
        place = sqlitePlace();
        store = place.open();
      }),
    { numRuns: 60 },
  );
}, 30_000);
