import { stringify } from 'csv-stringify/sync';

type Cell = string | number | undefined;

/** One table of the pack: its columns, and what each row says in them. */
export interface Table<Row> {
  readonly file: string;
  readonly columns: readonly { readonly title: string; readonly value: (row: Row) => Cell }[];
}

/**
 * RFC 4180 in UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection); a byte order mark tells Excel the encoding.
 */
const OPTIONS = { escape_formulas: true, record_delimiter: '\r\n' } as const;

export const headerOf = <Row>({ columns }: Table<Row>): string =>
  stringify([columns.map(({ title }) => title)], { ...OPTIONS, bom: true });

export const rowsOf = <Row>({ columns }: Table<Row>, rows: readonly Row[]): string =>
  rows.length === 0
    ? ''
    : stringify(
        rows.map((row) => columns.map(({ value }) => value(row))),
        OPTIONS,
      );
