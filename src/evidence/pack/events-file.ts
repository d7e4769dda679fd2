import { canonicalText, GENESIS, hashOfText } from '../../app/chain.ts';
import type { ChainedEvent } from '../../app/record.ts';
import type { RecordAt } from '../../app/record-at.ts';
import type { ChangeDeclared } from '../../domain/change/events.ts';
import type { Pieces } from '../zip/write.ts';
import { encoder } from './encoder.ts';
import type { Withheld } from './lines.ts';
import { fullLine, stubLine } from './lines.ts';
import type { Membership } from './membership.ts';
import type { Counted } from './statement.ts';

/** The record is not what it says of itself: no evidence can be made of it. */
export class BrokenRecord extends Error {
  override readonly name = 'BrokenRecord';
  constructor(position: number, why: string) {
    super(`The record is broken at event ${position}: ${why}. No pack was written; see \`breakglass verify\`.`);
  }
}

/** Lines are put together to pieces of this many letters. */
const PIECE = 1 << 18;

/**
 * Follows the whole chain from its beginning and writes the lines of the period on the way. Yields the position it has
 * come to. @throws BrokenRecord
 */
export function* writeEvents(
  record: RecordAt,
  { withhold }: Membership,
  file: Pieces,
): Generator<number, { counted: Omit<Counted, 'members'>; policies: ReadonlySet<string> }> {
  const withheld: Record<Withheld, number> = { 'another period': 0, drill: 0, workspace: 0 };
  const policies = new Set<string>();
  let [inFull, waiting, previous]: [number, string, string] = [0, '', GENESIS];
  let first: Counted['first'];
  let position = 0;
  const encoded = encoder();

  for (const event of record.walk()) {
    position += 1;
    const text = soundText(event, position, previous);
    previous = event.hash;
    const reason = withhold(event);
    if (reason === undefined) {
      first ??= { position, previousHash: event.previousHash };
      inFull += 1;
      policies.add(event.policyHash);
      if (event.type === 'ChangeDeclared') policies.add((event.data as ChangeDeclared).terms.policyHash);
    }
    if (!first) continue;
    if (reason !== undefined) withheld[reason] += 1;
    waiting += `${reason === undefined ? fullLine(text, event.hash) : stubLine({ ...event, withheld: reason })}\n`;
    if (waiting.length < PIECE) continue;
    file.write(encoded(waiting));
    waiting = '';
    yield position;
  }
  if (waiting !== '') file.write(encoded(waiting));
  return { counted: { inFull, withheld, first, head: record.head }, policies };
}

function soundText(event: ChainedEvent, expected: number, previous: string): string {
  const { position, previousHash, hash } = event;
  if (position !== expected) throw new BrokenRecord(position, `event ${expected} is missing`);
  if (previousHash !== previous) throw new BrokenRecord(position, `it does not follow event ${position - 1}`);
  const text = textOf(event);
  if (text === undefined || hashOfText(text) !== hash) throw new BrokenRecord(position, 'it was altered');
  return text;
}

/** What has no canonical form was never written by us. */
function textOf(event: ChainedEvent): string | undefined {
  try {
    return canonicalText(event);
  } catch {
    return undefined;
  }
}
