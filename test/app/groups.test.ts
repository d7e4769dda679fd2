import { describe, expect, it } from 'vitest';
import { TransientFailure } from '../../src/app/errors.ts';
import { liveGroups } from '../../src/app/groups.ts';
import type { Sources } from '../../src/app/look-up.ts';
import type { OutsideUser, People, Person, Roll } from '../../src/app/people-ports.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { ben, cleo, dan } from '../support/changes.ts';
import { eva, finn } from '../support/facts.ts';
import { quietLog } from '../support/log.ts';
import { workspacePeople } from '../support/people.ts';
import { policyText } from '../support/policy.ts';

const at = 1_795_230_720_000;
const LISTED = '{ title: on-call lead, users: [ben, dan], pagerduty_schedules: [PSCLEAD] }';

type Behaviour<T> = Roll<T> | 'silent' | 'failing';

const answering =
  <T>(behaviour: Behaviour<T>) =>
  async (): Promise<Roll<T>> => {
    if (behaviour === 'silent') return new Promise(() => {});
    if (behaviour === 'failing') throw new TransientFailure('asked us to slow down', { certain: true });
    return behaviour;
  };

interface Outside {
  readonly userGroup?: Behaviour<string>;
  readonly schedule?: Behaviour<OutsideUser>;
  readonly policy?: Behaviour<OutsideUser>;
  readonly slackIdOf?: (email: string) => Promise<string | undefined>;
  readonly people?: People;
}

/** Then the policy knows nothing of Finn. */
const UNLISTED = { 'finn: { slack: U0FINNROY1, email: finn@example.com }': 'finn: { slack: U0AUDITOR1 }' };

/** The group `oncall-leads` composed like this, and what everybody outside says. */
function openGroups(leads: string, { userGroup, schedule, policy, slackIdOf, people }: Outside = {}) {
  const parsed = parsePolicy(policyText({ [LISTED]: leads, ...UNLISTED }));
  const asked: string[] = [];
  const counted =
    <A extends unknown[], R>(what: string, way: (...args: A) => R) =>
    (...args: A): R => {
      asked.push(what);
      return way(...args);
    };
  const sources: Sources = {
    userGroups: userGroup && { members: counted('user group', answering(userGroup)) },
    onCall: {
      onSchedule: counted('schedule', answering(schedule ?? 'failing')),
      onEscalationPolicy: counted('policy', answering(policy ?? 'failing')),
    },
    emails: { slackIdOf: counted('e-mail', slackIdOf ?? (async () => undefined)) },
  };
  const log = quietLog();
  const options = { policy: () => parsed, people: people ?? workspacePeople, now: () => at, log, deadline: 40 };
  return { ...liveGroups({ ...options, ...sources }), asked, log };
}

const SCHEDULE = '{ title: on-call lead, pagerduty_schedules: [PSCLEAD] }';
const USER_GROUP = '{ title: on-call lead, slack_user_groups: [S0LEADS001] }';
const onCall = (...people: readonly (OutsideUser | string)[]): Roll<OutsideUser> => ({
  kind: 'found',
  name: 'On-call leads',
  people: people.map((one) =>
    typeof one === 'string' ? { id: `P${one.toUpperCase()}`, name: one, email: `${one}@example.com` } : one,
  ),
});
const inGroup = (...people: string[]): Roll<string> => ({ kind: 'found', name: '@leads', people });
const leads = ['oncall-leads'];

