import type { EventsRead } from './events.ts';
import type { Faults } from './fault.ts';

/** A head as it was published: with its position where that is known, and perhaps cut short. */
export interface Head {
  readonly hash: string;
  readonly position?: number | undefined;
}

/** What was published stands at its position, if that is in the pack at all. */
export function checkHeads(heads: readonly Head[], events: EventsRead, faults: Faults): void {
  const { first, head } = events.counted;
  for (const { hash, position } of heads) {
    const place = `events.jsonl${position === undefined ? '' : ` (event ${position})`}`;
    if (position === undefined) {
      if (!holds(events, hash)) faults.add(place, `no event has the published hash ${hash}`, OTHER);
    } else if (!first || position < first.position || position > head.position) {
      const range = first ? `events ${first.position} to ${head.position}` : 'no events';
      faults.add(
        place,
        `the pack has ${range}`,
        'This head says nothing about it: take one that was published in between.',
      );
    } else {
      const found = events.at(position)?.hash ?? '';
      if (!found.startsWith(hash)) faults.add(place, `its hash is ${found}, and ${hash} was published`, OTHER);
    }
  }
}

const OTHER = 'The record was rewritten after that was published, or the pack is of another record.';

function holds({ counted: { first, head }, at }: EventsRead, hash: string): boolean {
  for (let position = first?.position ?? 1; position <= head.position; position += 1) {
    if (at(position)?.hash.startsWith(hash)) return true;
  }
  return false;
}
