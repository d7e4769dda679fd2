import { Command, Option } from 'commander';
import type { Listed, Numbers } from '../app/numbers.ts';
import { stratumOf } from '../app/numbers.ts';
import { utc } from '../domain/telling.ts';
import type { Drawn } from '../evidence/sample.ts';
import { drawSample } from '../evidence/sample.ts';
import { sqliteNumbers } from '../sqlite/numbers.ts';
import { fail } from './fail.ts';
import { DATABASE, periodFrom, positive, reading } from './record.ts';

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly size: number;
  readonly seed: string;
  readonly stratify?: 'system';
  readonly db?: string;
  readonly json?: true;
}

type Picked = Drawn<Listed & { readonly stratum?: string }>;

export function sampleCommand(): Command {
  return new Command('sample')
    .description(
      'draw a sample of the emergency changes of a period that anybody can draw again; exits 1 if a number is missing',
    )
    .requiredOption('--from <day>', 'the first day, UTC, e.g. 2026-07-01')
    .requiredOption('--to <day>', 'the last day, UTC, e.g. 2026-09-30')
    .requiredOption('--seed <text>', 'what makes the draw this one: a number of your choice')
    .option('--size <n>', 'how many', positive, 25)
    .addOption(
      new Option('--stratify <by>', 'draw of each system its share, and of each at least one').choices(['system']),
    )
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass sample --from 2026-07-01 --to 2026-09-30 --size 25 --seed 7')
    .action((asked: Asked) => run(asked).catch(fail));
}

async function run(asked: Asked): Promise<void> {
  const period = periodFrom(asked);
  const population = await reading(asked.db, (connection) => sqliteNumbers(connection)(period));
  const { missing } = population;
  const drawable = population.changes.map((change) => ({
    ...change,
    ...(asked.stratify ? { stratum: stratumOf(change) } : {}),
  }));
  const drawn = drawSample(drawable, asked);
  for (const line of asked.json ? [asJson(asked, population, drawn)] : lines(asked, population, drawn))
    console.log(line);
  if (missing.length === 0) return;
  console.error(
    `Not in the record at all: ${missing.join(', ')}. Numbers are never left out, so something was taken away.`,
  );
  process.exitCode = 1;
}

function lines(asked: Asked, { changes }: Numbers, drawn: readonly Picked[]): string[] {
  const days = `${asked.from} to ${asked.to} (UTC)`;
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return [`No emergency change was declared from ${days}: there is nothing to draw from.`];
  return [
    `${drawn.length} of ${changes.length} emergency changes declared from ${days}, ${first.id} to ${last.id}, with seed ${asked.seed}${asked.stratify ? `, by ${asked.stratify}` : ''}:`,
    ...drawn.map(({ id, hash, systems, declaredAt, summary }) =>
      [id.padEnd(8), hash.slice(0, 12), utc(declaredAt), systems.join(', '), summary].join('  '),
    ),
    `Each number's place is the SHA-256 of "${asked.seed}:" and the number. To draw it again: docs/for-auditors.md.`,
  ];
}

function asJson(asked: Asked, { changes, missing }: Numbers, drawn: readonly Picked[]): string {
  const { from, to, seed, size, stratify } = asked;
  const sample = drawn.map(({ id, hash, stratum, systems, declaredAt, summary }) => ({
    id,
    hash,
    stratum,
    systems,
    declaredAt: new Date(declaredAt).toISOString(),
    summary,
  }));
  const population = { count: changes.length, first: changes[0]?.id, last: changes.at(-1)?.id, missing };
  return JSON.stringify({ from, to, seed, size, stratify, population, sample }, null, 2);
}
