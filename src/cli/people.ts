import { Command } from 'commander';
import { forgetPerson } from '../app/forget.ts';
import type { NamedPerson } from '../app/names.ts';
import { pseudonymOf } from '../app/names.ts';
import { WORKSPACE } from '../app/record.ts';
import { lastPolicyHash, sqliteLedger } from '../sqlite/ledger.ts';
import { sqliteNames } from '../sqlite/names.ts';
import type { Connection } from '../sqlite/open.ts';
import { fail } from './fail.ts';
import { operator } from './operator.ts';
import { DATABASE, reading, writing } from './record.ts';

interface Asked {
  readonly db?: string;
  readonly json?: true;
  readonly yes?: true;
}

export function peopleCommand(): Command {
  const list = new Command('list')
    .description('what people are called in evidence')
    .argument('[text]', 'only those whose id, name or e-mail has this in it')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass people list hana')
    .action((text: string | undefined, asked: Asked) => listPeople(text, asked).catch(fail));
  const forget = new Command('forget')
    .description(
      "replace a person's name and e-mail by a pseudonym, for good; the record and its hashes stay as they are",
    )
    .argument('<person>', 'a Slack user id, or the e-mail of one person')
    .option('--yes', 'do it; without this it is only said what would be done')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass people forget U0HANALEFT --yes')
    .action((person: string, asked: Asked) => forgetOne(person, asked).catch(fail));
  return new Command('people').description('names in evidence').addCommand(list).addCommand(forget);
}

async function listPeople(text: string | undefined, { db, json }: Asked): Promise<void> {
  const wanted = text?.toLowerCase() ?? '';
  const everybody = await reading(db, (connection) => sqliteNames(connection).everybody());
  const found = everybody.filter((one) => words(one).toLowerCase().includes(wanted));
  if (json) console.log(JSON.stringify(found.map(asJson), null, 2));
  else for (const line of found.length > 0 ? found.map(words) : ['Nobody.']) console.log(line);
}

async function forgetOne(named: string, { db, json, yes }: Asked): Promise<void> {
  if (!yes) {
    const person = await reading(db, (connection) => find(named, connection));
    const to = pseudonymOf(person.id);
    const before = `${words(person)} would be called “${to}” in evidence from now on, for good.`;
    console.log(
      json
        ? JSON.stringify({ id: person.id, pseudonym: to, done: false }, null, 2)
        : `${before}\nNothing was changed: add --yes to do it.`,
    );
    return;
  }
  const done = await writing(db, (connection) => forget(named, connection));
  if (json) console.log(JSON.stringify({ ...done, done: true }, null, 2));
  else {
    console.log(
      `${done.id} is called “${done.pseudonym}” in evidence from now on; name and e-mail are gone from this database.\nNot reached: backups and packs made before, messages in Slack, tickets in Jira, notes in PagerDuty, policy texts, and what people wrote in free text.`,
    );
  }
}

async function forget(named: string, connection: Connection): Promise<{ id: string; pseudonym: string }> {
  const { id } = await find(named, connection);
  // What SQLite deletes it otherwise only unlinks, and the name could still be read in the file.
  connection.raw.pragma('secure_delete = ON');
  const pseudonym = await forgetPerson(sqliteLedger(connection), id, {
    author: operator(),
    policyHash: lastPolicyHash(connection),
    now: Date.now(),
  });
  connection.raw.pragma('wal_checkpoint(TRUNCATE)');
  return { id, pseudonym };
}

/** @throws with words for people when it is nobody, or not one person */
async function find(named: string, connection: Connection): Promise<NamedPerson> {
  const everybody = await sqliteNames(connection).everybody();
  const found = everybody.filter(({ id, email }) => id === named || email?.toLowerCase() === named.toLowerCase());
  const [person, ...others] = found;
  if (others.length > 0) {
    throw new Error(`${named} is the e-mail of ${found.map(({ id }) => id).join(' and ')}: name one of these ids.`);
  }
  if (person) return person;
  if (isInRecord(named, connection)) return { id: named, name: named, email: undefined, forgottenAt: undefined };
  throw new Error(
    `Nobody in this record has the Slack id or e-mail ${named}: \`breakglass people list\` shows who is known.`,
  );
}

/** Somebody may have acted whose name was never told. */
function isInRecord(id: string, { raw }: Connection): boolean {
  return raw.prepare(`SELECT 1 FROM events WHERE stream <> ? AND actor = ? LIMIT 1`).get(WORKSPACE, id) !== undefined;
}

const words = ({ id, name, email, forgottenAt }: NamedPerson): string =>
  [id, name, email ? `<${email}>` : '', forgottenAt === undefined ? '' : '(forgotten)'].filter(Boolean).join(' ');

const asJson = ({ id, name, email, forgottenAt }: NamedPerson) => ({
  id,
  name,
  email: email ?? null,
  forgottenAt: forgottenAt === undefined ? null : new Date(forgottenAt).toISOString(),
});
