import { fstatSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Listed } from './format.ts';
import { centralHeader, endRecord, LOCAL_SIZE, localHeader } from './format.ts';

/** A file as it lies in the archive. */
export interface Entry {
  readonly name: string;
  /** Where its content begins. */
  readonly start: number;
  readonly size: number;
}

/** The first byte that is not what it has to be, and what it belongs to. */
export interface Stray {
  readonly offset: number;
  readonly what: string;
}

export interface Bytes {
  readonly size: number;
  /** A view, shorter where the file ends; good until the next call. */
  readonly at: (offset: number, length: number) => Buffer;
  /** The same in pieces, for what may be large. */
  readonly pieces: (offset: number, length: number) => Generator<Buffer>;
}

const WINDOW = 1 << 20;

/**
 * Reads a file through a window of its own, so that many small pieces in their order cost few calls. Always the same one: a
 * new one for each megabyte would be most of the memory.
 */
export function bytesOf(descriptor: number, width = WINDOW): Bytes {
  const { size } = fstatSync(descriptor);
  let place = Buffer.allocUnsafe(width);
  let window = place.subarray(0, 0);
  let begin = 0;

  function at(offset: number, length: number): Buffer {
    if (offset < begin || offset + length > begin + window.length) {
      if (length > place.length) place = Buffer.allocUnsafe(length);
      window = place.subarray(0, Math.max(0, Math.min(Math.max(length, width), size - offset)));
      begin = offset;
      for (let read = 0; read < window.length; ) {
        const more = readSync(descriptor, window, read, window.length - read, offset + read);
        if (more === 0) break;
        read += more;
      }
    }
    return window.subarray(offset - begin, offset - begin + length);
  }

  return {
    size,
    at,
    pieces: function* (offset, length) {
      for (let done = 0; done < length; done += WINDOW) {
        yield at(offset + done, Math.min(WINDOW, length - done));
      }
    },
  };
}

/** Told each piece of each file on the way, so that nothing has to be read twice. */
export interface Visitor {
  readonly piece: (entry: Entry, piece: Buffer) => void;
  readonly end: (entry: Entry) => void;
}

/**
 * Reads an archive that has to be exactly as `writeZip` writes it, from its first byte to its last. Everything but the
 * files' contents and names follows from these, so each byte that differs is found. Stops at the first.
 */
export function readZip(
  bytes: Bytes,
  { piece, end }: Visitor,
): { readonly entries: readonly Entry[]; readonly stray?: Stray } {
  const entries: Entry[] = [];
  const list: Listed[] = [];
  let stray: Stray | undefined;
  let offset = 0;
  for (let header = headerAt(bytes, offset); header; header = headerAt(bytes, offset)) {
    const entry = { name: header.name, start: offset + header.length, size: header.size };
    if (entry.start + entry.size > bytes.size)
      return { entries, stray: { offset, what: `the header of ${entry.name}` } };
    let crc = 0;
    for (const part of bytes.pieces(entry.start, entry.size)) {
      crc = crc32(part, crc);
      piece(entry, part);
    }
    end(entry);
    const expected = localHeader({ name: header.name, crc, size: header.size });
    stray ??= difference(bytes, offset, expected, `the header of ${entry.name}`);
    entries.push(entry);
    list.push({ name: header.name, crc, size: header.size, offset });
    offset = entry.start + entry.size;
  }
  return { entries, stray: stray ?? strayInList(bytes, list, offset) };
}

/** What stands where a file may begin; `undefined` where none does. */
function headerAt(bytes: Bytes, offset: number) {
  const fixed = bytes.at(offset, LOCAL_SIZE);
  if (fixed.length < LOCAL_SIZE || fixed.readUInt32LE(0) !== LOCAL_SIGNATURE) return undefined;
  const [size, pathSize] = [fixed.readUInt32LE(22), fixed.readUInt16LE(26)];
  const name = bytes.at(offset + LOCAL_SIZE, pathSize).toString();
  return { name, size, length: LOCAL_SIZE + pathSize };
}

const LOCAL_SIGNATURE = 0x04034b50;

function strayInList(bytes: Bytes, list: readonly Listed[], begin: number): Stray | undefined {
  let offset = begin;
  for (const listed of list) {
    const expected = centralHeader(listed);
    const stray = difference(bytes, offset, expected, `the archive's list of files, at ${listed.name}`);
    if (stray) return stray;
    offset += expected.length;
  }
  const end = endRecord({ count: list.length, offset: begin, size: offset - begin });
  const stray = difference(bytes, offset, end, 'the end of the archive');
  if (stray) return stray;
  const rest = offset + end.length;
  return rest < bytes.size
    ? { offset: rest, what: `${bytes.size - rest} bytes behind the end of the archive` }
    : undefined;
}

function difference(bytes: Bytes, offset: number, expected: Buffer, what: string): Stray | undefined {
  const found = bytes.at(offset, expected.length);
  if (found.equals(expected)) return undefined;
  const index = expected.findIndex((byte, at) => found[at] !== byte);
  return { offset: offset + Math.max(0, index), what };
}
