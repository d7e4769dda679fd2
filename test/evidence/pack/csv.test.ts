import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText } from '../../../src/evidence/pack/csv.ts';

const letter = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  '"',
  ',',
  "'",
  ' ',
  ';',
  'é',
);
const cell = fc.oneof(fc.string({ unit: letter }), fc.string(), fc.integer(), fc.constant(undefined));

describe('a cell of a spreadsheet', () => {
  it('is written as a library for it writes it', () => {
    const options = { escape_formulas: true, record_delimiter: '\r\n', quote_record_delimiter: true };
    fc.assert(
      fc.property(cell, (content) => {
        expect(`,${cellText(content)}\r\n`).toBe(stringify([['', content]], options));
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['first\nsecond', 'first\rsecond', 'first\r\nsecond'])('stays one cell when it says %j', (content) => {
    expect(parse(`1,${cellText(content)},2\r\n`)).toEqual([['1', content, '2']]);
  });
});
