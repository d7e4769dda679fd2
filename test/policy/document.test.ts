import { describe, expect, it } from 'vitest';
import { policyPage } from '../../src/evidence/policy-page.ts';
import { policyDocument } from '../../src/policy/document.ts';
import { durationWords } from '../../src/policy/duration.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { policyText } from '../support/policy.ts';

const AT = Date.UTC(2026, 10, 21, 12);
const written = (replacements: Readonly<Record<string, string>> = {}) =>
  policyDocument(parsePolicy(policyText(replacements)), AT);

describe('the procedure written from the policy', () => {
  it('names its version, hash and date', () => {
    const policy = parsePolicy(policyText({}));
    expect(written()).toContain(
      `Written on 2026-11-21 12:00 UTC from the policy that Breakglass enforces: version 1, SHA-256 \`${policy.hash}\``,
    );
  });

  it('is the same bytes for the same policy and moment', () => {
    expect(written()).toBe(written());
  });

  it.each([
    { says: 'what qualifies', words: '- Critical vulnerability (names the CVE and CVSS score)' },
    { says: 'who approves', words: '- When risk is high: **1 of leadership**' },
    { says: 'who may fill in', words: 'change manager may fill the place' },
    { says: 'what happens while nobody answers', words: '- after 30 min: the approvers are paged' },
    { says: 'what may not be skipped', words: 'May not be left out: the declaration, the approval' },
    { says: 'what is owed by when', words: '24 h after the first deployment, at the latest 48 h' },
    { says: 'who is in the groups', words: '**on-call lead**: ben, dan; on call by the PagerDuty schedule PSCLEAD' },
  ])('says $says', ({ words }) => {
    expect(written()).toContain(words);
  });

  it.each([
    { what: 'a deadline', from: '  limit: 48h', to: '  limit: 30h', words: 'at the latest 30 h' },
    {
      what: 'a number of people',
      from: 'require: { leadership: 1 }',
      to: 'require: { change-managers: 2 }',
      words: '2 of change manager',
    },
    {
      what: 'what declare demands',
      from: '  require: []',
      to: '  require: [impact, test_plan]',
      words: 'also demands the impact, how it is tested',
    },
    {
      what: 'a reason',
      from: 'title: Customer-facing outage',
      to: 'title: Fire in the data centre',
      words: '- Fire in the data centre',
    },
    {
      what: 'a rule for drills',
      from: 'when: { risk: [high] }',
      to: 'when: { drill: true }',
      words: '- When it is a drill',
    },
  ])('follows the policy when it changes $what', ({ from, to, words }) => {
    expect(written()).not.toContain(words);
    expect(written({ [from]: to })).toContain(words);
  });
});

describe('the procedure as a page', () => {
  it('is one file without scripts that fetches nothing', () => {
    const page = policyPage(written());
    expect(page).toContain('<h1>Emergency change procedure</h1>');
    expect(page).toContain('<strong>1 of leadership</strong>');
    expect(page).not.toMatch(/<script|<link[^>]+href="(?!data:)|src="/);
  });

  it('holds what the policy says as text', () => {
    const page = policyPage(
      written({ 'title: Customer-facing outage': 'title: "<script>alert(1)</script> *now* & then"' }),
    );
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; *now* &amp; then');
  });
});

describe('a duration in words', () => {
  it.each([
    [10_000, '10 s'],
    [90_000, '90 s'],
    [15 * 60_000, '15 min'],
    [24 * 3_600_000, '24 h'],
    [48 * 3_600_000, '48 h'],
    [400 * 86_400_000, '400 days'],
  ])('%s ms is %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});
