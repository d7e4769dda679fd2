import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { population } from '../app/population.ts';
import type { Period } from '../domain/period.ts';
import type { KnownChange } from '../domain/reconcile/known.ts';
import { knownChange } from '../domain/reconcile/known.ts';
import { reconciler } from '../domain/reconcile/match.ts';
import { parseMapping } from '../evidence/reconcile/fields.ts';
import { jsonWriter } from '../evidence/reconcile/json-out.ts';
import { keeping } from '../evidence/reconcile/kept.ts';
import { reconciliationPage } from '../evidence/reconcile/page.ts';
import { readLog } from '../evidence/reconcile/read.ts';
import type { Summary, Watcher } from '../evidence/reconcile/run.ts';
import { isClean, reconcile } from '../evidence/reconcile/run.ts';
import { reconciliationText } from '../evidence/reconcile/text.ts';
import { parseDuration } from '../policy/duration.ts';
import { loadPolicy } from '../policy/load.ts';
import { systemNames } from '../policy/system-names.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { sqliteQueries } from '../sqlite/queries.ts';
import { fail } from './fail.ts';
import type { Write } from './output.ts';
import { outputTo } from './output.ts';
import { DATABASE, periodFrom, reading } from './record.ts';

interface Asked {
  readonly map?: string;
  readonly from?: string;
  readonly to?: string;
  readonly environment: string;
  readonly tolerance: string;
  readonly format: 'text' | 'json' | 'html';
  readonly out?: string;
  readonly policy: string;
  readonly db?: string;
}

/** Of each class, on a page. */
const SHOWN = 1000;
/** A change may belong to a deployment of so many days before or after its declare. */
const AROUND = 90 * 24 * 60 * 60_000;

export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description(
      'hold a deployment log against the record: CSV, JSON lines, an export of GitHub deployments, CloudTrail events',
    )
    .argument('<file>', 'the log')
    .option('--map <pairs>', 'where the log keeps a field, e.g. deployed_at=finished,system=service')
    .option('--from <day>', 'the first day, UTC; otherwise all the log has')
    .option('--to <day>', 'the last day, UTC')
    .option('--environment <names>', 'rows of these alone; rows that name none count', 'production,prod,live')
    .option('--tolerance <time>', 'by how much the clocks may differ', '60s')
    .addOption(new Option('--format <format>', 'what comes out').choices(['text', 'json', 'html']).default('text'))
    .option('--out <file>', 'write there instead of to the terminal')
    .option('--policy <file>', 'the policy, for its systems', process.env.POLICY_FILE ?? 'policy.yaml')
    .option(...DATABASE)
    .addHelpText('after', HELP)
    .action((file: string, asked: Asked) => run(file, asked).catch((cause) => fail(cause, 2)));
}

const HELP = `
Exits 0 when every row is covered, 1 when somebody has to look, 2 when it could not be done.

Examples:
  breakglass reconcile deployments.csv --map deployed_at=finished,system=service
  gh api --paginate repos/acme/payments/deployments > log.json && breakglass reconcile log.json --format html --out log.html`;

async function run(file: string, asked: Asked): Promise<void> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const mapping = parseMapping(asked.map);
  const tolerance = toleranceOf(asked.tolerance);
  const period = asked.from && asked.to ? periodFrom({ from: asked.from, to: asked.to }) : undefined;
  if (!period && (asked.from ?? asked.to)) throw new Error('--from and --to go together: name both days.');
  const { systemOf, changes } = await recordOf(asked, period);
  const output = outputTo(asked.out);
  const sink = sinkFor(asked.format, file, output.write);
  const summary = await reconcile(
    readLog(file, mapping),
    {
      reader: { environments: asked.environment.toLowerCase().split(/\s*,\s*/), systemOf },
      reconciler: reconciler(changes, { tolerance }),
      period: period ?? {},
    },
    { ...sink, progress },
  );
  await sink.end(summary);
  await output.end();
  if (!isClean(summary)) process.exitCode = 1;
}

function toleranceOf(text: string): number {
  const tolerance = parseDuration(text);
  if (tolerance === undefined) throw new Error(`“${text}” is no time: write --tolerance 60s or 5m.`);
  return tolerance;
}

/** What the log is held against: the changes of its time, and the names of systems. */
async function recordOf({ policy, db }: Asked, period: Period | undefined) {
  const span = period
    ? { from: period.from - AROUND, to: period.to + AROUND }
    : { from: 0, to: Number.MAX_SAFE_INTEGER };
  const changes = await reading(db, async (connection) => {
    const found: KnownChange[] = [];
    const store = { ledger: sqliteLedger(connection), queries: sqliteQueries(connection) };
    for await (const { change } of population(store, span)) found.push(knownChange(change));
    return found;
  });
  const declared = changes.flatMap(({ systems }) => systems);
  return { changes, systemOf: systemNames(loadPolicy(policy), declared) };
}

type Sink = Omit<Watcher, 'progress'> & { readonly end: (summary: Summary) => unknown };

function sinkFor(format: Asked['format'], file: string, write: Write): Sink {
  if (format === 'json') return jsonWriter(write);
  const { kept, ...watcher } = keeping(SHOWN);
  const render = format === 'html' ? reconciliationPage(basename(file)) : reconciliationText;
  return { ...watcher, end: (summary) => write(`${render(summary, kept)}\n`) };
}

/** On a terminal alone: a log of a million rows takes a while. */
function progress(rows: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${rows.toLocaleString('en')} rows `);
}
