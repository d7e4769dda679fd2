import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { jsonWriter } from '../evidence/reconcile/json-out.ts';
import { keeping } from '../evidence/reconcile/kept.ts';
import { reconciliationPage } from '../evidence/reconcile/page.ts';
import type { Summary, Watcher } from '../evidence/reconcile/run.ts';
import { isClean } from '../evidence/reconcile/run.ts';
import { reconciliationText } from '../evidence/reconcile/text.ts';
import { fail } from './fail.ts';
import type { Write } from './output.ts';
import { outputTo } from './output.ts';
import type { AskedOfLog } from './reconcile-log.ts';
import { holding } from './reconcile-log.ts';
import { recordDeviations } from './reconcile-record.ts';
import { DATABASE, positive } from './record.ts';

interface Asked extends AskedOfLog {
  readonly format: 'text' | 'json' | 'html';
  readonly out?: string;
  readonly record?: true;
  readonly atMost: number;
}

/** Of each class, on a page. */
const SHOWN = 1000;

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
    .option('--record', 'put what is undeclared, approved after or another commit on record, once')
    .option('--at-most <n>', 'refuse to record more than this: what is on record stays there', positive, 1000)
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
  const hold = await holding(file, asked);
  const output = outputTo(asked.out);
  const sink = sinkFor(asked.format, file, output.write);
  const summary = await hold.against(sink);
  await sink.end(summary);
  await output.end();
  if (!isClean(summary)) process.exitCode = 1;
  if (asked.record) await recordDeviations(hold, summary, asked);
}

type Sink = Omit<Watcher, 'progress'> & { readonly end: (summary: Summary) => unknown };

function sinkFor(format: Asked['format'], file: string, write: Write): Sink {
  if (format === 'json') return jsonWriter(write);
  const { kept, ...watcher } = keeping(SHOWN);
  const render = format === 'html' ? reconciliationPage(basename(file)) : reconciliationText;
  return { ...watcher, end: (summary) => write(`${render(summary, kept)}\n`) };
}
