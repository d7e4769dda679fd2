import type { Hash, KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { EVENTS } from '../pack/contents.ts';
import type { Bytes } from '../zip/read.ts';
import { bytesOf, readZip } from '../zip/read.ts';
import { eventsReader } from './events.ts';
import type { Fault, Faults } from './fault.ts';
import { faults as newFaults } from './fault.ts';
import type { Head } from './heads.ts';
import { checkHeads } from './heads.ts';
import { rewrite } from './rewrite.ts';
import { checkSignature } from './signature.ts';
import type { Inputs } from './statement.ts';
import { checkStatement, statementInputs, statementOf } from './statement-check.ts';
import { checkSums } from './sums.ts';
import { SUMS } from './words.ts';

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
