import type { Visit } from '../../app/room/ports.ts';
import type { RoomRecord } from '../../app/room/search.ts';
import type { ChangeKey, Instant } from '../../domain/change/types.ts';
import type { Period } from '../../domain/period.ts';
import type { Report } from '../../domain/report/types.ts';
import type { Names } from '../../domain/telling.ts';
import type { Case } from '../case.ts';
import { caseOf } from '../case.ts';

/** What every page is made from. */
export interface RoomDeps {
  readonly record: RoomRecord;
  readonly names: () => Promise<Names>;
  readonly report: (period: Pick<Period, 'from' | 'to'>, asOf: Instant) => Promise<Report>;
}

/** These changes as they are now, one at a time: the bot has other work to do in between. */
export async function casesOf(
  keys: readonly ChangeKey[],
  { now }: Visit,
  { record, names }: RoomDeps,
): Promise<Case[]> {
  const called = await names();
  const cases: Case[] = [];
  for (const key of keys) {
    cases.push(caseOf(key, await record.story(key), { asOf: now, names: called }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return cases;
}
