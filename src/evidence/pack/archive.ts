import { createHash, hash as hashOnce } from 'node:crypto';
import { join } from 'node:path';
import type { Pieces } from '../zip/write.ts';
import { writeZip } from '../zip/write.ts';
import type { Sink } from './contents.ts';
import { encoder } from './encoder.ts';
import type { Spill } from './spill.ts';
import { spill } from './spill.ts';

/** A pack that is being written. Files that grow side by side wait on disk: an archive holds one after the other. */
export interface Archive extends Sink {
  /** A file of any length: nothing else is added before its end. */
  readonly begin: (name: string) => Pieces;
  readonly addBytes: (name: string, content: Buffer) => void;
  /** A line for each file so far, as `sha256sum` writes it. */
  readonly sums: () => Buffer;
  readonly end: () => void;
  readonly abandon: () => void;
}

/** `folder` is for what waits: private, and removed by whoever made it. */
export function startArchive(file: string, folder: string): Archive {
  const zip = writeZip(file);
  const growing = new Map<string, Spill>();
  const sums = spill(join(folder, 'sums'));
  const encoded = encoder();

  const note = (name: string, sum: string) => sums.add(`${sum}  ${name}\n`);

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
      const file = growing.get(name) ?? spill(join(folder, name));
      growing.set(name, file);
      file.add(piece);
    },
    close: (name) => {
      const file = growing.get(name);
      if (!file) throw new Error(`${name} never grew`);
      const pieces = begin(name);
      for (const piece of file.pieces()) pieces.write(piece);
      pieces.end();
      file.remove();
      growing.delete(name);
    },
    sums: sums.whole,
    end: zip.end,
    abandon: zip.abandon,
  };
}
