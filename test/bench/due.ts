import { listedGroups } from '../../src/app/groups.ts';
import { handler } from '../../src/app/handle.ts';
import { tick } from '../../src/app/ticker.ts';
import { DAY } from '../../src/domain/digest.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { sqliteQueries } from '../../src/sqlite/queries.ts';
import { HOUR } from '../support/changes.ts';
import { quietLog } from '../support/log.ts';
import type { Measurement } from './figures.ts';
import { interleaved, median } from './figures.ts';
import { caughtUp, closed, declareOrder, deployed } from './history.ts';
import { seeded } from './seed.ts';
import { policy } from './settings.ts';

const ROUNDS = 3;
const DUE = 1000;
const IDLE = 20;
/** Of each idle one, so that 100,000 are open. */
const COPIES = 4949;

/** One look at what is due, when much is. */
export async function measureDue(file: (name: string) => string, now: number): Promise<Measurement> {
  await crowd(file('many-closed.db'), now, IDLE);
  await crowd(file('none-closed.db'), now, 0);
  const sides = [ticking(file('many-closed.db'), now), ticking(file('none-closed.db'), now)] as const;
  await interleaved(1, sides[0].next, sides[1].next);
  const { ours, theirs } = await interleaved(ROUNDS, sides[0].next, sides[1].next);
  for (const side of sides) side.close();
  return {
    title: `8. A tick with 100,000 open changes, ${DUE.toLocaleString('en')} of them with a reminder due`,
    note: `beside 99,000 closed ones, against the same with none closed; medians of ${ROUNDS} rounds, every reminder on disk`,
    figures: [
      {
        what: 'until all are reminded',
        unit: 'ms',
        measured: median(ours),
        against: median(theirs),
        target: { atMost: 2 },
      },
    ],
  };
}

/** Open changes whose next reminder is years away, closed ones, and those that are reminded every day. */
async function crowd(file: string, now: number, closedOnes: number): Promise<void> {
  const order = { ...(await declareOrder(0, now)), at: now - 4 * DAY };
  const keyOf = (number: number) => `${number.toString(16).padStart(8, '0')}-d9cb-469f-a165-70867728950e`;
  seeded(file, ({ change, copyIdle }) => {
    for (let number = 1; number <= closedOnes; number += 1) change(keyOf(number), closed(order, number));
    for (let index = 1; index <= IDLE; index += 1) {
      const number = closedOnes + index;
      change(keyOf(number), caughtUp(deployed(order, number), now));
    }
    copyIdle(COPIES, now + 3650 * DAY);
    for (let index = 1; index <= DUE; index += 1) {
      const number = (closedOnes + IDLE) * (COPIES + 1) + index;
      change(keyOf(number), caughtUp(deployed(order, number), now));
    }
  });
}

function ticking(file: string, start: number) {
  const connection = openDatabase(file);
  const ledger = sqliteLedger(connection);
  const queries = sqliteQueries(connection);
  const handle = handler({ ledger, policyHash: () => policy.hash });
  const groups = listedGroups(() => policy);
  const deps = { ledger, queries, handle, groups, policy: () => policy, log: quietLog() };
  let now = start;
  return {
    next: async () => {
      now += 24 * HOUR;
      const begun = performance.now();
      await tick(deps, now);
      return performance.now() - begun;
    },
    close: () => connection.raw.close(),
  };
}
