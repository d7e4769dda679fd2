import { describe, expect, it } from 'vitest';
import { aliasesOf, approverOf, reviewerOf } from '../../src/app/deciders.ts';
import { listedGroups } from '../../src/app/groups.ts';
import type { People, Person } from '../../src/app/people-ports.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { ana, approved, ben, changeOf, dan, declared, deployed } from '../support/changes.ts';
import { eva, rejected } from '../support/facts.ts';
import { workspacePeople } from '../support/people.ts';
import { policyText } from '../support/policy.ts';

const OTHER = 'U0OTHERACC';

/** The workspace, with somebody whose e-mail is this one. */
const withOther = (other: Partial<Person>, ...changed: readonly Partial<Person>[]): People => ({
  find: async (id) => {
    const person = await workspacePeople.find(id);
    const found = [{ id: OTHER, name: 'Other', standing: 'member' as const, ...other }, ...changed];
    return { ...person, ...found.find((one) => one.id === id) };
  },
});

function depsOf(people: People, replacements: Readonly<Record<string, string>> = {}) {
  const policy = parsePolicy(policyText(replacements));
  return { people, groups: listedGroups(() => policy), scene: () => ({ policy }) };
}

const PLUS = { 'plus_addressing: false': 'plus_addressing: true' };
const change = changeOf(declared());

describe('who is asking to approve', () => {
  it('is looked up with what says that they may, for the groups that count', async () => {
    expect(await approverOf(ben, change, depsOf(workspacePeople))).toEqual({
      standing: 'member',
      memberOf: [
        {
          group: 'oncall-leads',
          ground: 'listed as on-call lead in the policy',
          source: 'policy',
          sourceId: 'ben',
          at: 0,
        },
      ],
      unreachable: ['oncall-leads'],
      troubles: [{ group: 'oncall-leads', kind: 'unreachable', what: 'PagerDuty schedule “PSCLEAD”' }],
    });
  });

  it('is nobody when Slack does not know them', async () => {
    expect(await approverOf('U0NOBODYKN', change, depsOf(workspacePeople))).toMatchObject({ standing: 'unknown' });
  });

  it.each([
    { is: 'the requester', past: change, email: 'Ana+phone@EXAMPLE.com', alias: ana },
    { is: 'an approver', past: changeOf(declared(), approved(ben, 'x')), email: 'ben+x@example.com', alias: ben },
    { is: 'a deployer', past: changeOf(declared(), deployed({ who: dan })), email: 'dan+x@example.com', alias: dan },
    { is: 'who rejected', past: changeOf(declared(), rejected(ben)), email: 'ben+x@example.com', alias: ben },
  ])('is known to be $is under another account', async ({ past, email, alias }) => {
    expect((await approverOf(OTHER, past, depsOf(withOther({ email }), PLUS))).aliases).toEqual([alias]);
    expect((await approverOf(OTHER, past, depsOf(withOther({ email })))).aliases).toBeUndefined();
    expect(await aliasesOf(OTHER, past, depsOf(withOther({ email }), PLUS))).toEqual([alias]);
  });

  it('is known by explicit mapping, whatever the e-mail', async () => {
    const mapped = { 'ana: { slack: U0ANASILVA,': `ana: { slack: U0ANASILVA, also: [${OTHER}],` };
    const decider = await approverOf(OTHER, change, depsOf(withOther({ email: 'x@else.org' }), mapped));
    expect(decider.aliases).toEqual([ana]);
  });

  it('is unknown while somebody of the change cannot be compared with them', async () => {
    const silent = { id: ana, email: undefined, standing: 'unknown' as const };
    const people = withOther({ email: 'other@example.com' }, silent);
    expect(await approverOf(OTHER, change, depsOf(people))).toMatchObject({ standing: 'unknown' });
    // Ben and Ana have names of their own in the policy: they are two people.
    expect(await approverOf(ben, change, depsOf(people))).toMatchObject({ standing: 'member' });
  });

  it('is unknown without an e-mail by which to compare them', async () => {
    expect(await approverOf(OTHER, change, depsOf(withOther({ email: undefined })))).toMatchObject({
      standing: 'unknown',
    });
  });
});

describe('who is asking to sign the review off', () => {
  it('is looked up for the reviewers’ group', async () => {
    const past = changeOf(declared({ terms: { review: { ...change.terms.review, reviewers: 'change-managers' } } }));
    expect(await reviewerOf(eva, past, depsOf(workspacePeople))).toMatchObject({
      standing: 'member',
      memberOf: [{ group: 'change-managers', sourceId: 'eva' }],
    });
  });
});
