import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import { pick } from 'stream-json/filters/pick.js';
import { parser } from 'stream-json/parser.js';
import { streamValues } from 'stream-json/streamers/stream-values.js';
import type { Mapping, RawRow } from './fields.ts';
import { rowOfJson } from './shapes.ts';

/** One JSON object a line. A line that is none comes as a row without anything in it, and is reported as unreadable. */
export async function* readJsonLines(input: Readable, mapping: Mapping): AsyncGenerator<RawRow> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() !== '') yield rowOfJson(parsed(text), line, mapping);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The elements of an array, or of several one after the other as `gh api --paginate` prints them. */
export const ELEMENTS = /^\d+$/;
/** The elements of the array `Records`, as CloudTrail writes its files. */
export const RECORDS = /^Records\.\d+$/;

/** Reads what `filter` picks of a JSON document, one element at a time, however large the document is. */
export async function* readJsonArray(input: Readable, filter: RegExp, mapping: Mapping): AsyncGenerator<RawRow> {
  const stages: Duplex[] = [
    parser.asStream({ jsonStreaming: true }),
    pick.asStream({ filter }),
    streamValues.asStream(),
  ];
  let last: Readable = input;
  const end = stages[stages.length - 1];
  for (const stage of stages) {
    last.on('error', (cause) => end?.destroy(cause));
    last = last.pipe(stage);
  }
  let line = 0;
  try {
    for await (const { value } of last as AsyncIterable<{ value: unknown }>) {
      line += 1;
      yield rowOfJson(value, line, mapping);
    }
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The file is no JSON that can be read after record ${line}: ${words}`, { cause });
  }
}
