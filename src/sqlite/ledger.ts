import { desc, eq } from 'drizzle-orm';
import { changes, digests, events, policies, received, sightings } from '../../db/sqlite/schema.ts';
import { GENESIS, hashOf } from '../app/chain.ts';
import { SCHEMA } from '../app/event-codec.ts';
import type { Entry, History, Ledger, Received, Writing } from '../app/ports.ts';
import type { ChangeRow } from '../app/read-model.ts';
import type { RecordedEvent } from '../app/record.ts';
import type { Instant } from '../domain/change/types.ts';
import { chain } from './chain.ts';
import { keeping } from './kept.ts';
import { forgetName } from './names.ts';
import type { Connection } from './open.ts';
import { planning } from './planning.ts';
import { saving } from './saving.ts';
import { rowOfSighting } from './sightings.ts';
import { prepareStatements } from './statements.ts';
import { keptStreams, workspaceReader } from './streams.ts';

interface Head {
  readonly position: number;
  readonly hash: string;
}
const CHAIN = 'the chain';

/** The ledger on SQLite. One writer at a time: `BEGIN IMMEDIATE` makes a second process wait its turn. */
export function sqliteLedger(connection: Connection): Ledger {
  const { raw, db, inGroup } = connection;
  const statements = prepareStatements(raw);
  const streams = keptStreams(connection);
  const heads = keeping<Head>(connection);
  const latest = workspaceReader(raw);
  const saveRow = saving<ChangeRow>(connection, changes);
  const saveSighting = saving(connection, sightings);
  const plan = planning(raw);

  const nextNumber: History['nextNumber'] = (sequence) => (statements.lastNumber.get(sequence) ?? 0) + 1;

  /** `past`: the stream as it was read in this transaction, if it was. */
  function write<T>(stream: string, now: Instant, writing: Writing<T>, past: readonly Entry[] | undefined): T {
    if (writing.digestDate !== undefined && !takeDigest(writing.digestDate, now)) return writing.result;
    if (writing.receives && !receive(stream, now, writing.receives)) return writing.result;
    if (writing.events.length > 0) append(stream, now, writing, past);
    if (writing.row) saveRow(writing.row);
    if (writing.sighting) saveSighting(rowOfSighting(writing.sighting));
    plan(stream, now, writing.effects);
    if (writing.forgets) forgetName(connection, writing.forgets.user, writing.forgets.pseudonym, now);
    if (writing.settles !== undefined) statements.settle.run({ key: writing.settles, now });
    return writing.result;
  }

  function append<T>(stream: string, now: Instant, writing: Writing<T>, past: readonly Entry[] | undefined): void {
    const { author, policyHash } = writing;
    const version = (past ? past.at(-1)?.version : statements.length.get(stream)) ?? 0;
    let { position, hash: previousHash } = head();
    const entries = writing.events.map((fact, index): Entry => {
      const data = textOf(fact);
      // As it will be read: without what JSON leaves out.
      const event: RecordedEvent = JSON.parse(data);
      position += 1;
      const place = { position, stream, version: version + index + 1 };
      const { type, at: occurredAt } = event;
      const said = { ...place, type, schema: SCHEMA, ...author, occurredAt, recordedAt: now, policyHash, previousHash };
      previousHash = hashOf({ ...said, data: event });
      statements.append.run({ ...said, data, hash: previousHash });
      return { position, version: place.version, event };
    });
    heads.keep(CHAIN, { position, hash: previousHash }, connection.era());
    streams.written(stream, past, entries, previousHash);
  }

  function head(): Head {
    const known = heads.get(CHAIN);
    return known?.isSure ? known.value : (statements.head.get() ?? { position: 0, hash: GENESIS });
  }

  function takeDigest(date: string, now: Instant): boolean {
    return db.insert(digests).values({ date, takenAt: now }).onConflictDoNothing().run().changes === 1;
  }

  function receive(stream: string, now: Instant, { source, delivery }: Received): boolean {
    const row = { source, delivery, stream, receivedAt: now };
    return db.insert(received).values(row).onConflictDoNothing().run().changes === 1;
  }

  return {
    commit: (stream, now, decide) =>
      inGroup(() => {
        let past: readonly Entry[] | undefined;
        const history: History = {
          get entries() {
            past ??= streams.read(stream);
            return past;
          },
          get began() {
            return statements.began.get(stream);
          },
          latest,
          nextNumber,
        };
        return write(stream, now, decide(history), past);
      }),
    history: async (stream) => streams.read(stream),
    latest: async (type) => latest(type)[0],
    // Asked of the file itself: it says whether the database answers.
    head: async () => {
      const last = statements.head.get();
      return { hash: last?.hash ?? GENESIS, events: last?.position ?? 0 };
    },
    chain: () => chain(connection),
    policyText: async (hash) => db.select().from(policies).where(eq(policies.hash, hash)).get()?.text,
    keepPolicy: ({ hash, text, at }) =>
      inGroup(() => {
        db.insert(policies).values({ hash, text, firstSeenAt: at }).onConflictDoNothing().run();
      }),
  };
}

/** Half a character has no canonical form, so no hash: it is kept as the mark of what cannot be read. */
function textOf(event: RecordedEvent): string {
  const text = JSON.stringify(event);
  return text.includes('\\ud') ? JSON.stringify(event, wellFormed) : text;
}

const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\uFFFD') : value;

/** Of the policy that the latest event was judged by; for what comes in while no bot runs. Empty in an empty record. */
export const lastPolicyHash = ({ db }: Connection): string =>
  db.select({ hash: events.policyHash }).from(events).orderBy(desc(events.position)).limit(1).get()?.hash ?? '';
