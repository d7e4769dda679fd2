import { describe, expect, it } from 'vitest';
import type { MonthlyCounted } from '../../src/domain/monthly.ts';
import { firstWorkingDay, monthlyFacts, monthsBefore, monthToReview } from '../../src/domain/monthly.ts';

const asOf = Date.parse('2026-11-02T09:00:00Z');
const declared = (month: string, overrides: Partial<MonthlyCounted> = {}): MonthlyCounted => {
  const declaredAt = Date.parse(`${month}-10T09:00:00Z`);
  const limitAt = declaredAt + 2 * 86_400_000;
  const onTime = { submittedAt: limitAt - 3_600_000, reviewOwed: false };
  const verdict = 'approved before deploy' as const;
  return { month, systems: ['payments'], criterion: 'outage', verdict, declaredAt, limitAt, ...onTime, ...overrides };
};
const late = { submittedAt: Date.parse('2026-11-01T09:00:00Z') };
const facts = (...changes: readonly MonthlyCounted[]) => monthlyFacts('2026-10', changes, { asOf, overdue: 0 });

describe('when a month is reviewed', () => {
  it.each([
    { month: '2026-12', first: '2026-12-01', weekday: 'a Tuesday' },
    { month: '2026-08', first: '2026-08-03', weekday: 'after a Saturday' },
    { month: '2026-11', first: '2026-11-02', weekday: 'after a Sunday' },
    { month: '2027-01', first: '2027-01-01', weekday: 'a Friday' },
  ])('is the first working day: $weekday', ({ month, first }) => {
    expect(firstWorkingDay(`${month}-17`)).toBe(first);
  });

  it('is from that day on, and the month before', () => {
    expect(monthToReview('2026-11-01')).toBeUndefined();
    expect(monthToReview('2026-11-02')).toBe('2026-10');
    expect(monthToReview('2026-11-30')).toBe('2026-10');
    expect(monthToReview('2027-01-01')).toBe('2026-12');
    expect(monthsBefore('2026-03', 5)).toBe('2025-10');
  });
});

describe('what a month shows', () => {
  it('is its count beside the five before it, with what was reviewed late', () => {
    const { months, onTime } = facts(
      declared('2026-05'),
      declared('2026-10', late),
      declared('2026-10'),
      declared('2026-11'),
    );
    expect(months.map(({ month }) => month)).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
    ]);
    expect(months.map((each) => [each.declared, each.late])).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [2, 1],
    ]);
    expect(onTime).toBe(0.5);
  });

  it('counts what is owed and past its limit as late, and judges nothing that is not due or not owed', () => {
    const missing = declared('2026-10', { submittedAt: undefined, reviewOwed: true });
    const notDue = declared('2026-10', { submittedAt: undefined, reviewOwed: true, limitAt: asOf + 1 });
    const withdrawn = declared('2026-10', { submittedAt: undefined, reviewOwed: false });
    expect(facts(missing, notDue, withdrawn)).toMatchObject({ onTime: 0 });
    expect(facts(notDue, withdrawn).onTime).toBeUndefined();
  });

  it('names the timing and the reasons of the month alone, most first', () => {
    const never = { verdict: 'never approved' as const, criterion: 'data-loss' };
    const shown = facts(
      declared('2026-10'),
      declared('2026-10'),
      declared('2026-10', never),
      declared('2026-09', never),
    );
    expect(shown.verdicts).toEqual([
      { name: 'approved before deploy', times: 2 },
      { name: 'never approved', times: 1 },
    ]);
    expect(shown.criteria.map(({ name }) => name)).toEqual(['outage', 'data-loss']);
    expect(facts(declared('2026-10', { verdict: undefined })).verdicts).toEqual([
      { name: 'nothing deployed', times: 1 },
    ]);
  });

  it('finds what came again within three months, not what came once or before', () => {
    const search = { systems: ['search'], criterion: 'deadline' };
    const shown = facts(
      declared('2026-10'),
      declared('2026-08'),
      declared('2026-07', search),
      declared('2026-09', search),
    );
    expect(shown.repeatSystems).toEqual([{ name: 'payments', times: 2 }]);
    expect(shown.repeatCriteria).toEqual([{ name: 'outage', times: 2 }]);
  });
});
