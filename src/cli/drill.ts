import { Command } from 'commander';
import { evidenceNames } from '../app/names.ts';
import { read } from '../app/read.ts';
import { idText } from '../domain/change/types.ts';
import type { DrillReport, DrillStep } from '../domain/drill-report.ts';
import { drillReport, tookWords } from '../domain/drill-report.ts';
import { lasting } from '../domain/lasting.ts';
import type { Names } from '../domain/telling.ts';
import { utc } from '../domain/telling.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { sqliteNames } from '../sqlite/names.ts';
import { sqliteQueries } from '../sqlite/queries.ts';
import { parseChangeId } from './change-id.ts';
import { fail } from './fail.ts';
import { DATABASE, reading } from './record.ts';

interface Asked {
  readonly json?: true;
  readonly db?: string;
}

export function drillCommand(): Command {
  return new Command('drill')
    .description('how a drill went: who took part, how long each step took, what would have been a finding')
    .argument('<id>', 'e.g. DRILL-3')
    .option('--json', 'for machines')
    .option(...DATABASE)
    .addHelpText(
      'after',
      `
Exits 0 when an auditor would have raised nothing, 1 when something, 2 when there is no such drill.

Example:
  breakglass drill DRILL-3`,
    )
    .action((id: string, asked: Asked) => run(id, asked, Date.now()).catch((cause) => fail(cause, 2)));
}

async function run(id: string, { json, db }: Asked, now: number): Promise<void> {
  const { sequence, number } = parseChangeId(id, 'DRILL');
  if (sequence !== 'DRILL') throw new Error(`${id} is no drill: breakglass findings tells of emergency changes.`);
  const { report, names } = await reading(db, async (connection) => {
    const row = await sqliteQueries(connection).byId(sequence, number);
    const known = row && (await read(sqliteLedger(connection), row.key));
    if (!known) throw new Error(`There is no ${sequence}-${number} in this record.`);
    const called = await evidenceNames(sqliteNames(connection));
    return { report: drillReport(known.change, known.events, now, called), names: called };
  });
  console.log(json ? asJson(report, names) : inWords(report, names));
  if (report.findings.length > 0) process.exitCode = 1;
}

function inWords({ id, summary, endedAt, lasted, people, steps, findings }: DrillReport, names: Names): string {
  const step = (one: DrillStep, index: number) =>
    `  ${utc(one.at)}  ${tookWords(one, index).padEnd(14)}${one.by === undefined ? '' : `${names.person(one.by)} `}${one.what}`;
  return [
    `${idText(id)}  ${summary}`,
    endedAt === undefined ? `It has been going on for ${lasting(lasted)}.` : `It was over after ${lasting(lasted)}.`,
    '',
    'Who took part',
    ...people.map(({ user, parts }) => `  ${names.person(user)}: ${parts.join(', ')}`),
    '',
    'How long each step took',
    ...steps.map(step),
    '',
    findings.length === 0 ? 'Nothing would have been a finding.' : 'What would have been a finding',
    ...findings.flatMap(({ title, evidence, clears }) => [`  ${title}: ${evidence}`, `    Clears it: ${clears}`]),
  ].join('\n');
}

function asJson({ id, steps, people, endedAt, ...report }: DrillReport, { person }: Names): string {
  const iso = (at: number) => new Date(at).toISOString();
  return JSON.stringify(
    {
      id: idText(id),
      ...report,
      endedAt: endedAt === undefined ? null : iso(endedAt),
      people: people.map(({ user, parts }) => ({ user, name: person(user), parts })),
      steps: steps.map((step) => ({ ...step, at: iso(step.at) })),
      findings: report.findings.map(({ since, ...finding }) => ({ ...finding, since: iso(since) })),
    },
    null,
    2,
  );
}