describe('somebody is in a group', () => {
  it.each([
    {
      source: 'pagerduty schedule',
      id: 'PSCLEAD',
      leads: SCHEDULE,
      outside: { schedule: onCall('ben', 'cleo') },
      ground: 'PagerDuty schedule “On-call leads”',
    },
    {
      source: 'pagerduty escalation policy',
      id: 'PEPPAYM',
      leads: '{ title: on-call lead, pagerduty_escalation_policies: [PEPPAYM] }',
      outside: { policy: onCall('cleo', 'ben') },
      ground: 'PagerDuty escalation policy “On-call leads”',
    },
    {
      source: 'slack user group',
      id: 'S0LEADS001',
      leads: USER_GROUP,
      outside: { userGroup: inGroup(dan, ben) },
      ground: 'Slack user group “@leads”',
    },
    {
      source: 'policy',
      id: 'ben',
      leads: '{ title: on-call lead, users: [ben] }',
      outside: {},
      ground: 'listed as on-call lead in the policy',
    },
  ])('by the $source, which is kept with its id and the time', async ({ leads: group, outside, ...kept }) => {
    const groups = openGroups(group, outside);
    const { source, id, ground } = kept;
    expect(await groups.membershipsOf(ben, leads)).toEqual({
      memberOf: [{ group: 'oncall-leads', ground, source, sourceId: id, at }],
      unreachable: [],
    });
    expect((await groups.membershipsOf(finn, leads)).memberOf).toEqual([]);
  });

  it('by the accounts the policy maps to them', async () => {
    const groups = openGroups('{ title: L, slack_user_groups: [S0LEADS001], users: [eva] }', {
      userGroup: inGroup(ben),
    });
    expect(await groups.members('oncall-leads')).toEqual([eva, ben]);
  });

  it.each(['silent', 'failing', { kind: 'absent' }] as const)('whatever another source says: %j', async (schedule) => {
    const groups = openGroups(LISTED, { schedule });
    expect((await groups.membershipsOf(ben, leads)).memberOf).toMatchObject([{ source: 'policy', sourceId: 'ben' }]);
  });

  it('even when another person on call is nobody in Slack', async () => {
    const groups = openGroups(SCHEDULE, { schedule: onCall('stranger', 'ben') });
    expect(await groups.membershipsOf(ben, leads)).toMatchObject({
      memberOf: [{ source: 'pagerduty schedule' }],
      troubles: [{ kind: 'unmatched', what: 'stranger of PagerDuty (no account with that e-mail)' }],
    });
  });
});

describe('nobody is in a group', () => {
  it.each([
    { schedule: 'silent', says: { unreachable: leads }, kind: 'unreachable', what: 'PagerDuty schedule “PSCLEAD”' },
    { schedule: 'failing', says: { unreachable: leads }, kind: 'unreachable', what: 'PagerDuty schedule “PSCLEAD”' },
    { schedule: { kind: 'absent' }, says: { absent: leads }, kind: 'absent', what: 'PagerDuty schedule “PSCLEAD”' },
    { schedule: onCall(), says: { empty: leads }, kind: 'empty', what: 'PagerDuty schedule “On-call leads”' },
  ] as const)('when its schedule is $kind', async ({ schedule, says, kind, what }) => {
    const groups = openGroups(SCHEDULE, { schedule });
    expect(await groups.membershipsOf(ben, leads)).toEqual({
      memberOf: [],
      unreachable: [],
      ...says,
      troubles: [{ group: 'oncall-leads', kind, what }],
    });
  });

  it('when PagerDuty is not connected', async () => {
    const policy = parsePolicy(policyText({ [LISTED]: SCHEDULE }));
    const groups = liveGroups({ policy: () => policy, people: workspacePeople, now: () => at, log: quietLog() });
    expect(await groups.membershipsOf(ben, leads)).toMatchObject({ memberOf: [], unreachable: leads });
  });

  it('when the one on call cannot be looked up in Slack: it may be the very person', async () => {
    const silent = () => Promise.reject(new TransientFailure('Slack is in trouble', { certain: true }));
    const groups = openGroups(SCHEDULE, { schedule: onCall('finn'), slackIdOf: silent });
    expect(await groups.membershipsOf(finn, leads)).toMatchObject({ memberOf: [], unreachable: leads });
    const hanging = openGroups(SCHEDULE, { schedule: onCall('finn'), slackIdOf: () => new Promise(() => {}) });
    expect(await hanging.membershipsOf(finn, leads)).toMatchObject({ memberOf: [], unreachable: leads });
  });

  it('is told apart from some source being empty', async () => {
    const groups = openGroups(LISTED, { schedule: onCall() });
    expect((await groups.membershipsOf(cleo, leads)).empty).toBeUndefined();
  });

  it('is unknown, not nobody, while a source is silent', async () => {
    expect(await openGroups(SCHEDULE, { schedule: 'silent' }).members('oncall-leads')).toBeUndefined();
    expect(await openGroups(SCHEDULE, { schedule: onCall() }).members('oncall-leads')).toEqual([]);
    expect(await openGroups(LISTED, { schedule: 'failing' }).members('oncall-leads')).toEqual([ben, dan]);
  });
});

