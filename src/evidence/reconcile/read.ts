import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { readCsv } from './csv.ts';
import type { Mapping, RawRow } from './fields.ts';
import { ELEMENTS, RECORDS, readJsonArray, readJsonLines } from './json.ts';

/** Bytes looked at to tell what a file is. */
const PEEK = 64 * 1024;

/** Reads a log whose format its beginning tells: CSV, JSON lines, a JSON array, or `{"Records": [...]}`. In constant memory. */
export function readLog(file: string, mapping: Mapping): AsyncIterable<RawRow> {
  const beginning = peek(file);
  if (beginning.trim() === '') throw new Error(`${file} is empty.`);
  const input = createReadStream(file, { highWaterMark: 1024 * 1024 });
  if (/^\s*\[/.test(beginning)) return readJsonArray(input, ELEMENTS, mapping);
  if (/^\s*\{\s*"Records"\s*:/.test(beginning)) return readJsonArray(input, RECORDS, mapping);
  if (/^\s*\{/.test(beginning)) return readJsonLines(input, mapping);
  return readCsv(input, mapping, beginning.split('\n')[0] ?? '');
}

function peek(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(PEEK);
    const length = readSync(descriptor, buffer, 0, PEEK, 0);
    return buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
  } finally {
    closeSync(descriptor);
  }
}
