import { closeSync, openSync } from 'node:fs';
import type { RecordAt } from '../../app/record-at.ts';
import { EVENTS } from '../pack/contents.ts';
import { writeEvents } from '../pack/events-file.ts';
import { membershipOf } from '../pack/membership.ts';
import { bytesOf, readZip } from '../zip/read.ts';
import type { Fault } from './fault.ts';
import { faults as newFaults } from './fault.ts';
import { firstDifference } from './lines.ts';
import type { Inputs } from './statement.ts';

/**
 * Writes the lines of the events again from the database and compares: what is withheld in the pack is what it is said to
 * be only if that comes to the same. `record` as it stood at the pack's moment. @throws BrokenRecord
 */
export function compareWithRecord(file: string, { query }: Inputs, record: RecordAt): readonly Fault[] {
  const descriptor = openSync(file, 'r');
  try {
    const faults = newFaults();
    const bytes = bytesOf(descriptor);
    const { entries } = readZip(bytes, { piece: () => undefined, end: () => undefined });
    const { start = 0, size = 0 } = entries.find(({ name }) => name === EVENTS) ?? {};
    let [offset, line, isDifferent] = [0, 0, false];
    const differs = (at: number): void => {
      if (!isDifferent) faults.add(`${EVENTS}, line ${at}`, 'the database says something else', MEANS);
      isDifferent = true;
    };
    const walk = writeEvents(record, membershipOf(query.period), {
      write: (piece) => {
        const length = Math.max(0, Math.min(piece.length, size - offset));
        const different = isDifferent ? undefined : firstDifference(bytes.at(start + offset, length), piece);
        if (different !== undefined) differs(line + different);
        offset += piece.length;
        line += piece.toString('latin1').split('\n').length - 1;
      },
      end: () => undefined,
    });
    while (!walk.next().done);
    if (offset < size) differs(line + 1);
    return faults.all();
  } finally {
    closeSync(descriptor);
  }
}

const MEANS =
  'The pack is of another record, or one of the two was changed since: an event was hidden, added or rewritten.';
