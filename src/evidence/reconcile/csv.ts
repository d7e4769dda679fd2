import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Field, Mapping, RawRow } from './fields.ts';
import { FIELD_NAMES, FIELDS, plainName } from './fields.ts';

/**
 * Reads a CSV file with a header, one record at a time. Commas, semicolons and tabs are told apart by the header.
 * @throws with words for people when the file is no CSV, or its header lacks a system or a time
 */
export async function* readCsv(input: Readable, mapping: Mapping, header: string): AsyncGenerator<RawRow> {
  const parser = input.pipe(
    parse({ bom: true, delimiter: delimiterOf(header), relax_column_count: true, skip_empty_lines: true, trim: true }),
  );
  input.on('error', (cause) => parser.destroy(cause));
  let columns: ReturnType<typeof columnsOf> | undefined;
  let line = 1;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (!columns) {
        columns = columnsOf(record, mapping);
        continue;
      }
      line += 1;
      yield rowOf(record, columns, line);
    }
  } catch (cause) {
    throw cause instanceof CsvError ? new Error(`The file is no CSV that can be read: ${cause.message}`) : cause;
  }
}

const delimiterOf = (header: string): string =>
  [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ',';

function columnsOf(header: readonly string[], mapping: Mapping): [Field, number][] {
  const plain = header.map(plainName);
  const columns = FIELD_NAMES.map((field): [Field, number] => {
    const named = mapping[field];
    if (named !== undefined && !plain.includes(plainName(named))) {
      throw new Error(`--map says ${field}=${named}, and the file has no such column. It has ${header.join(', ')}.`);
    }
    const names = named === undefined ? FIELDS[field] : [plainName(named)];
    return [field, names.map((name) => plain.indexOf(name)).find((index) => index >= 0) ?? -1];
  });
  for (const [field, index] of columns) {
    if (index < 0 && (field === 'system' || field === 'deployed_at')) {
      throw new Error(
        `No column tells the ${field}. Name it: --map ${field}=<column>. The file has ${header.join(', ')}.`,
      );
    }
  }
  return columns.filter(([, index]) => index >= 0);
}

function rowOf(record: readonly string[], columns: readonly [Field, number][], line: number): RawRow {
  const row: { line: number } & Partial<Record<Field, string>> = { line };
  for (const [field, index] of columns) {
    const value = record[index];
    if (value) row[field] = value;
  }
  return row;
}
