import { Command } from 'commander';
import { judged } from '../app/findings.ts';
import { evidenceNames } from '../app/names.ts';
import { idText } from '../domain/change/types.ts';
import { deploymentWithoutRecord } from '../domain/findings/stray.ts';
import type { Finding } from '../domain/findings/types.ts';
import type { Names } from '../domain/telling.ts';
import { utc } from '../domain/telling.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { sqliteNames } from '../sqlite/names.ts';
import type { Connection } from '../sqlite/open.ts';
import { sqliteQueries } from '../sqlite/queries.ts';
import { sqliteSightings } from '../sqlite/sightings.ts';
import { fail } from './fail.ts';
import { DATABASE, periodFrom, reading } from './record.ts';

interface Asked {
  readonly open?: true;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
  readonly db?: string;
}

/** A finding and the change it is about; none for what no change covers. */
interface Listed extends Finding {
  readonly change: string | null;
}

export function findingsCommand(): Command {
  return new Command('findings')
    .description('what an auditor would raise, from the record; exits 1 while anything is open')
    .option('--open', 'only what nobody has cleared or explained')
    .option('--from <day>', 'of changes declared from this day on, UTC; otherwise of all')
    .option('--to <day>', 'the last day, UTC')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      `
Exits 0 when nothing is open, 1 when something is, 2 when it could not be looked up.

Examples:
  breakglass findings --open
  breakglass findings --from 2026-07-01 --to 2026-09-30 --json`,
    )
    .action((asked: Asked) => run(asked, Date.now()).catch((cause) => fail(cause, 2)));
}

async function run(asked: Asked, now: number): Promise<void> {
  if (!asked.from !== !asked.to) throw new Error('--from and --to go together: name both days.');
  const { from, to } = asked.from && asked.to ? periodFrom({ from: asked.from, to: asked.to }) : ALWAYS;
  const { found, names } = await reading(asked.db, (connection) => look(connection, { from, to, now }));
  const open = found.filter(({ state }) => state === 'open').length;
  const shown = asked.open ? found.filter(({ state }) => state === 'open') : found;
  console.log(
    asked.json
      ? asJson(shown, names)
      : [...shown.map((one) => inWords(one, names)), summary(found.length, open)].join('\n'),
  );
  if (open > 0) process.exitCode = 1;
}

const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

async function look(connection: Connection, { from, to, now }: { from: number; to: number; now: number }) {
  const ledger = sqliteLedger(connection);
  const names = await evidenceNames(sqliteNames(connection));
  const found: Listed[] = [];
  for (const key of await sqliteQueries(connection).population(from, to)) {
    const known = await judged(ledger, key, now, names);
    for (const finding of known?.findings ?? [])
      found.push({ ...finding, change: known ? idText(known.change.id) : '' });
  }
  return { found: [...found, ...(await strays(connection, { from, to }, names))], names };
}

/** What went out in that time and belongs to no change, or belongs to one since. */
async function strays(connection: Connection, { from, to }: { from: number; to: number }, names: Names) {
  const sightings = await sqliteSightings(connection).between(from, to);
  return sightings.flatMap((sighting): Listed[] => {
    const finding = deploymentWithoutRecord(sighting, names);
    return finding ? [{ ...finding, change: null }] : [];
  });
}

function inWords({ change, title, state, since, evidence, rule, source, clears, explanations }: Listed, names: Names) {
  const explained = explanations.map(({ by, at, text }) => `  Explained by ${names.person(by)} at ${utc(at)}: ${text}`);
  return [
    `${change ?? 'No change'}  ${title} (${state}), since ${utc(since)}`,
    `  ${evidence}`,
    ...explained,
    `  ${source}: ${rule}`,
    ...(state === 'open' ? [`  Clears it: ${clears}`] : []),
    '',
  ].join('\n');
}

function summary(all: number, open: number): string {
  if (all === 0) return 'No finding.';
  return `${all} ${all === 1 ? 'finding' : 'findings'}, ${open} open.`;
}

function asJson(found: readonly Listed[], { person }: Names): string {
  const plain = found.map(({ since, explanations, ...rest }) => ({
    ...rest,
    since: new Date(since).toISOString(),
    explanations: explanations.map(({ by, at, text }) => ({
      by,
      name: person(by),
      at: new Date(at).toISOString(),
      text,
    })),
  }));
  return JSON.stringify(plain, null, 2);
}
