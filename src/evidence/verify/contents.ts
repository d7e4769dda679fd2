import type { Sink } from '../pack/contents.ts';
import { encoder } from '../pack/encoder.ts';
import type { Bytes, Entry } from '../zip/read.ts';
import type { Faults } from './fault.ts';
import { firstDifference } from './lines.ts';

export interface Comparing extends Sink {
  /** Files that nothing was compared with. */
  readonly left: () => readonly Entry[];
}

const MEANS =
  'This file does not say what the record says: it was changed after the pack was made, or made by another version.';

/** Compares what a pack would have to contain, file by file and in its order, with what it does. */
export function comparing(entries: readonly Entry[], bytes: Bytes, faults: Faults): Comparing {
  const byName = new Map(entries.map((entry, index) => [entry.name, { entry, index }]));
  const growing = new Map<string, { offset: number; line: number; isDifferent: boolean }>();
  const seen = new Set<string>();
  const encoded = encoder();
  let last = -1;

  function find(name: string): Entry | undefined {
    const found = byName.get(name);
    seen.add(name);
    if (!found) faults.add(name, 'this file is missing', 'It was taken out of the pack.');
    else if (found.index < last)
      faults.add(name, 'this file stands in another place', 'The files were put into another order.');
    last = Math.max(last, found?.index ?? last);
    return found?.entry;
  }

  function compare(name: string, found: Buffer, expected: Buffer, from: number): boolean {
    const line = firstDifference(found, expected);
    if (line !== undefined) faults.add(`${name}, line ${from + line}`, 'it differs from what the record says', MEANS);
    return line !== undefined;
  }

  return {
    add: (name, content) => {
      const entry = find(name);
      if (entry) compare(name, bytes.at(entry.start, entry.size), encoded(content), 0);
    },
    grow: (name, piece) => {
      const state = growing.get(name) ?? { offset: 0, line: 0, isDifferent: false };
      growing.set(name, state);
      const entry = byName.get(name)?.entry;
      if (!entry || state.isDifferent) return;
      const expected = encoded(piece);
      const length = Math.max(0, Math.min(expected.length, entry.size - state.offset));
      state.isDifferent = compare(name, bytes.at(entry.start + state.offset, length), expected, state.line);
      state.offset += expected.length;
      state.line += piece.split('\n').length - 1;
    },
    close: (name) => {
      const entry = find(name);
      const state = growing.get(name);
      if (!entry || !state || state.isDifferent || state.offset === entry.size) return;
      faults.add(`${name}, line ${state.line + 1}`, 'it goes on where it has to end', MEANS);
    },
    left: () => entries.filter(({ name }) => !seen.has(name)),
  };
}
