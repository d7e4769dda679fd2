import { describe, expect, it } from 'vitest';
import { commitIn, namedCommits, sameCommit } from '../../src/domain/commits.ts';
import { changeOf, declared, declaredAt, details } from '../support/changes.ts';

const SHA = '9f3c1de0a4b56718293a4b5c6d7e8f9012345678';

describe('a commit', () => {
  it.each([
    { text: SHA, commit: SHA },
    { text: ` ${SHA.toUpperCase()} `, commit: SHA },
    { text: '9f3c1de', commit: '9f3c1de' },
    { text: `https://github.com/acme/payments/commit/${SHA}`, commit: SHA },
    { text: `https://github.com/acme/payments/pull/12/commits/${SHA}`, commit: SHA },
    { text: 'https://github.com/acme/payments/pull/12', commit: undefined },
    { text: 'v841', commit: undefined },
    { text: '9f3c1d', commit: undefined },
    { text: 'deadbeefcafe-not-a-hash', commit: undefined },
    { text: '', commit: undefined },
  ])('is read from “$text”: $commit', ({ text, commit }) => {
    expect(commitIn(text)).toBe(commit);
  });

  it('is the same under each of its lengths', () => {
    expect(sameCommit(SHA, '9f3c1de')).toBe(true);
    expect(sameCommit('9F3C1DE', SHA)).toBe(true);
    expect(sameCommit(SHA, '9f3c1df')).toBe(false);
    expect(sameCommit('v841', 'v841')).toBe(false);
  });
});

describe('what approvers are asked about', () => {
  it('is what the links name', () => {
    const links = [`https://github.com/acme/payments/commit/${SHA}`, 'https://grafana.example.com/d/1'];
    expect(namedCommits(changeOf(declared({ details: { ...details, links } })))).toEqual([SHA]);
  });

  it('grows by each extension that stands', () => {
    const extended = {
      type: 'ScopeExtended' as const,
      by: details.implementers[0] ?? '',
      at: declaredAt,
      systems: [],
      commit: 'abc1234',
      reason: 'A second fix is needed',
      requirements: [],
    };
    expect(namedCommits(changeOf(declared(), extended))).toEqual(['abc1234']);
  });
});
