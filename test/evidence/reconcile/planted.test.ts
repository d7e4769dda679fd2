import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownChange } from '../../../src/domain/reconcile/known.ts';
import { reconciler } from '../../../src/domain/reconcile/match.ts';
import type { Judgement } from '../../../src/domain/reconcile/types.ts';
import { isDeviation, ROW_CLASSES } from '../../../src/domain/reconcile/types.ts';
import { readLog } from '../../../src/evidence/reconcile/read.ts';
import { reconcile } from '../../../src/evidence/reconcile/run.ts';
import { systemNames } from '../../../src/policy/system-names.ts';
import { MINUTE } from '../../support/changes.ts';
import { csvOf, plantedLog } from '../../support/planted-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'reconcile-'));

/** The class of each row of the log, by its line. */
async function classified({ rows, changes }: ReturnType<typeof plantedLog>) {
  const file = join(folder, 'log.csv');
  writeFileSync(file, csvOf(rows));
  const known = changes.map(knownChange);
  const systemOf = systemNames(
    { systems: {} },
    rows.flatMap(({ system, expected }) => (expected === 'unknown system' ? [] : [system])),
  );
  const deviations: Judgement[] = [];
  const summary = await reconcile(
    readLog(file, {}),
    {
      reader: { environments: ['production'], systemOf },
      reconciler: reconciler(known, { tolerance: MINUTE }),
      period: {},
    },
    { deviation: (one) => deviations.push(one), unreadable: () => undefined, progress: () => undefined },
  );
  return { summary, deviations };
}

describe('a deployment log of 10,000 rows with 40 cases of each class', () => {
  it.each([1, 2, 3, 4, 5])('is classified without a miss, seed %i', async (seed) => {
    const planted = plantedLog({ seed, rows: 10_000, cases: 40 });
    const { summary, deviations } = await classified(planted);

    expect(summary.counts).toEqual({
      ...Object.fromEntries(ROW_CLASSES.map((kind) => [kind, 40])),
      normal: 10_000 - 6 * 40,
    });
    const missed = deviations.filter(({ row, kind }) => planted.rows[row.line - 2]?.expected !== kind);
    expect(missed).toEqual([]);
    const expected = planted.rows.filter((row) => isDeviation(row.expected));
    expect(deviations).toHaveLength(expected.length);
    expect(summary.unseen).toEqual([]);
  });
});
