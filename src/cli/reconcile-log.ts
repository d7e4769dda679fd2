import { population } from '../app/population.ts';
import type { Period } from '../domain/period.ts';
import type { KnownChange } from '../domain/reconcile/known.ts';
import { knownChange } from '../domain/reconcile/known.ts';
import { reconciler } from '../domain/reconcile/match.ts';
import { parseMapping } from '../evidence/reconcile/fields.ts';
import { readLog } from '../evidence/reconcile/read.ts';
import type { Summary, Watcher } from '../evidence/reconcile/run.ts';
import { reconcile } from '../evidence/reconcile/run.ts';
import { parseDuration } from '../policy/duration.ts';
import type { Policy } from '../policy/load.ts';
import { loadPolicy } from '../policy/load.ts';
import { systemNames } from '../policy/system-names.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { sqliteQueries } from '../sqlite/queries.ts';
import { periodFrom, reading } from './record.ts';

export interface AskedOfLog {
  readonly map?: string;
  readonly from?: string;
  readonly to?: string;
  readonly environment: string;
  readonly tolerance: string;
  readonly policy: string;
  readonly db?: string;
}

/** A log and what it is held against: may be done twice, and comes out the same. */
export interface Holding {
  readonly against: (watcher: Omit<Watcher, 'progress'>) => Promise<Summary>;
  readonly changes: readonly KnownChange[];
  readonly policy: Policy;
}

/** A change may belong to a deployment of so many days before or after its declare. */
const AROUND = 90 * 24 * 60 * 60_000;

/** @throws with words for people when what was asked for makes no sense */
export async function holding(file: string, asked: AskedOfLog): Promise<Holding> {
  const mapping = parseMapping(asked.map);
  const tolerance = toleranceOf(asked.tolerance);
  const period = asked.from && asked.to ? periodFrom({ from: asked.from, to: asked.to }) : undefined;
  if (!period && (asked.from ?? asked.to)) throw new Error('--from and --to go together: name both days.');
  const policy = loadPolicy(asked.policy);
  const changes = await changesOf(asked.db, period);
  const declared = changes.flatMap(({ systems }) => systems);
  const reader = {
    environments: asked.environment.toLowerCase().split(/\s*,\s*/),
    systemOf: systemNames(policy, declared),
  };
  const against = (watcher: Omit<Watcher, 'progress'>) => {
    const options = { reader, reconciler: reconciler(changes, { tolerance }), period: period ?? {} };
    return reconcile(readLog(file, mapping), options, { ...watcher, progress });
  };
  return { against, changes, policy };
}

function toleranceOf(text: string): number {
  const tolerance = parseDuration(text);
  if (tolerance === undefined) throw new Error(`“${text}” is no time: write --tolerance 60s or 5m.`);
  return tolerance;
}

/** What the log is held against: the changes of its time. */
async function changesOf(db: string | undefined, period: Period | undefined): Promise<readonly KnownChange[]> {
  const span = period
    ? { from: period.from - AROUND, to: period.to + AROUND }
    : { from: 0, to: Number.MAX_SAFE_INTEGER };
  return reading(db, async (connection) => {
    const found: KnownChange[] = [];
    const store = { ledger: sqliteLedger(connection), queries: sqliteQueries(connection) };
    for await (const { change } of population(store, span)) found.push(knownChange(change));
    return found;
  });
}

/** On a terminal alone: a log of a million rows takes a while. */
function progress(rows: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${rows.toLocaleString('en')} rows `);
}
