import { Command } from 'commander';
import { WORKSPACE } from '../app/record.ts';
import { utc } from '../domain/telling.ts';
import type { Progress, Sound } from '../sqlite/backup.ts';
import { backUp, restoreFrom } from '../sqlite/backup.ts';
import { lastPolicyHash, sqliteLedger } from '../sqlite/ledger.ts';
import type { Connection } from '../sqlite/open.ts';
import { openDatabase } from '../sqlite/open.ts';
import { doubtUnsettled } from '../sqlite/outbox.ts';
import { fail } from './fail.ts';
import { operator } from './operator.ts';
import { progressBar } from './progress.ts';
import { DATABASE, databaseFile, reading } from './record.ts';

interface Asked {
  readonly db?: string;
  readonly json?: true;
}

export function backupCommand(): Command {
  return new Command('backup')
    .description('copy the database while the bot runs, and verify the copy; overwrites nothing')
    .argument('<file>', 'where to')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass backup /backups/breakglass-2026-11-21.db')
    .action((file: string, asked: Asked) => backup(file, asked).catch(fail));
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('verify a backup and put it where the bot looks for its database; overwrites nothing')
    .argument('<file>', 'the backup')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass restore /backups/breakglass-2026-11-21.db --db data/breakglass.db')
    .action((file: string, asked: Asked) => restore(file, asked).catch(fail));
}

async function backup(file: string, { db, json }: Asked): Promise<void> {
  const sound = await watched((show) => reading(db, (connection) => backUp(connection, file, show)));
  if (json) console.log(asJson(file, sound));
  else
    console.log(
      `${file} holds ${inWords(sound)}\nIt was read back: the file is whole and every event follows the one before.`,
    );
}

async function watched<T>(work: (show: Progress) => Promise<T>): Promise<T> {
  const progress = progressBar(process.stderr);
  try {
    return await work(progress.show);
  } finally {
    progress.end();
  }
}

async function restore(backupFile: string, { db, json }: Asked): Promise<void> {
  const file = databaseFile(db);
  const sound = await watched((show) => restoreFrom(backupFile, file, show));
  const connection = openDatabase(file);
  try {
    await noteRestored(connection, sound);
  } finally {
    connection.raw.close();
  }
  if (json) console.log(asJson(file, sound));
  else {
    console.log(
      `${file} holds ${inWords(sound)}\nWhat was recorded after that is not in it, which is now an event of the record itself. Start the bot; it looks before it sends anything that may have gone out since.`,
    );
  }
}

/** That history goes on from here is part of it; what was still to be delivered may have been delivered since. */
async function noteRestored(connection: Connection, { head, events }: Sound): Promise<void> {
  const now = Date.now();
  doubtUnsettled(connection);
  await sqliteLedger(connection).commit(WORKSPACE, now, () => ({
    result: undefined,
    events: [{ type: 'RecordRestored', at: now, head, events }],
    author: operator(),
    policyHash: lastPolicyHash(connection),
    effects: [],
  }));
}

const inWords = ({ events, head, lastAt }: Sound): string =>
  `${events} events${lastAt === undefined ? '' : `, the last of ${utc(lastAt)}`}, head ${head}.`;

const asJson = (file: string, { events, head, lastAt }: Sound): string =>
  JSON.stringify({ file, events, head, lastAt: lastAt === undefined ? null : new Date(lastAt).toISOString() }, null, 2);
