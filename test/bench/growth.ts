import { composeDigest } from '../../src/app/digest.ts';
import { listedGroups } from '../../src/app/groups.ts';
import { handler } from '../../src/app/handle.ts';
import { tick } from '../../src/app/ticker.ts';
import { listMessage } from '../../src/slack/views/answers.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { sqliteOutbox } from '../../src/sqlite/outbox.ts';
import { sqliteQueries } from '../../src/sqlite/queries.ts';
import { HOUR } from '../support/changes.ts';
import { quietLog } from '../support/log.ts';
import type { Figure, Measurement } from './figures.ts';
import { interleaved, median, timed } from './figures.ts';
import { policy } from './settings.ts';

const ROUNDS = 7;
const RUNS = 40;

/** Whether what the bot does all day stays as quick when the record has grown. */
export async function measureGrowth(small: string, large: string, now: number): Promise<Measurement> {
  const sides = { many: day(large, now), few: day(small, now) };
  const figures: Figure[] = [];
  for (const what of Object.keys(sides.many.work)) {
    const run = (side: keyof typeof sides) => () =>
      timed(what.includes('due') ? 1 : RUNS, sides[side].work[what] ?? never);
    await interleaved(1, run('many'), run('few'));
    const { ours, theirs } = await interleaved(ROUNDS, run('many'), run('few'));
    figures.push({ what, unit: 'ms', measured: median(ours), against: median(theirs), target: { atMost: 2 } });
  }
  sides.many.close();
  sides.few.close();
  return {
    title: '6. With 100,000 changes of three years',
    note: `against 100 changes of the same three years, the same 50 of them open; medians of ${ROUNDS} rounds`,
    figures,
  };
}

/** What is asked of the record again and again. */
function day(file: string, start: number) {
  const connection = openDatabase(file);
  const ledger = sqliteLedger(connection);
  const queries = sqliteQueries(connection);
  const outbox = sqliteOutbox(connection);
  const handle = handler({ ledger, policyHash: () => policy.hash });
  const groups = listedGroups(() => policy);
  const ticker = { ledger, queries, handle, groups, policy: () => policy, log: quietLog() };
  let now = start;
  const work: Readonly<Record<string, () => Promise<unknown>>> = {
    list: async () => listMessage(await queries.open(15), await queries.countOpen(), 'open'),
    digest: () => composeDigest(ledger, queries, '2026-11-21', now),
    'tick with every open change due': async () => {
      now += 24 * HOUR;
      await tick(ticker, now);
    },
    tick: () => tick(ticker, now),
    'look for something to deliver': () => outbox.claim(start - HOUR, 16),
    'offer to join a similar change': () => queries.similar(start - 4 * HOUR, ['none such'], undefined),
    'the changes of an incident': () => queries.withIncident('Q0NONE'),
    'one change by its number': () => queries.byId('EC', 7),
  };
  return { work, close: () => connection.raw.close() };
}

const never = () => {
  throw new Error('Nothing of that name is measured');
};
