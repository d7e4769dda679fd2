import { Command } from 'commander';
import { read } from '../../app/read.ts';
import { WORKSPACE } from '../../app/record.ts';
import { utc } from '../../domain/telling.ts';
import { sqliteLedger } from '../../sqlite/ledger.ts';
import type { Connection } from '../../sqlite/open.ts';
import { sqliteQueries } from '../../sqlite/queries.ts';
import { parseChangeId } from '../change-id.ts';
import { fail } from '../fail.ts';
import { DATABASE, reading } from '../record.ts';

interface Asked {
  readonly change?: string;
  readonly json?: true;
  readonly db?: string;
}

interface InForce {
  readonly hash: string;
  /** In words: `when EC-42 was declared`. */
  readonly when: string;
  readonly at: number;
}

export function showCommand(): Command {
  return new Command('show')
    .description('the policy that was in force when a change was declared, as the record keeps it by its hash')
    .option('--change <id>', 'e.g. EC-42; otherwise the policy in force now')
    .option('--json', 'for machines')
    .option(...DATABASE)
    .addHelpText('after', '\nExample:\n  breakglass policy show --change EC-42 > policy-of-ec-42.yaml')
    .action((asked: Asked) => run(asked).catch((cause) => fail(cause, 2)));
}

async function run({ change, json, db }: Asked): Promise<void> {
  const shown = await reading(db, async (connection) => {
    const found = change === undefined ? await latest(connection) : await ofChange(change, connection);
    const text = await sqliteLedger(connection).policyText(found.hash);
    if (text === undefined) throw new Error(`The record does not hold the text of the policy ${found.hash}.`);
    return { ...found, text };
  });
  const { hash, when, at, text } = shown;
  if (json) console.log(JSON.stringify({ change, hash, at: new Date(at).toISOString(), text }, null, 2));
  else process.stdout.write(`# In force ${when} (${utc(at)}), SHA-256 ${hash}\n${text}`);
}

/** @throws with words for people */
async function ofChange(wanted: string, connection: Connection): Promise<InForce> {
  const { sequence, number } = parseChangeId(wanted);
  const row = await sqliteQueries(connection).byId(sequence, number);
  const known = row && (await read(sqliteLedger(connection), row.key));
  if (!known) throw new Error(`There is no ${sequence}-${number} in this record.`);
  const { terms, declaredAt } = known.change;
  return { hash: terms.policyHash, when: `when ${sequence}-${number} was declared`, at: declaredAt };
}

async function latest(connection: Connection): Promise<InForce> {
  const adopted = (await sqliteLedger(connection).history(WORKSPACE)).map(({ event }) => event);
  const last = adopted.findLast((event) => event.type === 'PolicyAdopted');
  if (last?.type !== 'PolicyAdopted')
    throw new Error('No policy is in force yet: the bot has never been started here.');
  return { hash: last.hash, when: 'since it was adopted', at: last.at };
}
