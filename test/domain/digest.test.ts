import { describe, expect, it } from 'vitest';
import type { DayCount, DigestLine } from '../../src/domain/digest.ts';
import { byOwner, DAY, dayOf, tally, thirtyDays, weekName, weeks } from '../../src/domain/digest.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const on = (daysAgo: number, count: Partial<DayCount> = {}): DayCount => ({
  day: dayOf(now) - daysAgo,
  declared: 1,
  onTime: 0,
  late: 0,
  ...count,
});

describe('the weeks', () => {
  it('are eight, the last ends with today, and each counts what became of its reviews', () => {
    const days = [on(0), on(6, { declared: 3, onTime: 1, late: 1 }), on(7), on(55, { late: 1 }), on(56)];
    const found = weeks(days, now);
    expect(found).toHaveLength(8);
    expect(found.at(-1)).toEqual({ from: Date.parse('2026-11-17T00:00:00Z'), onTime: 1, late: 1, open: 2 });
    expect(found.at(-2)).toMatchObject({ onTime: 0, late: 0, open: 1 });
    expect(found[0]).toMatchObject({ late: 1, open: 0 });
    expect(found.reduce((total, week) => total + week.onTime + week.late + week.open, 0)).toBe(6);
  });

  it('are called by the day they begin on', () => {
    expect(weeks([], now).map(weekName).slice(-2)).toEqual(['10 Nov', '17 Nov']);
  });
});

describe('the 30-day count', () => {
  it('holds the thirty days that end with today against the thirty before them', () => {
    const days = [on(0), on(29), on(30), on(59), on(60)];
    expect(tally(days, [], now)).toMatchObject({ declared: 2, before: 2 });
    expect(thirtyDays(now)).toEqual({ first: dayOf(now) - 29, last: dayOf(now) });
  });

  it('judges reviews that are in or past their limit, and no others', () => {
    expect(tally([on(10, { declared: 6, onTime: 2, late: 2 })], [], now).onTime).toBe(0.5);
  });

  it('does not judge when nothing was due', () => {
    expect(tally([on(1)], [], now).onTime).toBeUndefined();
    expect(tally([], [], now)).toEqual({ declared: 0, before: 0, onTime: undefined, repeats: [] });
  });

  it('names systems that come again, most first, three at most', () => {
    const systems = Object.entries({ a: 2, b: 4, c: 2, d: 3, e: 1 }).map(([system, times]) => ({ system, times }));
    expect(tally([], systems, now).repeats).toEqual([
      { system: 'b', times: 4 },
      { system: 'd', times: 3 },
      { system: 'a', times: 2 },
    ]);
  });
});

describe('the overdue list', () => {
  const line = (owner: string, daysLate: number) => ({ owner, targetAt: now - daysLate * DAY }) as DigestLine;

  it('keeps an owner’s changes together, the owner of the longest overdue first', () => {
    const sorted = byOwner([line('ana', 1), line('dan', 5), line('ana', 7), line('dan', 2)]);
    expect(sorted).toEqual([line('ana', 7), line('ana', 1), line('dan', 5), line('dan', 2)]);
  });
});
