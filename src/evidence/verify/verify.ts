import type { Hash, KeyObject } from 'node:crypto';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { caseOf } from '../case.ts';
import { EVENTS, policyFile, writeContents } from '../pack/contents.ts';
import { namesFromCalled, noting } from '../pack/names.ts';
import type { Statement } from '../pack/statement.ts';
import { gapsOf, statementText } from '../pack/statement.ts';
import type { Bytes, Entry } from '../zip/read.ts';
import { bytesOf, readZip } from '../zip/read.ts';
import { comparing } from './contents.ts';
import type { EventsRead } from './events.ts';
import { eventsReader } from './events.ts';
import type { Fault, Faults } from './fault.ts';
import { faults as newFaults } from './fault.ts';
import type { Head } from './heads.ts';
import { checkHeads } from './heads.ts';
import { firstDifference } from './lines.ts';
import type { Inputs } from './statement.ts';
import { inputsOf } from './statement.ts';

export interface VerifyInput {
  readonly file: string;
  /** As published in Slack and Jira. */
  readonly heads?: readonly Head[];
  /** Of whoever has to have signed it. */
  readonly key?: KeyObject | undefined;
  /** Leaves out writing all files again and comparing them. */
  readonly quick?: boolean;
  readonly onProgress?: ((what: string, done: number, of: number) => void) | undefined;
}

export interface Report {
  readonly faults: readonly Fault[];
  /** All of them, also those that are not told one by one. */
  readonly faultCount: number;
  readonly files: number;
  readonly changes: number;
  readonly events: { readonly inFull: number; readonly withheld: number; readonly from: number; readonly to: number };
  readonly head: string;
  /** `none` where nobody signed; otherwise the SHA-256 of the signer's public key (DER), in hex. */
  readonly signer: string;
  /** Whether all files were written again from the events and compared. */
  readonly isRewritten: boolean;
  readonly inputs: Inputs | undefined;
  /** SHA-256 of SHA256SUMS. */
  readonly sums: string;
}

const [SUMS, SIGNATURE, SIGNER] = ['SHA256SUMS', 'SHA256SUMS.sig', 'SIGNER.pem'];
const CHANGED = 'A file was changed, added or taken away after the pack was made.';

/** Checks a pack with nothing but the pack. @throws when the file cannot be read */
export function verifyPack(input: VerifyInput): Report {
  const descriptor = openSync(input.file, 'r');
  try {
    return check({ bytes: bytesOf(descriptor), stories: bytesOf(descriptor, NARROW) }, input);
  } finally {
    closeSync(descriptor);
  }
}

/** Stories are read here and there while all else is read from front to back: each has a window of its own. */
interface Windows {
  readonly bytes: Bytes;
  readonly stories: Bytes;
}

const NARROW = 1 << 17;

function check({ bytes, stories }: Windows, { heads = [], key, quick = false, onProgress }: VerifyInput): Report {
  const faults = newFaults();
  const { entries, sums, reader } = readFiles(bytes, faults, onProgress);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const contentOf = (name: string): Buffer | undefined => {
    const entry = byName.get(name);
    return entry && Buffer.from(bytes.at(entry.start, entry.size));
  };
  const inputs = statementInputs(contentOf('completeness.json'), faults);
  const eventsStart = byName.get(EVENTS)?.start;
  if (eventsStart === undefined)
    faults.add(EVENTS, 'this file is missing', 'Without it nothing in the pack can be checked.');
  const events = reader.end(inputs?.query.period, stories, eventsStart ?? 0);

  checkSums(contentOf(SUMS), sums, faults);
  const signer = checkSignature(contentOf, key, faults);
  checkHeads(heads, events, faults);
  const isRewritten = !quick && inputs !== undefined && eventsStart !== undefined;
  if (inputs) checkStatement(contentOf('completeness.json'), statementOf(inputs, events), events, faults);
  if (isRewritten) rewrite({ entries, bytes, contentOf, inputs, events, faults, onProgress });

  const { counted } = events;
  const { first, head, inFull, withheld, members } = counted;
  return {
    faults: faults.all(),
    faultCount: faults.count(),
    files: entries.length,
    changes: members.length,
    events: {
      inFull,
      withheld: Object.values(withheld).reduce((sum, count) => sum + count, 0),
      from: first?.position ?? 0,
      to: head.position,
    },
    head: head.hash,
    signer,
    isRewritten,
    inputs,
    sums: createHash('sha256')
      .update(contentOf(SUMS) ?? '')
      .digest('hex'),
  };
}

