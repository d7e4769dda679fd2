import { appendFileSync, closeSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';

/** Text that waits on disk until its turn comes, since there may be more of it than memory. */
export interface Spill {
  readonly add: (text: string) => void;
  /** All of it, in pieces that are good until the next one. */
  readonly pieces: () => Generator<Buffer>;
  readonly whole: () => Buffer;
  readonly remove: () => void;
}

/** So much waits in memory, and is read back at a time. */
const CHUNK = 1 << 18;

/** `path` is a new file, readable by its owner only. */
export function spill(path: string): Spill {
  let waiting = '';
  function flush(): void {
    appendFileSync(path, waiting, { mode: 0o600 });
    waiting = '';
  }
  return {
    add: (text) => {
      waiting += text;
      if (waiting.length >= CHUNK) flush();
    },
    pieces: () => {
      flush();
      return readBack(path);
    },
    whole: () => {
      flush();
      return readFileSync(path);
    },
    remove: () => rmSync(path),
  };
}

function* readBack(path: string): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK);
  try {
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      yield chunk.subarray(0, size);
    }
  } finally {
    closeSync(descriptor);
  }
}
