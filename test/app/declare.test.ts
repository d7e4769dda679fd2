import { describe, expect, it } from 'vitest';
import { prepareAskAgain, prepareDeclare } from '../../src/app/declare.ts';
import { listedGroups } from '../../src/app/groups.ts';
import type { Details } from '../../src/domain/change/types.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { ana, ben, cleo, dan, declaredAt, deployment, details } from '../support/changes.ts';
import { eva } from '../support/facts.ts';
import { policyText } from '../support/policy.ts';

const policy = parsePolicy(policyText({}));
const groups = listedGroups(() => policy);
const ordinary: Details = { ...details, risk: 'low' };
const prepared = (by: string, overrides: Partial<Details> = {}, deployer?: string) =>
  prepareDeclare(
    {
      by,
      at: declaredAt,
      details: { ...ordinary, implementers: [by], ...overrides },
      source: 'slack',
      deployment: deployer === undefined ? undefined : { ...deployment, who: deployer },
    },
    policy,
    groups,
  );
const asked = (plan: { asked: readonly { user: string }[] }) => plan.asked.map(({ user }) => user);

describe('the form, with what the policy adds', () => {
  it('asks everybody the rules name', async () => {
    const { plan, terms } = await prepared(ana, { risk: 'high' });
    expect(asked(plan)).toEqual([ben, dan, cleo]);
    expect(plan).toMatchObject({ fallback: undefined, shortfall: [] });
    expect(terms.requirements.map(({ groups: names }) => names)).toEqual([['oncall-leads'], ['leadership']]);
    expect(terms.policyHash).toBe(policy.hash);
  });

  it.each([
    { who: 'the requester', plan: () => prepared(ben) },
    { who: 'an implementer', plan: () => prepared(ana, { implementers: [ben] }) },
    { who: 'who deployed it already', plan: () => prepared(ana, {}, ben) },
  ])('does not ask $who', async ({ plan }) => {
    expect(asked((await plan()).plan)).toEqual([dan]);
  });

  it('brings in the fall-back group at once where too few are left, and lets it approve', async () => {
    const { plan, terms } = await prepared(ben, { implementers: [dan] });
    expect(plan).toMatchObject({ fallback: 'change-managers', shortfall: [] });
    expect(asked(plan)).toEqual([eva, cleo]);
    expect(terms.requirements).toMatchObject([{ groups: ['oncall-leads', 'change-managers'] }]);
  });

  it('says who cannot be found even so', async () => {
    const { plan } = await prepared(ben, { implementers: [dan, cleo, eva] });
    expect(plan).toMatchObject({
      asked: [],
      fallback: 'change-managers',
      shortfall: ['oncall-leads', 'change-managers'],
    });
  });

  it('demands what the criterion and the policy ask for', async () => {
    const criterion = { id: 'vulnerability', title: 'Critical vulnerability' };
    expect((await prepared(ana, { criterion })).demanded).toEqual(['reference']);
    expect((await prepared(ana)).demanded).toEqual([]);
    const strict = parsePolicy(policyText({ 'require: [] #': 'require: [impact, test_plan] #' }));
    const form = { by: ana, at: declaredAt, details: ordinary, source: 'slack' as const };
    expect((await prepareDeclare(form, strict, groups)).demanded).toEqual(['impact', 'testPlan']);
  });

  it('plans another round by the requirements the change was declared with', async () => {
    const requirements = [{ rule: 'then', groups: ['security'], places: 1 }];
    const { plan } = await prepareAskAgain(requirements, new Set([ana]), policy, groups);
    expect(plan).toEqual({ asked: [{ user: dan, groups: ['security'] }], shortfall: [], fallback: undefined });
  });
});