/** One pass over the whole file: its form, every file's sum, and the chain. */
function readFiles(bytes: Bytes, faults: Faults, onProgress: VerifyInput['onProgress']) {
  const reader = eventsReader(faults);
  const sums: { readonly name: string; readonly sum: string }[] = [];
  let hash: Hash = createHash('sha256');
  const { entries, stray } = readZip(bytes, {
    piece: (entry, piece) => {
      hash.update(piece);
      if (entry.name === EVENTS && sums.length === 0) reader.piece(piece);
      onProgress?.('Reading', entry.start, bytes.size);
    },
    end: ({ name }) => {
      sums.push({ name, sum: hash.digest('hex') });
      hash = createHash('sha256');
    },
  });
  if (stray) {
    faults.add(
      `byte ${stray.offset} of the file`,
      `${stray.what} is not as it was written`,
      'The file was changed after it was made.',
    );
  }
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name))
      faults.add(name, 'this file is in the pack twice', 'Programs may show either of them: one was added.');
    seen.add(name);
  }
  return { entries, sums, reader };
}

function statementInputs(text: Buffer | undefined, faults: Faults): Inputs | undefined {
  try {
    return inputsOf(text?.toString() ?? '');
  } catch (cause) {
    const why = text === undefined ? 'this file is missing' : `it cannot be read (${firstWords(cause)})`;
    faults.add('completeness.json', why, 'Nothing says any more what the pack has to contain.');
    return undefined;
  }
}

function firstWords(cause: unknown): string {
  const issues = cause instanceof Error && 'issues' in cause && Array.isArray(cause.issues) ? cause.issues : [];
  return issues[0]?.message ?? (cause instanceof Error ? cause.message : String(cause));
}

/** The list of sums has to be the very list that the files make, in their order. */
function checkSums(found: Buffer | undefined, sums: readonly { name: string; sum: string }[], faults: Faults): void {
  if (found === undefined) {
    faults.add(SUMS, 'this file is missing', CHANGED);
    return;
  }
  const expected = sums
    .filter(({ name }) => name !== SUMS && name !== SIGNATURE)
    .map(({ name, sum }) => `${sum}  ${name}`);
  const lines = found.toString().split('\n');
  if (lines.pop() !== '') faults.add(`${SUMS}, line ${lines.length + 1}`, 'its last line was cut', CHANGED);
  for (let index = 0; index < Math.max(lines.length, expected.length); index += 1) {
    if (lines[index] === expected[index]) continue;
    const name = expected[index]?.slice(66) ?? 'no file';
    faults.add(`${SUMS}, line ${index + 1} (${name})`, sumWords(lines[index], expected[index]), CHANGED);
    // Past a line that is missing or too much all others differ too.
    if (lines[index]?.slice(66) !== name) return;
  }
}

function sumWords(line: string | undefined, expected: string | undefined): string {
  if (expected === undefined) return `it names “${line?.slice(66)}”, which is not in the pack`;
  const name = expected.slice(66);
  if (line?.slice(66) !== name) return `${name} is in the pack, and this line does not name it`;
  return `${name} has another SHA-256 than this line says`;
}

function checkSignature(
  contentOf: (name: string) => Buffer | undefined,
  key: KeyObject | undefined,
  faults: Faults,
): string {
  const [sums, signature, pem] = [contentOf(SUMS), contentOf(SIGNATURE), contentOf(SIGNER)];
  if (!signature && !pem) {
    if (key)
      faults.add(SIGNATURE, 'the pack is not signed', 'Nobody says with a key that it is theirs: it may be anybody’s.');
    return 'none';
  }
  const own = publicKey(pem);
  if (!sums || !signature || !own) {
    faults.add(
      signature ? SIGNER : SIGNATURE,
      'this file is missing or no Ed25519 key',
      'The signature cannot be checked any more.',
    );
    return 'unknown';
  }
  const fingerprint = fingerprintOf(own);
  if (key && fingerprintOf(key) !== fingerprint) {
    faults.add(SIGNER, `it was signed with another key (${fingerprint})`, 'Somebody else made this pack.');
  }
  if (!verifySignature(null, sums, own, signature)) {
    faults.add(SIGNATURE, `the signature is not of this ${SUMS}`, CHANGED);
  }
  return fingerprint;
}

