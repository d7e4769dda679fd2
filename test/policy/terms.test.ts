import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/policy/duration.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { groupTitle, groupUsers, requirementsFor, termsFor } from '../../src/policy/terms.ts';
import { ben, dan, details, HOUR, MINUTE } from '../support/changes.ts';

const policy = loadPolicy('policy.yaml');
const ordinary = { ...details, risk: 'low' as const, kind: 'application-code' as const };
const asksFor = (requirements: ReturnType<typeof requirementsFor>) =>
  requirements.map(({ groups, places }) => `${places} ${groups.join(' or ')}`);

describe('what is required of a change', () => {
  it.each([
    { change: 'an ordinary one', overrides: {}, asks: ['1 oncall-leads'] },
    { change: 'a risky one', overrides: { risk: 'high' as const }, asks: ['1 oncall-leads', '1 leadership'] },
    { change: 'one of access', overrides: { kind: 'access' as const }, asks: ['1 oncall-leads', '1 security'] },
    {
      change: 'a risky one of secrets',
      overrides: { risk: 'high' as const, kind: 'secret' as const },
      asks: ['1 oncall-leads', '1 leadership', '1 security'],
    },
  ])('is what every rule that matches $change asks for', ({ overrides, asks }) => {
    expect(asksFor(requirementsFor(policy, { ...ordinary, ...overrides }))).toEqual(asks);
  });

  it.each([
    { when: { system: ['payments', 'search'] }, matches: true },
    { when: { system: ['search'] }, matches: false },
    { when: { criterion: ['outage'] }, matches: true },
    { when: { criterion: ['vulnerability'] }, matches: false },
    { when: { system: ['payments'], risk: ['high' as const] }, matches: false },
    { when: {}, matches: true },
  ])('depends on all that a rule names: $when matches is $matches', ({ when, matches }) => {
    const rules = [{ name: 'One', when, require: { leadership: 2 } }];
    const expected = matches ? [{ rule: 'One', groups: ['leadership'], places: 2 }] : [];
    expect(requirementsFor({ ...policy, rules }, ordinary)).toEqual(expected);
  });

  it('counts a group twice that two rules ask for', () => {
    const rules = ['One', 'Two'].map((name) => ({ name, when: {}, require: { 'oncall-leads': 1 } }));
    expect(asksFor(requirementsFor({ ...policy, rules }, ordinary))).toEqual(['1 oncall-leads', '1 oncall-leads']);
  });
});

describe('the terms of a change', () => {
  it('hold everything the policy in force demands, for ever', () => {
    const requirements = requirementsFor(policy, ordinary);
    expect(termsFor(policy, requirements, ordinary)).toMatchObject({
      policyHash: policy.hash,
      requirements,
      approval: { remindAfter: [5 * MINUTE, 15 * MINUTE, HOUR], expiresAfter: 8 * HOUR },
      review: { target: 24 * HOUR, limit: 48 * HOUR, repeatEvery: 24 * HOUR, reviewers: 'change-managers' },
    });
    expect(termsFor(policy, requirements, ordinary).patchWithin).toBeUndefined();
    const critical = { criterion: { id: 'vulnerability', title: 'Critical vulnerability' } };
    expect(termsFor(policy, requirements, critical).patchWithin).toBe(72 * HOUR);
    expect(termsFor(policy, requirements, ordinary).review.ladder.at(-1)).toEqual({
      after: 48 * HOUR,
      tell: ['owner', 'channel', 'page'],
    });
  });
});

describe('a group', () => {
  it('has its listed people, by their Slack ids, and a title', () => {
    expect(groupUsers(policy, 'oncall-leads')).toEqual([ben, dan]);
    expect(groupTitle(policy, 'oncall-leads')).toBe('on-call lead');
  });

  it('that nobody knows has nobody', () => {
    expect(groupUsers(policy, 'choir')).toEqual([]);
    expect(groupTitle(policy, 'choir')).toBe('choir');
  });

  it('has nobody by a name that every object has', () => {
    expect(groupUsers(policy, 'constructor')).toEqual([]);
    expect(groupTitle(policy, 'constructor')).toBe('constructor');
  });
});

describe('a duration', () => {
  it.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    [' 2 h ', 7_200_000],
  ])('%s is %d milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '5', 'h', '1.5h', '-5m', '5w', '5H', '1h30m', '1234567s'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
