import { createHash } from 'node:crypto';
import { writeZip } from '../../src/evidence/zip/write.ts';
import { unzip } from './unzip.ts';

/** A file of a pack, by name: the order is the archive's. */
export type Files = [name: string, content: Buffer][];

export const filesOf = async (pack: string): Promise<Files> => [...(await unzip(pack))];

/** An archive of these files, in perfect form. Names may come twice. */
export function zipped(file: string, files: Files): string {
  const zip = writeZip(file);
  for (const [name, content] of files) zip.add(name, content);
  zip.end();
  return file;
}

/** What somebody does who knows how packs are made: the sums are those of the forged files. */
export function forged(file: string, files: Files): string {
  const others = files.filter(([name]) => name !== 'SHA256SUMS' && name !== 'SHA256SUMS.sig');
  const sums = others
    .map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`)
    .join('');
  const signature = files.filter(([name]) => name === 'SHA256SUMS.sig');
  return zipped(file, [...others, ['SHA256SUMS', Buffer.from(sums)], ...signature]);
}

/** Chance that comes again: the same seed makes the same numbers (mulberry32). */
export function chance(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** From 0 to below `limit`. */
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: <T>(all: readonly T[]): T => all[below(all.length)] as T };
}
