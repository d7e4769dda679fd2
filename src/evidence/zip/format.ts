// The one form in which a pack is written: files stored as they are, one after the other, then the list of them. No
// compression, no times, no room for anything else: the same files make the same bytes on every machine, and a reader
// can say of each byte what it has to be. APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** What the list says of one file. */
export interface Listed {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const SIGNATURES = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50 };
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01, the earliest there is: when a file was written says nothing, the record's own times do. */
const DATE = 0x0021;
const VERSION = 20;
const VERSION_64 = 45;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;
/** A regular file that everybody may read. */
const MODE = 0o100644;
const UNIX = 3;

/** A single file stays below this; the archive need not. */
export const MAX_SIZE = MAX_32 - 1;
export const LOCAL_SIZE = 30;
export const CENTRAL_SIZE = 46;

/** Before each file. Sizes are known by then: no reader has to guess where it ends. */
export function localHeader({ name, crc, size }: Omit<Listed, 'offset'>): Buffer {
  const path = Buffer.from(name);
  const header = Buffer.alloc(LOCAL_SIZE);
  header.writeUInt32LE(SIGNATURES.local, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(path.length, 26);
  return Buffer.concat([header, path]);
}

/** A file's line in the list at the end. */
export function centralHeader({ name, crc, size, offset }: Listed): Buffer {
  const path = Buffer.from(name);
  const extra = offset >= MAX_32 ? zip64Extra(offset) : Buffer.alloc(0);
  const header = Buffer.alloc(CENTRAL_SIZE);
  header.writeUInt32LE(SIGNATURES.central, 0);
  header.writeUInt16LE((UNIX << 8) | VERSION_64, 4);
  header.writeUInt16LE(extra.length > 0 ? VERSION_64 : VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DATE, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(path.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((MODE << 16) >>> 0, 38);
  header.writeUInt32LE(Math.min(offset, MAX_32), 42);
  return Buffer.concat([header, path, extra]);
}

function zip64Extra(offset: number): Buffer {
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(offset), 4);
  return extra;
}

export interface List {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
}

/** The end of the archive: nothing may follow it. */
export function endRecord({ count, offset, size }: List): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(SIGNATURES.end, 0);
  end.writeUInt16LE(Math.min(count, MAX_16), 8);
  end.writeUInt16LE(Math.min(count, MAX_16), 10);
  end.writeUInt32LE(Math.min(size, MAX_32), 12);
  end.writeUInt32LE(Math.min(offset, MAX_32), 16);
  const isLarge = count >= MAX_16 || size >= MAX_32 || offset >= MAX_32;
  return isLarge ? Buffer.concat([end64({ count, offset, size }), end]) : end;
}

function end64({ count, offset, size }: List): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(SIGNATURES.end64, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE((UNIX << 8) | VERSION_64, 12);
  record.writeUInt16LE(VERSION_64, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(SIGNATURES.locator, 56);
  record.writeBigUInt64LE(BigInt(offset + size), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
