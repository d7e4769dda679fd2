import { existsSync } from 'node:fs';
import { firstBreak } from '../../app/chain.ts';
import type { ChainedEvent } from '../../app/record.ts';
import type { Head } from '../../evidence/verify/heads.ts';
import { chain } from '../../sqlite/chain.ts';
import { openReadOnly } from '../../sqlite/open.ts';
import { databaseFile } from '../record.ts';
import type { Asked } from './asked.ts';

export function runOnDatabase(file: string | undefined, asked: Asked): void {
  const database = file ?? databaseFile(typeof asked.database === 'string' ? asked.database : undefined);
  const { checked, head } = asked.head === undefined ? verifyRecord(database) : verifyHeads(database, asked.head);
  if (asked.json) console.log(JSON.stringify({ sound: true, events: checked, head }, null, 2));
  else console.log(`The record is sound: ${checked} events, head ${head}.`);
}

function verifyHeads(database: string, heads: readonly Head[]): { checked: number; head: string } {
  const missing = new Set(heads);
  const result = verifyRecord(database, undefined, ({ position, hash }) => {
    for (const wanted of missing) {
      if (hash.startsWith(wanted.hash) && (wanted.position ?? position) === position) missing.delete(wanted);
    }
  });
  const [first] = missing;
  if (first) throw new Error(notPublished(`${first.hash}${first.position === undefined ? '' : `@${first.position}`}`));
  return result;
}

const notPublished = (head: string): string =>
  `The published head ${head} is not in this record: it was rewritten since, or it is another one.`;

/** Walks the chain of a database file, which may be in use. @throws with words for people when it is not sound */
export function verifyRecord(
  file: string,
  published?: string | undefined,
  onEvent: (event: ChainedEvent) => void = () => undefined,
): { checked: number; head: string } {
  if (!existsSync(file)) throw new Error(`There is no database at ${file}: name it, or set DATABASE_URL`);
  const connection = openReadOnly(file);
  let isContained = published === undefined;
  const { checked, head, broken } = firstBreak(
    watching(chain(connection), (event) => {
      if (event.hash === published) isContained = true;
      onEvent(event);
    }),
  );
  connection.raw.close();
  if (broken) {
    throw new Error(
      `The record is broken at event ${broken.position}: ${broken.why}.\n${checked} events before it are sound.`,
    );
  }
  if (!isContained) throw new Error(notPublished(published ?? ''));
  return { checked, head };
}

function* watching<T>(events: Iterable<T>, seen: (event: T) => void): Generator<T> {
  for (const event of events) {
    seen(event);
    yield event;
  }
}
