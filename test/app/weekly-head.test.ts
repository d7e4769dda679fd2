import { describe, expect, it } from 'vitest';
import { headOfWeek, mondayOf } from '../../src/app/weekly-head.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { policyText } from '../support/policy.ts';

const HEAD = { hash: 'c'.repeat(64), events: 7 };
const ledger = { head: async () => HEAD };
const policyWith = (issue: string) => parsePolicy(policyText({ '# head_issue: OPS-1': issue }));

describe('the head of a week', () => {
  it.each([
    { date: '2026-11-23', monday: '2026-11-23' },
    { date: '2026-11-24', monday: '2026-11-23' },
    { date: '2026-11-29', monday: '2026-11-23' },
    { date: '2026-11-30', monday: '2026-11-30' },
    { date: '2027-01-01', monday: '2026-12-28' },
  ])('of $date is that of Monday $monday', ({ date, monday }) => {
    expect(mondayOf(date)).toBe(monday);
  });

  it('is planned under the same key all week, with the head as it is now', async () => {
    const policy = policyWith('head_issue: OPS-1');
    const [monday] = await headOfWeek(ledger, policy, '2026-11-23');
    const [sunday] = await headOfWeek(ledger, policy, '2026-11-29');
    expect(monday).toEqual(sunday);
    expect(monday).toMatchObject({
      key: 'head/2026-11-23',
      work: { kind: 'publish-head', issueKey: 'OPS-1', week: '2026-11-23', head: HEAD.hash, events: 7 },
    });
  });

  it('goes nowhere unless the policy names an issue', async () => {
    expect(await headOfWeek(ledger, policyWith('# none'), '2026-11-23')).toEqual([]);
  });

  it('wants an issue, not a project', () => {
    expect(() => policyWith('head_issue: OPS')).toThrow('jira.head_issue: an issue key looks like OPS-1');
  });
});