function publicKey(pem: Buffer | undefined): KeyObject | undefined {
  try {
    const key = pem && createPublicKey(pem);
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 of the public key in DER, hex. */
export const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

const statementOf = ({ query, around, policies }: Inputs, { counted }: EventsRead): Statement => ({
  ...counted,
  query,
  around,
  policies,
});

/** Whether the statement is what the events add up to, and its numbers follow each other. */
function checkStatement(found: Buffer | undefined, statement: Statement, events: EventsRead, faults: Faults): void {
  const NAME = 'completeness.json';
  const line = found && firstDifference(found, Buffer.from(statementText(statement)));
  if (line !== undefined) {
    faults.add(
      `${NAME}, line ${line}`,
      'it does not say what the events add up to',
      'The statement or the events were changed.',
    );
  }
  for (const { number, neighbour } of gapsOf(statement.members, statement.around)) {
    if (!neighbour)
      faults.add(
        `${NAME} (EC-${number})`,
        `EC-${number} is missing`,
        'Numbers are never left out: a change was taken away.',
      );
  }
  const { members, around, first, head } = statement;
  const [lowest, highest] = [members[0]?.number, members.at(-1)?.number];
  const expected = [
    { neighbour: around.before, number: lowest === undefined ? undefined : lowest - 1 },
    { neighbour: around.after, number: highest === undefined ? undefined : highest + 1 },
    ...around.between.map((neighbour) => ({ neighbour, number: neighbour.number })),
  ];
  for (const { neighbour, number } of expected) {
    if (number === undefined || (neighbour === undefined && (number === 0 || number === (highest ?? 0) + 1))) continue;
    const place = `${NAME} (EC-${number})`;
    if (neighbour?.number !== number) {
      faults.add(
        place,
        'nothing says where this number was given',
        'A change at the edge of the period may have been left out.',
      );
      continue;
    }
    const { position, hash, declaredAt } = neighbour;
    const { from, to } = statement.query.period;
    if (declaredAt >= from && declaredAt < to)
      faults.add(place, 'it was declared within the period', 'A change was left out.');
    const isInPack = first !== undefined && position >= first.position && position <= head.position;
    const line = events.at(position);
    if (isInPack && !(line?.withheld && line.hash === hash)) {
      faults.add(place, `event ${position} is not the one that is named`, 'The statement was changed.');
    }
  }
}

interface Rewriting {
  readonly entries: readonly Entry[];
  readonly bytes: Bytes;
  readonly contentOf: (name: string) => Buffer | undefined;
  readonly inputs: Inputs;
  readonly events: EventsRead;
  readonly faults: Faults;
  readonly onProgress: VerifyInput['onProgress'];
}

/** Writes every file again from the events and compares: sums can be forged together with what they are of. */
function rewrite({ entries, bytes, contentOf, inputs, events, faults, onProgress }: Rewriting): void {
  const { asOf } = inputs.query;
  const names = noting(namesFromCalled(calledIn(contentOf('names.json'), faults)));
  const statement = statementOf(inputs, events);
  const { members } = statement;
  const sink = comparing(entries, bytes, faults);
  const wanted = [...events.policies].toSorted();
  const kept = inputs.policies.map(({ hash }) => hash);
  if (wanted.join() !== kept.join()) {
    faults.add(
      'completeness.json',
      'its policies are not those that the events name',
      'A policy was added or taken away.',
    );
  }
  const material = {
    statement,
    names,
    cases: function* () {
      for (const { key, number } of members) {
        try {
          yield caseOf(key, events.story(key), { asOf, names });
        } catch (cause) {
          faults.add(
            `${EVENTS} (EC-${number})`,
            `its events tell no change (${firstWords(cause)})`,
            'They were not written by Breakglass.',
          );
        }
      }
    },
    policies: function* () {
      for (const { hash } of inputs.policies.filter((policy) => policy.kept)) {
        const text = contentOf(policyFile(hash)) ?? Buffer.alloc(0);
        const sum = createHash('sha256').update(text).digest('hex');
        if (sum !== hash)
          faults.add(policyFile(hash), `its SHA-256 is ${sum}`, 'It is not the policy that the events name.');
        yield { hash, text: text.toString() };
      }
    },
    signerKey: contentOf(SIGNER)?.toString(),
  };
  for (const done of writeContents(material, sink)) onProgress?.('Writing again and comparing', done, members.length);
  for (const { name } of sink.left()) {
    if (name === EVENTS || name === SUMS || name === SIGNATURE) continue;
    faults.add(name, 'this file does not belong to the pack', 'It was added: nothing in the record calls for it.');
  }
}

function calledIn(text: Buffer | undefined, faults: Faults) {
  try {
    const { people, groups } = JSON.parse(text?.toString() ?? '');
    return { people: { ...people }, groups: { ...groups } };
  } catch {
    faults.add('names.json', 'it cannot be read', CHANGED);
    return { people: {}, groups: {} };
  }
}
