import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import type { Head } from '../evidence/verify/heads.ts';
import { fail } from './fail.ts';
import type { Asked } from './verify/asked.ts';
import { runOnDatabase } from './verify/database.ts';

/** Needs nothing but the file: an auditor can run it anywhere, an operator on a copy of the database. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('check an evidence pack, or the record itself; says what is wrong and where, and exits 1 then')
    .argument('[file]', 'a pack, or a database (otherwise DATABASE_URL, otherwise data/breakglass.db)')
    .option('--database [file]', 'compare the pack with this database; without a pack, check the database')
    .option('--head <hash@position>', 'a head as published in Slack or Jira; more than one may be given', head)
    .option('--key <signer.pem>', 'the public key of whoever has to have signed the pack')
    .option('--quick', 'do not write every file of the pack again to compare it')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nExample:\n  breakglass verify q3.zip --head 9f3c2a71@1204\n  breakglass verify --database data/breakglass.db',
    )
    .action((file: string | undefined, asked: Asked) => run(file, asked).catch(fail));
}

/** What writes pages is loaded only for a pack: it is most of the program. */
async function run(file: string | undefined, asked: Asked): Promise<void> {
  if (file === undefined || !isPack(file)) runOnDatabase(file, asked);
  else (await import('./verify/pack.ts')).runOnPack(file, asked);
}

function isPack(file: string): boolean {
  if (!existsSync(file)) {
    if (/\.zip$/i.test(file)) throw new Error(`There is no pack at ${file}`);
    return false;
  }
  const descriptor = openSync(file, 'r');
  const start = Buffer.alloc(2);
  readSync(descriptor, start);
  closeSync(descriptor);
  return /\.zip$/i.test(file) || start.toString('latin1') === 'PK';
}

/** For commander: `9f3c2a71@1204`, or the hash alone. */
function head(text: string, before: readonly Head[] = []): Head[] {
  const [, hash = '', position] = /^([0-9a-f]{4,64})[….]*(?:@([1-9]\d*))?$/i.exec(text.trim()) ?? [];
  if (hash === '')
    throw new InvalidArgumentError('Write it as 9f3c2a71@1204: the hash, and how many events there were.');
  return [...before, { hash: hash.toLowerCase(), position: position === undefined ? undefined : Number(position) }];
}
