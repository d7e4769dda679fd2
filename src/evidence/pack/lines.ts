/**
 * `events.jsonl`: a line for each event from the first that the pack needs to the record's head. An event of the period
 * stands there in full, as the very letters that were hashed; of any other only its place in the chain, so that the
 * chain can be followed and nothing of other periods leaves the house.
 */

export type Withheld = 'another period' | 'drill' | 'workspace';
export const WITHHELD: readonly Withheld[] = ['another period', 'drill', 'workspace'];

/** Of an event that is not told: its place in the chain. */
export interface Stub {
  readonly withheld: Withheld;
  readonly position: number;
  readonly previousHash: string;
  readonly hash: string;
}

const [BEFORE, BETWEEN, AFTER] = ['{"event":', ',"hash":"', '"}'];
const HASH = 64;

/** Of a full line's bytes those that were hashed. */
export const hashedIn = (line: Buffer): Buffer =>
  line.subarray(BEFORE.length, line.length - AFTER.length - HASH - BETWEEN.length);

/** `text` is the event's canonical JSON, from which `hash` came. */
export const fullLine = (text: string, hash: string): string => `${BEFORE}${text}${BETWEEN}${hash}${AFTER}`;

export const stubLine = ({ withheld, position, previousHash, hash }: Stub): string =>
  JSON.stringify({ withheld, position, previousHash, hash });

export type Line =
  | { readonly kind: 'full'; readonly text: string; readonly hash: string }
  | ({ readonly kind: 'stub' } & Stub);

/** Reads a line that is written exactly as we write it; `undefined` for any other. */
export function readLine(line: string): Line | undefined {
  return line.startsWith(BEFORE) ? readFull(line) : readStub(line);
}

function readFull(line: string): Line | undefined {
  const end = line.length - AFTER.length - HASH - BETWEEN.length;
  const hash = line.slice(end + BETWEEN.length, -AFTER.length);
  const text = line.slice(BEFORE.length, end);
  const isOurs = line.startsWith(BETWEEN, end) && line.endsWith(AFTER) && isHash(hash);
  return isOurs ? { kind: 'full', text, hash } : undefined;
}

function readStub(line: string): Line | undefined {
  const [, withheld, position, previousHash = '', hash = ''] = STUB.exec(line) ?? [];
  const reason = WITHHELD.find((known) => known === withheld);
  return reason && { kind: 'stub', withheld: reason, position: Number(position), previousHash, hash };
}

const STUB =
  /^\{"withheld":"([a-z ]+)","position":([1-9]\d{0,14}),"previousHash":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
