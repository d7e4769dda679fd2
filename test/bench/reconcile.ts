import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { KnownChange } from '../../src/domain/reconcile/known.ts';
import { knownChange } from '../../src/domain/reconcile/known.ts';
import { reconciler } from '../../src/domain/reconcile/match.ts';
import { keeping } from '../../src/evidence/reconcile/kept.ts';
import { readLog } from '../../src/evidence/reconcile/read.ts';
import { reconcile } from '../../src/evidence/reconcile/run.ts';
import { systemNames } from '../../src/policy/system-names.ts';
import { MINUTE } from '../support/changes.ts';
import { csvOf, plantedLog } from '../support/planted-log.ts';
import type { Measurement } from './figures.ts';
import { interleaved, median, timed } from './figures.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;
const MIB = 1024 * 1024;

/** A log of a million rows against reading it without looking at it, and what it takes to hold. */
export async function measureReconcile(file: (name: string) => string): Promise<Measurement> {
  const { rows, changes } = plantedLog({ seed: 1, rows: 10_000, cases: 40 });
  const known = changes.map(knownChange);
  const [short, long] = [file('log-short.csv'), file('log-long.csv')];
  const lines = csvOf(rows).split('\n');
  await writeLog(short, lines, ROWS / 10);
  await writeLog(long, lines, ROWS);

  const { ours, theirs } = await interleaved(
    ROUNDS,
    () => timed(1, () => held(long, known)),
    () => timed(1, () => parsed(long)),
  );
  const [small, large] = [await peak(() => held(short, known)), await peak(() => held(long, known))];
  return {
    title: '9. A deployment log of 1,000,000 rows',
    note: `reconciled with ${known.length} changes, against parsing its CSV alone; medians of ${ROUNDS} rounds`,
    figures: [
      {
        what: 'reconcile',
        unit: 's',
        measured: median(ours) / 1000,
        against: median(theirs) / 1000,
        target: { atMost: 3 },
      },
      {
        what: 'peak heap, against a tenth of the rows',
        unit: 'MiB',
        measured: large / MIB,
        against: small / MIB,
        target: { atMost: 1.5 },
      },
    ],
  };
}

async function writeLog(file: string, [header = '', ...rows]: readonly string[], count: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(`${header}\n`);
  const block = `${rows.join('\n')}\n`;
  for (let written = 0; written < count; written += rows.length) {
    if (!stream.write(block)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

async function held(log: string, changes: readonly KnownChange[]): Promise<void> {
  const systemOf = systemNames(
    { systems: {} },
    changes.flatMap(({ systems }) => systems),
  );
  const { kept: _kept, ...watcher } = keeping(1000);
  await reconcile(
    readLog(log, {}),
    {
      reader: { environments: ['production'], systemOf },
      reconciler: reconciler(changes, { tolerance: MINUTE }),
      period: {},
    },
    { ...watcher, progress: () => undefined },
  );
}

async function parsed(log: string): Promise<void> {
  let count = 0;
  const input = createReadStream(log, { highWaterMark: MIB });
  for await (const _record of input.pipe(parse({ bom: true, relax_column_count: true, trim: true }))) count += 1;
  if (count < ROWS) throw new Error('Not all of it was read');
}

/** The most that was on the heap, looked at again and again. */
async function peak(work: () => Promise<void>): Promise<number> {
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 20);
  await work();
  clearInterval(look);
  return most;
}
