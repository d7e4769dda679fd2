/** Puts pieces together to lines, each with where it begins. What follows the last line break is a line that was cut. */
export function lineReader(onLine: (line: string, start: number, length: number, isCut: boolean) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let start = 0;
  return {
    piece: (piece: Buffer): void => {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let from = 0;
      for (let end = bytes.indexOf(10, from); end >= 0; end = bytes.indexOf(10, from)) {
        onLine(bytes.toString('utf8', from, end), start, end - from, false);
        start += end + 1 - from;
        from = end + 1;
      }
      rest = bytes.subarray(from);
    },
    end: (): void => {
      if (rest.length > 0) onLine(rest.toString('utf8'), start, rest.length, true);
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
