import { describe, expect, it } from 'vitest';
import { periodOf, periodText, readPeriod } from '../../src/domain/period.ts';

const read = (text: string) => {
  const period = readPeriod(text);
  return period.ok ? periodText(period.value) : period.error;
};

describe('a period', () => {
  it.each([
    { text: '2026-q3', days: '2026-07-01..2026-09-30' },
    { text: '2026-Q4', days: '2026-10-01..2026-12-31' },
    { text: '2026-09', days: '2026-09-01..2026-09-30' },
    { text: '2028-02', days: '2028-02-01..2028-02-29' },
    { text: '2026', days: '2026-01-01..2026-12-31' },
    { text: '2026-09-30', days: '2026-09-30..2026-09-30' },
    { text: ' 2026-07-01 .. 2026-09-30 ', days: '2026-07-01..2026-09-30' },
  ])('written $text is $days', ({ text, days }) => {
    expect(read(text)).toBe(days);
  });

  it('holds its last day to the end, in UTC', () => {
    const period = periodOf('2026-07-01', '2026-09-30');
    expect(period).toMatchObject({
      ok: true,
      value: { from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 9, 1) },
    });
  });

  it.each([
    { text: 'last quarter', words: 'Write the period as 2026-q3' },
    { text: '', words: 'Write the period as 2026-q3' },
    { text: '2026-q5', words: 'Write the period as 2026-q3' },
    { text: '2026-13', words: 'Write the period as 2026-q3' },
    { text: '2026-01-01..2026-02-01..2026-03-01', words: 'Write the period as 2026-q3' },
    { text: '2026-02-30', words: '“2026-02-30” is no day' },
    { text: '2026-07-01..2026-9-30', words: '“2026-9-30” is no day' },
    { text: '2026-09-30..2026-07-01', words: 'put the earlier day first' },
  ])('written “$text” is refused: $words', ({ text, words }) => {
    expect(read(text)).toContain(words);
  });
});
