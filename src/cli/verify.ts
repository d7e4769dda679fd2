import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { firstBreak } from '../app/chain.ts';
import { chain } from '../sqlite/ledger.ts';
import { openReadOnly } from '../sqlite/open.ts';
import { fail } from './fail.ts';

/** Needs nothing but the database file: an operator or auditor can run it on a copy. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('walk the hash chain of the record; names the first broken event and exits 1 if there is one')
    .argument('[file]', 'the database', (process.env.DATABASE_URL ?? 'data/breakglass.db').replace(/^file:/, ''))
    .option('--head <hash>', 'the head as a digest published it: the chain has to contain it')
    .action((file: string, { head }: { head?: string }) => {
      try {
        verify(file, head);
      } catch (cause) {
        fail(cause);
      }
    });
}

function verify(file: string, published: string | undefined): void {
  const { checked, head } = verifyRecord(file, published);
  console.log(`The record is sound: ${checked} events, head ${head}.`);
}

/** Walks the chain of a database file, which may be in use. @throws with words for people when it is not sound */
export function verifyRecord(file: string, published?: string | undefined): { checked: number; head: string } {
  if (!existsSync(file)) throw new Error(`There is no database at ${file}: name it, or set DATABASE_URL`);
  const connection = openReadOnly(file);
  let isContained = published === undefined;
  const { checked, head, broken } = firstBreak(
    watching(chain(connection), (hash) => {
      if (hash === published) isContained = true;
    }),
  );
  connection.raw.close();
  if (broken) {
    throw new Error(
      `The record is broken at event ${broken.position}: ${broken.why}.\n${checked} events before it are sound.`,
    );
  }
  if (!isContained)
    throw new Error(
      `The published head ${published} is not in this record: it was rewritten since, or it is another one.`,
    );
  return { checked, head };
}

function* watching<T extends { hash: string }>(events: Iterable<T>, seen: (hash: string) => void): Generator<T> {
  for (const event of events) {
    seen(event.hash);
    yield event;
  }
}
