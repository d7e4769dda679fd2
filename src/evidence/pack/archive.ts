import { createHash, hash as hashOnce } from 'node:crypto';
import { appendFileSync, closeSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Pieces } from '../zip/write.ts';
import { writeZip } from '../zip/write.ts';
import type { Sink } from './contents.ts';

/** A pack that is being written. Files that grow side by side wait on disk: an archive holds one after the other. */
export interface Archive extends Sink {
  /** A file of any length: nothing else is added before its end. */
  readonly begin: (name: string) => Pieces;
  readonly addBytes: (name: string, content: Buffer) => void;
  /** A line for each file so far, as `sha256sum` writes it. */
  readonly sums: () => string;
  readonly end: () => void;
  readonly abandon: () => void;
}

/** So much waits in memory, and is read back at a time. */
const CHUNK = 1 << 18;

/** `folder` is for what waits: private, and removed by whoever made it. */
export function startArchive(file: string, folder: string): Archive {
  const zip = writeZip(file);
  const growing = new Map<string, { readonly path: string; text: string }>();
  let sums: string[] = [];
  let blocks: Buffer[] = [];
  let scratch = Buffer.alloc(CHUNK);

  const note = (name: string, sum: string) => {
    sums.push(`${sum}  ${name}\n`);
    if (sums.length >= 1000) settleSums();
  };
  /** Many small texts cost more than what is in them. */
  function settleSums(): void {
    blocks = [Buffer.concat([...blocks, Buffer.from(sums.join(''))])];
    sums = [];
  }

  /** Always in the same place: a dossier is forgotten as soon as it is written. */
  function encoded(text: string): Buffer {
    const most = 3 * text.length;
    if (most > scratch.length) scratch = Buffer.allocUnsafe(2 * most);
    return scratch.subarray(0, scratch.write(text));
  }

  function addBytes(name: string, content: Buffer): void {
    note(name, hashOnce('sha256', content));
    zip.add(name, content);
  }

  function begin(name: string): Pieces {
    const hash = createHash('sha256');
    const pieces = zip.begin(name);
    return {
      write: (piece) => {
        hash.update(piece);
        pieces.write(piece);
      },
      end: () => {
        pieces.end();
        note(name, hash.digest('hex'));
      },
    };
  }

  return {
    addBytes,
    add: (name, content) => addBytes(name, encoded(content)),
    begin,
    grow: (name, piece) => {
      const file = growing.get(name) ?? { path: join(folder, name), text: '' };
      file.text += piece;
      if (file.text.length >= CHUNK) {
        appendFileSync(file.path, file.text, { mode: 0o600 });
        file.text = '';
      }
      growing.set(name, file);
    },
    close: (name) => {
      const file = growing.get(name);
      if (!file) throw new Error(`${name} never grew`);
      appendFileSync(file.path, file.text, { mode: 0o600 });
      const pieces = begin(name);
      for (const piece of readBack(file.path)) pieces.write(piece);
      pieces.end();
      rmSync(file.path);
      growing.delete(name);
    },
    sums: () => {
      settleSums();
      return blocks[0]?.toString() ?? '';
    },
    end: zip.end,
    abandon: zip.abandon,
  };
}

function* readBack(path: string): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK);
  try {
    for (;;) {
      const size = readSync(descriptor, chunk);
      if (size === 0) return;
      yield chunk.subarray(0, size);
    }
  } finally {
    closeSync(descriptor);
  }
}
