import { describe, expect, it } from 'vitest';
import { isAuditor } from '../../src/app/auditors.ts';
import { listedGroups } from '../../src/app/groups.ts';
import type { Groups, Memberships } from '../../src/app/people-ports.ts';
import type { Standing } from '../../src/domain/change/types.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { policyText } from '../support/policy.ts';

const FINN = 'U0FINNROY1';
const policy = parsePolicy(policyText({}));

const asked = (found: Partial<Memberships>, standing: Standing = 'member') => {
  const groups: Groups = {
    ...listedGroups(() => policy),
    membershipsOf: async () => ({ memberOf: [], unreachable: [], ...found }),
  };
  const people = {
    find: async (id: string) => ({ id, name: id, email: undefined, timezone: undefined, standing }),
  };
  return isAuditor(FINN, { policy, groups, people });
};
const member = { memberOf: [{ group: 'auditors', ground: 'listed as auditor in the policy' }] };

describe('an auditor', () => {
  it.each([
    { who: 'a member of the group', found: member, standing: 'member', answer: { ok: true } },
    { who: 'nobody of it', found: {}, standing: 'member', answer: { ok: false, error: 'not-a-member' } },
    {
      who: 'somebody who cannot be looked up',
      found: { unreachable: ['auditors'] },
      standing: 'member',
      answer: { ok: false, error: 'unreachable' },
    },
    { who: 'a guest', found: member, standing: 'guest', answer: { ok: false, error: 'no-standing' } },
    { who: 'whoever left', found: member, standing: 'deactivated', answer: { ok: false, error: 'no-standing' } },
    {
      who: 'whom Slack is silent about',
      found: member,
      standing: 'unknown',
      answer: { ok: false, error: 'unreachable' },
    },
  ] as const)('is or is not $who', async ({ found, standing, answer }) => {
    expect(await asked(found, standing)).toMatchObject(answer);
  });
});
