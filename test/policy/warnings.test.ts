import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import { policyText } from '../support/policy.ts';

const keeping = (retention: string) => {
  const text = policyText({ 'retention: 400d': `retention: ${retention}` });
  const line = text.split('\n').findIndex((words) => words.startsWith('retention')) + 1;
  return { warnings: parsePolicy(text).warnings.filter((warning) => warning.includes(': retention: ')), line };
};

describe('a policy that keeps the record', () => {
  it.each(['400d', '3650d', '9600h'])('for %s is as it should be', (retention) => {
    expect(keeping(retention).warnings).toEqual([]);
  });

  it.each(['399d', '90d', '1d', '12h'])('for %s is sound, with a warning that names the line', (retention) => {
    const { warnings, line } = keeping(retention);
    expect(warnings).toEqual([expect.stringContaining(`policy.yaml:${line}:12: retention: the record is kept for`)]);
  });

  it('without saying how long keeps it for 400 days', () => {
    const text = policyText({ 'retention: 400d': '# nothing said' });
    expect(parsePolicy(text).retention).toBe(400 * 86_400_000);
    expect(parsePolicy(text).warnings.filter((warning) => warning.includes('retention'))).toEqual([]);
  });
});

describe('a group', () => {
  const lonely = (replacements: Readonly<Record<string, string>> = {}) =>
    parsePolicy(policyText(replacements)).warnings.filter((warning) => warning.includes(': groups.'));
  const lead = 'users: [ben, dan], pagerduty_schedules: [PSCLEAD]';

  it('with one person in it is sound, with a warning that names place and remedy', () => {
    expect(lonely()).toEqual([
      expect.stringMatching(/^policy\.yaml:\d+:15: groups\.leadership: cleo is alone in it: .* Add a second person$/),
      expect.stringMatching(/^policy\.yaml:\d+:13: groups\.security: dan is alone in it/),
    ]);
  });

  it.each([
    { what: 'two people', to: 'users: [ben, dan]' },
    { what: 'one person and a schedule', to: 'users: [ben], pagerduty_schedules: [PSCLEAD]' },
    { what: 'a schedule alone', to: 'pagerduty_schedules: [PSCLEAD]' },
  ])('with $what is as it should be', ({ to }) => {
    expect(lonely({ [lead]: to }).filter((warning) => warning.includes('oncall-leads'))).toEqual([]);
  });

  it('that only reads evidence may have one person in it, unless it decides on changes too', () => {
    const deciding = { 'reviewers: change-managers': 'reviewers: auditors' };
    expect(lonely().some((warning) => warning.includes('groups.auditors'))).toBe(false);
    expect(lonely(deciding).some((warning) => warning.includes('groups.auditors'))).toBe(true);
  });

  it('with nobody in it is refused', () => {
    expect(() => parsePolicy(policyText({ [lead]: 'users: []' }))).toThrow(
      /groups\.oncall-leads: a group needs at least one person/,
    );
  });
});
