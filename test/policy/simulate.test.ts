import { describe, expect, it } from 'vitest';
import type { ChangeDeclared, ChangeEvent } from '../../src/domain/change/events.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { simulate } from '../../src/policy/simulate.ts';
import { requirementsFor, termsFor } from '../../src/policy/terms.ts';
import {
  ana,
  approved,
  ben,
  changeOf,
  cleo,
  declared,
  declaredAt,
  deployed,
  details,
  HOUR,
  MINUTE,
} from '../support/changes.ts';
import { asked, authorized, submitted } from '../support/facts.ts';
import { policyText } from '../support/policy.ts';

const policy = (replacements: Readonly<Record<string, string>> = {}) => parsePolicy(policyText(replacements));
const then = policy();
const underThen = declared({ terms: termsFor(then, requirementsFor(then, details), details) });
const NOW = declaredAt + 100 * HOUR;

type Story = readonly [ChangeDeclared, ...ChangeEvent[]];
const story: Story = [
  underThen,
  asked(),
  approved(ben, 'oncall-leads'),
  approved(cleo, 'leadership', declaredAt + 4 * MINUTE),
  authorized(),
  deployed(),
  submitted(ana, declaredAt + 30 * HOUR),
];

const under = (replacements: Readonly<Record<string, string>>, events: Story = story) =>
  simulate({ change: changeOf(...events), events }, policy(replacements), NOW).differences.map(({ words }) => words);

describe('a past change under another policy', () => {
  it('is the same under the same one', () => {
    expect(under({})).toEqual([]);
    expect(under({ '# This is the example': '# This was the example' })).toEqual([]);
  });

  it('would have needed other people', () => {
    expect(under({ 'require: { oncall-leads: 1 }': 'require: { oncall-leads: 2 }' })).toEqual([
      'approval: 2 on-call lead instead of 1',
      'approval: those who approved would not have been enough, 1 on-call lead missing',
    ]);
    expect(under({ 'when: { risk: [high] }': 'when: { risk: [low] }' })).toEqual([
      'approval: 0 leadership instead of 1',
    ]);
  });

  it('counts who is listed in a group that was not asked for then', () => {
    expect(under({ 'require: { leadership: 1 }': 'require: { change-managers: 1 }' })).toEqual([
      'approval: 0 leadership instead of 1',
      'approval: 1 change manager instead of 0',
    ]);
  });

  it('would have had other deadlines, and been late', () => {
    expect(
      under({
        '  limit: 48h': '  limit: 26h',
        '{ at: 48h, tell: [owner, channel, page] }': '{ at: 49h, tell: [owner] }',
      }),
    ).toEqual([
      'deadline: the review is due at the latest after 26 h instead of 48 h',
      'finding: no test evidence',
      'finding: record incomplete',
      'finding: review late',
      'finding: review missing',
    ]);
  });

  it('would not have been found fault with', () => {
    const late: Story = [underThen, asked(), deployed(), submitted(ana, declaredAt + 60 * HOUR)];
    const easier = under({ '  limit: 48h': '  limit: 72h' }, late);
    expect(easier).toContain('no finding: review late');
  });

  it('takes the requirements from the declaration, not from what a later round made of them', () => {
    const tier: ChangeEvent = {
      type: 'NextTierAsked',
      at: declaredAt + 20 * MINUTE,
      rung: 0,
      group: 'change-managers',
      asked: [],
    };
    expect(under({}, [underThen, asked(), tier])).toEqual([]);
  });
});
