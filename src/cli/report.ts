import { Command, Option } from 'commander';
import { evidenceNames } from '../app/names.ts';
import { composeReport } from '../app/report.ts';
import type { Report } from '../domain/report/types.ts';
import type { Names } from '../domain/telling.ts';
import { reportJson } from '../evidence/report/json.ts';
import { reportPage } from '../evidence/report/page.ts';
import { reportText } from '../evidence/report/text.ts';
import { loadPolicy } from '../policy/load.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { sqliteNames } from '../sqlite/names.ts';
import { sqliteQueries } from '../sqlite/queries.ts';
import { sqliteSightings } from '../sqlite/sightings.ts';
import { fail } from './fail.ts';
import { outputTo } from './output.ts';
import { DATABASE, periodFrom, positive, reading } from './record.ts';

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly format: keyof typeof FORMATS;
  readonly json?: true;
  readonly deployments?: number;
  readonly out?: string;
  readonly policy: string;
  readonly db?: string;
}

const FORMATS = {
  text: (report: Report, days: string, names: Names) => `${reportText(report, days, names)}\n`,
  json: (report: Report, _days: string, names: Names) => `${reportJson(report, names)}\n`,
  html: reportPage,
} as const;

export function reportCommand(): Command {
  return new Command('report')
    .description('how often the glass was broken in a period, why, and how well the process held')
    .requiredOption('--from <day>', 'the first day, UTC, e.g. 2026-07-01')
    .requiredOption('--to <day>', 'the last day, UTC, e.g. 2026-09-30')
    .addOption(new Option('--format <format>', 'what comes out').choices(Object.keys(FORMATS)).default('text'))
    .option('--json', 'the same as --format json')
    .option(
      '--deployments <n>',
      'all deployments to production of the period; otherwise those that pipelines told of',
      positive,
    )
    .option('--out <file>', 'write there instead of to the terminal')
    .option('--policy <file>', 'the policy, for thresholds and teams', process.env.POLICY_FILE ?? 'policy.yaml')
    .option(...DATABASE)
    .addHelpText(
      'after',
      `
Exits 0, or 2 when it could not be done.

Examples:
  breakglass report --from 2026-07-01 --to 2026-09-30
  breakglass report --from 2026-07-01 --to 2026-09-30 --format html --deployments 412 --out q3.html`,
    )
    .action((asked: Asked) => run(asked, Date.now()).catch((cause) => fail(cause, 2)));
}

async function run(asked: Asked, asOf: number): Promise<void> {
  const { from, to } = periodFrom(asked);
  const policy = loadPolicy(asked.policy);
  const { report, names } = await reading(asked.db, async (connection) => {
    const deps = {
      ledger: sqliteLedger(connection),
      queries: sqliteQueries(connection),
      sightings: sqliteSightings(connection),
      policy,
    };
    return {
      report: await composeReport(deps, { from, to, asOf, deployments: asked.deployments }),
      names: await evidenceNames(sqliteNames(connection)),
    };
  });
  const output = outputTo(asked.out);
  const render = FORMATS[asked.json ? 'json' : asked.format];
  await output.write(render(report, `${asked.from} to ${asked.to}`, names));
  await output.end();
}
