import { Command } from 'commander';
import { population } from '../../app/population.ts';
import { idText } from '../../domain/change/types.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Simulated } from '../../policy/simulate.ts';
import { simulate } from '../../policy/simulate.ts';
import { sqliteLedger } from '../../sqlite/ledger.ts';
import { sqliteQueries } from '../../sqlite/queries.ts';
import { fail } from '../fail.ts';
import { DATABASE, periodFrom, reading } from '../record.ts';
import { POLICY } from './file.ts';

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly json?: true;
  readonly db?: string;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'what past changes would have needed under another policy: approvals, deadlines, findings; exits 1 if anything differs',
    )
    .argument(...POLICY)
    .requiredOption('--from <day>', 'of changes declared from this day on, UTC')
    .requiredOption('--to <day>', 'the last day, UTC')
    .option('--json', 'for machines')
    .option(...DATABASE)
    .addHelpText(
      'after',
      `
Exits 0 when nothing would have been different, 1 when something would, 2 when it could not be done.

Example:
  breakglass policy simulate policy-next.yaml --from 2026-07-01 --to 2026-09-30`,
    )
    .action((file: string, asked: Asked) => run(file, asked, Date.now()).catch((cause) => fail(cause, 2)));
}

async function run(file: string, asked: Asked, now: number): Promise<void> {
  const { from, to } = periodFrom(asked);
  const policy = loadPolicy(file);
  const found = await reading(asked.db, async (connection) => {
    const all: { id: string; simulated: Simulated }[] = [];
    const store = { ledger: sqliteLedger(connection), queries: sqliteQueries(connection) };
    for await (const { change, events } of population(store, { from, to })) {
      all.push({ id: idText(change.id), simulated: simulate({ change, events }, policy, now) });
    }
    return all;
  });
  const different = found.filter(({ simulated }) => simulated.differences.length > 0);
  console.log(asked.json ? asJson(found.length, different) : inWords(file, found.length, different));
  if (different.length > 0) process.exitCode = 1;
}

type Different = readonly { readonly id: string; readonly simulated: Simulated }[];

function inWords(file: string, all: number, different: Different): string {
  if (all === 0) return 'No emergency change was declared then: there is nothing to simulate.';
  const lines = different.flatMap(({ id, simulated }) => [
    id,
    ...simulated.differences.map(({ words }) => `  ${words}`),
    '',
  ]);
  const summary =
    different.length === 0
      ? `Nothing about the ${all} changes would have been different under ${file}.`
      : `${different.length} of ${all} changes would have been decided differently under ${file}.`;
  return [...lines, summary].join('\n');
}

function asJson(all: number, different: Different): string {
  const changes = different.map(({ id, simulated }) => ({ id, ...simulated }));
  return JSON.stringify({ changes: all, different: changes }, null, 2);
}
