import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { centralHeader, endRecord, localHeader, MAX_SIZE } from './format.ts';

/** An archive that is being written. Pieces go to the disk as they come. */
export interface ZipWriter {
  /** A whole file. */
  readonly add: (name: string, content: Buffer) => void;
  /** A file of any length, piece by piece: nothing else can be added before its end. */
  readonly begin: (name: string) => Pieces;
  /** Writes the list of files and closes the archive. */
  readonly end: () => void;
  /** Closes it as it is: for when it failed. */
  readonly abandon: () => void;
}

export interface Pieces {
  readonly write: (piece: Buffer) => void;
  readonly end: () => void;
}

/** Up to so many bytes are kept before they are written, always in the same place: what is copied leaves no garbage. */
const KEPT = 1 << 20;

/** Writes a new archive, readable by its owner only. Memory: one line of the list for each file. */
export function writeZip(file: string): ZipWriter {
  const descriptor = openSync(file, 'w', 0o600);
  let offset = 0;
  const waiting = Buffer.allocUnsafe(KEPT);
  let waitingSize = 0;
  let count = 0;
  let isClosed = false;
  const blocks: Buffer[] = [];
  let list: Buffer[] = [];

  function put(bytes: Buffer): void {
    offset += bytes.length;
    if (waitingSize + bytes.length > KEPT) flush();
    if (bytes.length > KEPT) write(bytes);
    else waitingSize += bytes.copy(waiting, waitingSize);
  }

  function flush(): void {
    write(waiting.subarray(0, waitingSize));
    waitingSize = 0;
  }

  function write(bytes: Buffer): void {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  }

  function close(): void {
    if (!isClosed) closeSync(descriptor);
    isClosed = true;
  }

  function enlist(name: string, crc: number, size: number, at: number): void {
    if (size > MAX_SIZE) throw new Error(`${name} is larger than 4 GB: make packs of shorter periods`);
    list.push(centralHeader({ name, crc, size, offset: at }));
    count += 1;
    if (list.length === 1000) endBlock();
  }

  /** Many small buffers cost more than what is in them. */
  function endBlock(): void {
    blocks.push(Buffer.concat(list));
    list = [];
  }

  return {
    add: (name, content) => {
      const crc = crc32(content);
      enlist(name, crc, content.length, offset);
      put(localHeader({ name, crc, size: content.length }));
      put(content);
    },
    begin: (name) => {
      const at = offset;
      // Its size and checksum are known only afterwards: the header's place is kept free and filled then.
      put(localHeader({ name, crc: 0, size: 0 }));
      const begin = offset;
      let crc = 0;
      return {
        write: (piece) => {
          crc = crc32(piece, crc);
          put(piece);
        },
        end: () => {
          flush();
          const size = offset - begin;
          enlist(name, crc, size, at);
          writeSync(descriptor, localHeader({ name, crc, size }), 0, begin - at, at);
        },
      };
    },
    end: () => {
      const begin = offset;
      endBlock();
      for (const block of blocks) put(block);
      put(endRecord({ count, offset: begin, size: offset - begin }));
      flush();
      close();
    },
    abandon: close,
  };
}
