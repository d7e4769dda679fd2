type Cell = string | number | undefined;

/** One table of the pack: its columns, and what each row says in them. */
export interface Table<Row> {
  readonly file: string;
  readonly columns: readonly { readonly title: string; readonly value: (row: Row) => Cell }[];
}

/** Tells Excel the encoding. */
const BYTE_ORDER_MARK = '\ufeff';

export const headerOf = <Row>({ columns }: Table<Row>): string =>
  `${BYTE_ORDER_MARK}${columns.map(({ title }) => cellText(title)).join()}\r\n`;

export const rowOf = <Row>({ columns }: Table<Row>, row: Row): string =>
  `${columns.map(({ value }) => cellText(value(row))).join()}\r\n`;

/** What a spreadsheet takes for the beginning of a formula, wide letters too (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** By RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe. */
export function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : `${cell}`;
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
