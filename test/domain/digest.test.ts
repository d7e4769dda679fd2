import { describe, expect, it } from 'vitest';
import type { Counted, DigestLine } from '../../src/domain/digest.ts';
import { byOwner, DAY, tally, weekName, weeks } from '../../src/domain/digest.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const counted = (daysAgo: number, overrides: Partial<Counted> = {}): Counted => ({
  systems: ['payments'],
  declaredAt: now - daysAgo * DAY,
  submittedAt: undefined,
  limitAt: now - daysAgo * DAY + 2 * DAY,
  reviewOwed: true,
  ...overrides,
});

describe('the weeks', () => {
  it('are eight, the last ends now, and each counts what became of its reviews', () => {
    const onTime = counted(3, { submittedAt: now - 2 * DAY, reviewOwed: false });
    const late = counted(3, { limitAt: now - DAY });
    const notDue = counted(1);
    const withdrawn = counted(10, { reviewOwed: false });
    const found = weeks([onTime, late, notDue, withdrawn, counted(55), counted(57)], now);
    expect(found).toHaveLength(8);
    expect(found.at(-1)).toEqual({ from: now - 7 * DAY, onTime: 1, late: 1, open: 1 });
    expect(found.at(-2)).toMatchObject({ onTime: 0, late: 0, open: 1 });
    expect(found[0]).toMatchObject({ from: now - 56 * DAY, late: 1 });
    expect(found.reduce((sum, week) => sum + week.onTime + week.late + week.open, 0)).toBe(5);
  });

  it('are called by the day they begin on', () => {
    expect(weeks([], now).map(weekName).slice(-2)).toEqual(['9 Nov', '16 Nov']);
  });
});

describe('the 30-day count', () => {
  it('holds the last 30 days against the 30 before them', () => {
    expect(tally([counted(1), counted(29), counted(30), counted(45)], now)).toMatchObject({ declared: 2, before: 2 });
  });

  it('counts as on time what was handed in by its limit, and as late what was not', () => {
    const onTime = counted(10, { submittedAt: now - 9 * DAY, reviewOwed: false });
    const late = counted(10, { submittedAt: now - 5 * DAY, reviewOwed: false });
    const missing = counted(10);
    const notYetDue = counted(1);
    const withdrawn = counted(10, { reviewOwed: false });
    expect(tally([onTime, onTime, late, missing, notYetDue, withdrawn], now).onTime).toBe(0.5);
  });

  it('does not judge when nothing was due', () => {
    expect(tally([counted(1)], now).onTime).toBeUndefined();
    expect(tally([], now)).toEqual({ declared: 0, before: 0, onTime: undefined, repeats: [] });
  });

  it('names systems that come again, most first, three at most', () => {
    const of = (system: string, times: number) =>
      Array.from({ length: times }, () => counted(3, { systems: [system] }));
    const changes = [...of('a', 2), ...of('b', 4), ...of('c', 2), ...of('d', 3), ...of('e', 1)];
    expect(tally(changes, now).repeats).toEqual([
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
