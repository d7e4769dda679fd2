import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecordAt } from '../../app/record-at.ts';
import type { Names } from '../../domain/telling.ts';
import { caseOf } from '../case.ts';
import type { Archive } from './archive.ts';
import { startArchive } from './archive.ts';
import { EVENTS, writeContents } from './contents.ts';
import { writeEvents } from './events-file.ts';
import type { Member } from './membership.ts';
import { membershipOf } from './membership.ts';
import { noting } from './names.ts';
import type { Query, Statement } from './statement.ts';
import { gapsOf } from './statement.ts';

export interface ExportInput {
  /** As it stood at the query's `asOf`. */
  readonly record: RecordAt;
  readonly names: Names;
  readonly query: Query;
  /** The file to write; it appears under this name only when it is whole. */
  readonly out: string;
  /** An Ed25519 private key. */
  readonly key?: KeyObject | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called when the pack is whole, before it gets its name: where this fails there is no pack. */
  readonly onWhole?: ((exported: Exported) => Promise<void>) | undefined;
}

/** `events`: of the whole record. `changes`: of the period. */
export interface Progress {
  readonly what: 'events' | 'changes';
  readonly done: number;
  readonly of: number;
}

export interface Exported {
  readonly changes: number;
  /** `EC-17`: numbers between the first and the last that are not of the period. */
  readonly gaps: readonly string[];
  readonly head: { readonly position: number; readonly hash: string };
  /** SHA-256 of SHA256SUMS, and of the file. */
  readonly sums: string;
  readonly sha256: string;
}

/**
 * Writes the pack of a period. The same record, query, names and key make the same bytes. Holds a few changes at a time,
 * and lets others work in between. @throws BrokenRecord when the chain does not hold; nothing is left behind then
 */
export async function exportPack(input: ExportInput): Promise<Exported> {
  const folder = mkdtempSync(join(dirname(input.out), '.pack-'));
  const file = join(folder, 'pack.zip');
  const archive = startArchive(file, folder);
  try {
    const exported = { ...(await inTurns(writePack(input, archive), input.onProgress)), sha256: sha256Of(file) };
    await input.onWhole?.(exported);
    renameSync(file, input.out);
    return exported;
  } catch (cause) {
    archive.abandon();
    throw cause;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long others wait for their turn at most, about; ms. */
const TURN = 20;

async function inTurns<T>(work: Generator<Progress, T>, onProgress: ExportInput['onProgress']): Promise<T> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < TURN) continue;
    onProgress?.(step.value);
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}

function* writePack(input: ExportInput, archive: Archive): Generator<Progress, Omit<Exported, 'sha256'>> {
  const { record, query, key } = input;
  const { asOf } = query;
  const names = noting(input.names);
  const { counted, members, around, policies } = yield* writeRecord(input, archive);
  const known = [...policies].toSorted().map((hash) => ({ hash, text: record.policyText(hash) }));
  const statement: Statement = {
    ...counted,
    query,
    members,
    around,
    policies: known.map(({ hash, text }) => ({ hash, kept: text !== undefined })),
  };
  const material = {
    statement,
    names,
    cases: function* () {
      for (const { key: stream, links } of storiesOf(members, record)) yield caseOf(stream, links, { asOf, names });
    },
    policies: () => known.flatMap(({ hash, text }) => (text === undefined ? [] : [{ hash, text }])),
    signerKey: key && publicPem(key),
  };
  for (const done of writeContents(material, archive)) yield { what: 'changes', done, of: members.length };

  const sums = archive.sums();
  archive.addBytes('SHA256SUMS', sums);
  if (key) archive.addBytes('SHA256SUMS.sig', sign(null, sums, key));
  archive.end();
  return {
    changes: members.length,
    gaps: gapsOf(members, statement.around).map(({ number }) => `EC-${number}`),
    head: record.head,
    sums: createHash('sha256').update(sums).digest('hex'),
  };
}

/** What had to be held meanwhile is forgotten with it. */
function* writeRecord({ record, query }: ExportInput, archive: Archive) {
  const membership = membershipOf(query.period);
  const events = archive.begin(EVENTS);
  const walk = writeEvents(record, membership, events);
  let step = walk.next();
  for (; !step.done; step = walk.next()) {
    const progress: Progress = { what: 'events', done: step.value, of: record.head.position };
    yield progress;
  }
  events.end();
  return { ...step.value, members: membership.members(), around: membership.around() };
}

/** Stories are read so many at a time: with a page written after each, the database would be cold every time. */
const STORIES = 16;

function* storiesOf(members: readonly Member[], record: RecordAt) {
  for (let begin = 0; begin < members.length; begin += STORIES) {
    yield* members.slice(begin, begin + STORIES).map(({ key }) => ({ key, links: record.story(key) }));
  }
}

export const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

/** Read back from the disk: what is on record is what lies there. */
function sha256Of(file: string): string {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'r');
  const chunk = Buffer.alloc(1 << 20);
  for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
    hash.update(chunk.subarray(0, size));
  }
  closeSync(descriptor);
  return hash.digest('hex');
}
