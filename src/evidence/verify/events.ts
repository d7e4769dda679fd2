import { hashOfText } from '../../app/chain.ts';
import type { ChainedEvent } from '../../app/record.ts';
import { WORKSPACE_EVENTS } from '../../app/record.ts';
import type { ChangeDeclared } from '../../domain/change/events.ts';
import type { ChangeId, Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { Period } from '../../domain/period.ts';
import type { Line, Withheld } from '../pack/lines.ts';
import { hashedIn, readLine } from '../pack/lines.ts';
import type { Member } from '../pack/membership.ts';
import type { Counted } from '../pack/statement.ts';
import type { Bytes } from '../zip/read.ts';
import type { Faults } from './fault.ts';
import { hashList } from './hash-list.ts';
import { lineReader } from './lines.ts';

/** What the lines of `events.jsonl` say, once all were read. */
export interface EventsRead {
  readonly counted: Counted;
  readonly policies: ReadonlySet<string>;
  /** The events of one change, read again from the file. */
  readonly story: (key: string) => readonly ChainedEvent[];
  /** The hash of a line by its position, and whether it is withheld. */
  readonly at: (position: number) => { readonly hash: string; readonly withheld: boolean } | undefined;
}

export interface EventsReader {
  readonly piece: (piece: Buffer) => void;
  /** `undefined` for a period that nobody can read: then nothing is said about what belongs to it. */
  readonly end: (period: Period | undefined, bytes: Bytes, fileStart: number) => EventsRead;
}

interface Stream {
  /** Where its lines begin and how long they are, in turns. */
  readonly lines: number[];
  version: number;
  readonly place: string;
  readonly declared: Declared | undefined;
}

/** As much of it as there are changes: nothing more is kept. */
interface Declared extends ChangeId {
  readonly at: Instant;
  readonly policyHash: string | undefined;
}

const FILE = 'events.jsonl';
const REWRITTEN = 'The record was changed after it was written, or this copy of it.';
const ADDED = 'It was added to the pack: no export tells events of other periods.';

/** Follows the chain line by line. Memory: where each line begins, and its hash. */
export function eventsReader(faults: Faults): EventsReader {
  const streams = new Map<string, Stream>();
  const ofWorkspace: { readonly place: string; readonly recordedAt: Instant }[] = [];
  const withheld: Record<Withheld, number> = { 'another period': 0, drill: 0, workspace: 0 };
  const policies = new Set<string>();
  const hashes = hashList();
  let first: Counted['first'];
  let [number, inFull, position, previous] = [0, 0, 0, ''];

  const reader = lineReader(({ text, bytes, start, isCut }) => {
    number += 1;
    const line = isCut ? undefined : readLine(text);
    if (!line) return unreadable();
    const event = line.kind === 'full' ? eventIn(line) : undefined;
    follow(line, event, bytes);
    if (event) tell(event, start, bytes.length);
  });

  function unreadable(): void {
    faults.add(`${FILE}, line ${number} (event ${position + 1})`, 'this is no line of a pack', REWRITTEN);
    position += 1;
    first ??= { position, previousHash: '' };
    previous = '';
    hashes.push('0'.repeat(64), true);
  }

  /** Whether it is what its hash says, and follows the one before it. */
  function follow(line: Line, event: ChainedEvent | undefined, bytes: Buffer): void {
    const link = line.kind === 'stub' ? line : event;
    const isAltered = line.kind === 'full' && (!event || hashOfText(hashedIn(bytes)) !== line.hash);
    if (isAltered) faults.add(placeOf(event), 'the event was altered: its content does not match its hash', REWRITTEN);
    const expected = first ? position + 1 : (link?.position ?? 1);
    if (link && link.position !== expected) {
      const what =
        link.position > expected ? `event ${expected} is missing` : `event ${link.position} does not belong here`;
      faults.add(placeOf(event), what, 'An event was taken away, added or moved.');
    } else if (link && previous !== '' && link.previousHash !== previous) {
      faults.add(placeOf(event), `it does not follow event ${position}: one of them was replaced`, REWRITTEN);
    }
    position = link?.position ?? expected;
    first ??= { position, previousHash: link?.previousHash ?? '' };
    previous = line.hash;
    hashes.push(line.hash, line.kind === 'stub');
    if (line.kind === 'stub') withheld[line.withheld] += 1;
    else inFull += 1;
  }

  function placeOf(event: ChainedEvent | undefined): string {
    const declared = event && (streams.get(event.stream)?.declared ?? declaredBy(event));
    const id = declared ? ` of ${idText(declared)}` : '';
    return `${FILE}, line ${number} (event ${event?.position ?? position + 1}${id})`;
  }

  /** Notes whose event it is, and that none of its story was left out before it. */
  function tell(event: ChainedEvent, start: number, length: number): void {
    const { stream, version, policyHash } = event;
    policies.add(policyHash);
    if (WORKSPACE_EVENTS.includes(event.type)) {
      ofWorkspace.push({ place: placeOf(event), recordedAt: event.recordedAt });
      return;
    }
    const declared = declaredBy(event);
    if (declared?.policyHash !== undefined) policies.add(declared.policyHash);
    const known = streams.get(stream) ?? { lines: [], version: 0, place: placeOf(event), declared };
    streams.set(stream, known);
    if (version !== known.version + 1) {
      const what = `event number ${known.version + 1} of this change is not told`;
      faults.add(placeOf(event), what, 'An event is withheld that belongs to the period, or one was added.');
    }
    known.version = version;
    known.lines.push(start, length);
  }

  function membersOf(period: Period): Member[] {
    for (const { place, recordedAt } of ofWorkspace) {
      if (recordedAt < period.from || recordedAt >= period.to) faults.add(place, 'it is not of the period', ADDED);
    }
    const members = new Map<number, Member>();
    for (const [key, { declared, place }] of streams) {
      const isOf = declared?.sequence === 'EC' && declared.at >= period.from && declared.at < period.to;
      if (!isOf) faults.add(place, 'its change is not of the period', ADDED);
      else if (members.has(declared.number)) faults.add(place, `EC-${declared.number} was declared before`, REWRITTEN);
      else members.set(declared.number, { key, number: declared.number });
    }
    return [...members.values()].toSorted((a, b) => a.number - b.number);
  }

  return {
    piece: reader.piece,
    end: (period, bytes, fileStart) => {
      reader.end();
      const members = period ? membersOf(period) : [];
      return {
        counted: { members, inFull, withheld, first, head: { position, hash: previous } },
        policies,
        at: (wanted) => (first ? hashes.at(wanted - first.position) : undefined),
        story: (key) => {
          const { lines = [] } = streams.get(key) ?? {};
          return pairs(lines).flatMap(([start, length]) => {
            const line = readLine(bytes.at(fileStart + start, length).toString());
            return (line?.kind === 'full' && eventIn(line)) || [];
          });
        },
      };
    },
  };
}

const pairs = (numbers: readonly number[]): (readonly [number, number])[] =>
  Array.from({ length: numbers.length / 2 }, (_, index) => [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0]);

function declaredBy({ type, data }: ChainedEvent): Declared | undefined {
  if (type !== 'ChangeDeclared') return undefined;
  const { id, at, terms } = data as Partial<ChangeDeclared> & Pick<ChangeDeclared, 'id' | 'at'>;
  return { sequence: id.sequence, number: id.number, at, policyHash: terms?.policyHash };
}

/** As far as following it goes; whether its data tell an event is seen when its change is told. */
function eventIn({ text, hash }: Extract<Line, { kind: 'full' }>): ChainedEvent | undefined {
  try {
    const event = JSON.parse(text);
    const isDeclaration = event.type !== 'ChangeDeclared' || typeof event.data?.id?.number === 'number';
    const isEvent = Number.isInteger(event.position) && typeof event.stream === 'string' && isDeclaration;
    event.hash = hash;
    return isEvent ? event : undefined;
  } catch {
    return undefined;
  }
}