describe('looking groups up', () => {
  const MIX =
    '{ title: L, users: [ben], slack_user_groups: [S0LEADS001], pagerduty_schedules: [PSCLEAD], pagerduty_escalation_policies: [PEPPAYM] }';

  it('asks all sources side by side, under one deadline', async () => {
    const groups = openGroups(MIX, { userGroup: 'silent', schedule: 'silent', policy: onCall('cleo') });
    const begun = performance.now();
    expect(await groups.membershipsOf(cleo, leads)).toMatchObject({
      memberOf: [{ source: 'pagerduty escalation policy' }],
      unreachable: leads,
    });
    expect(performance.now() - begun).toBeLessThan(400);
  });

  it('asks once for those who ask at the same moment, and anew afterwards', async () => {
    const groups = openGroups(SCHEDULE, { schedule: onCall('ben') });
    await Promise.all([ben, dan, cleo].map((user) => groups.membershipsOf(user, leads)));
    expect(groups.asked).toEqual(['schedule']);
    await groups.membershipsOf(ben, leads);
    expect(groups.asked).toEqual(['schedule', 'schedule']);
  });

  it('asks only what the needed groups are made of', async () => {
    const groups = openGroups(SCHEDULE, { schedule: onCall('ben') });
    await groups.membershipsOf(ben, ['leadership']);
    expect(groups.asked).toEqual([]);
  });
});

describe('whom to ask', () => {
  const standing = (changed: Readonly<Record<string, Partial<Person>>>): People => ({
    find: async (id) => ({ ...(await workspacePeople.find(id)), ...changed[id] }),
  });
  const roster = async (group: string, outside: Outside, ...barred: readonly string[]) => {
    const found = await openGroups(group, outside).rosterOf(leads, new Set(barred));
    return { all: found.roster.get('oncall-leads'), first: found.toldFirst.get('oncall-leads'), ...found };
  };

  it('leaves out guests and those who left, not those Slack is silent about', async () => {
    const people = standing({ [ben]: { standing: 'guest' }, [dan]: { standing: 'deactivated' } });
    const silent = standing({ [ben]: { standing: 'unknown' } });
    const userGroup = inGroup(ben, dan, cleo);
    expect((await roster(USER_GROUP, { userGroup, people })).all).toEqual([cleo]);
    expect((await roster(USER_GROUP, { userGroup, people: silent })).all).toEqual([ben, dan, cleo]);
  });

  it('leaves out every account of those who are barred, and counts a person once', async () => {
    const people = standing({ U0SECOND00: { email: 'BEN@example.com', standing: 'member' } });
    const userGroup = inGroup('U0SECOND00', ben, cleo);
    expect((await roster(USER_GROUP, { userGroup, people }, ben)).all).toEqual([cleo]);
    expect((await roster(USER_GROUP, { userGroup, people })).all).toEqual(['U0SECOND00', cleo]);
  });

  it.each([
    { notify: '[dan]', first: [dan] },
    { notify: '[slack_user_groups]', first: [cleo, ben] },
    { notify: '[users]', first: [ben, dan] },
    { notify: '[dan, slack_user_groups]', first: [ben, dan, cleo] },
  ])('are those of notify first, $notify', async ({ notify, first }) => {
    const group = `{ title: L, users: [ben, dan], slack_user_groups: [S0LEADS001], notify: ${notify} }`;
    const found = await roster(group, { userGroup: inGroup(cleo, ben) });
    expect(found.all).toEqual([ben, dan, cleo]);
    expect(new Set(found.first)).toEqual(new Set(first));
  });

  it('are all of the group when nobody of notify is left', async () => {
    const group = '{ title: L, users: [ben, dan], notify: [dan] }';
    expect(await roster(group, {}, dan)).toMatchObject({ all: [ben], first: [ben] });
  });

  it('comes with what is unknown', async () => {
    expect(await roster(SCHEDULE, { schedule: 'silent' })).toMatchObject({
      all: [],
      troubles: [{ kind: 'unreachable', what: 'PagerDuty schedule “PSCLEAD”' }],
    });
  });
});
