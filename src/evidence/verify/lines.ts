/** One line as it lies in its file. `bytes` are good until the next one. */
export interface RawLine {
  readonly text: string;
  readonly bytes: Buffer;
  readonly start: number;
  /** It has no line break at its end: the file was cut. */
  readonly isCut: boolean;
}

/** Puts pieces together to lines. */
export function lineReader(onLine: (line: RawLine) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let start = 0;
  return {
    piece: (piece: Buffer): void => {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let from = 0;
      for (let end = bytes.indexOf(10, from); end >= 0; end = bytes.indexOf(10, from)) {
        onLine({ text: bytes.toString('utf8', from, end), bytes: bytes.subarray(from, end), start, isCut: false });
        start += end + 1 - from;
        from = end + 1;
      }
      // Pieces come in the same place, one over the other.
      rest = Buffer.from(bytes.subarray(from));
    },
    end: (): void => {
      if (rest.length > 0) onLine({ text: rest.toString(), bytes: rest, start, isCut: true });
    },
  };
}

/** The number of the line, from 1, in which two texts first differ; `undefined` when they do not. */
export function firstDifference(found: Buffer, expected: Buffer): number | undefined {
  if (found.equals(expected)) return undefined;
  const length = Math.min(found.length, expected.length);
  let at = 0;
  while (at < length && found[at] === expected[at]) at += 1;
  let line = 1;
  for (let index = expected.indexOf(10); index >= 0 && index < at; index = expected.indexOf(10, index + 1)) line += 1;
  return line;
}
