import { afterEach, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import { pagerDutyData } from '../../src/sandbox/pagerduty/data.ts';
import { people, userGroups } from '../../src/sandbox/workspace.ts';
import { EMERGENCY, idOf } from '../support/actor.ts';
import { policyText } from '../support/policy.ts';
import type { World, WorldOptions } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

const LISTED = '{ title: on-call lead, users: [ben, dan], pagerduty_schedules: [PSCLEAD] }';
const ON_CALL = '{ title: on-call lead, pagerduty_schedules: [PSCLEAD] }';
const USER_GROUP = '{ title: on-call lead, slack_user_groups: [S0SECURITY1] }';

let world: World;
afterEach(async () => {
  const complaints = world.slack.complaints();
  await world.close();
  expect(complaints).toEqual([]);
});

/** EC-1 on search, which needs one on-call lead and nobody else; nobody may fill in. */
async function declared(leads: string, options: WorldOptions & { words?: Record<string, string> } = {}) {
  const { words = {}, ...rest } = options;
  const fallback = {
    '  fallback_group: change-managers # may fill in where separation of duties leaves too few\n': '',
  };
  world = await openWorld({ policy: parsePolicy(policyText({ [LISTED]: leads, ...fallback, ...words })), ...rest });
  await world.as('ana').declare({ systems: ['search'] });
  // A group that is unknown or empty is said in the form first.
  if (world.as('ana').forms().length > 0) await world.as('ana').submit();
  await world.settle();
}

const press = (name: string, action = 'approve') => world.as(name).press(EMERGENCY, action);
const hears = (name: string, words: string) => world.as(name).hears(EMERGENCY, words);
const card = () => JSON.stringify(world.card('EC-1').blocks);
const isApproved = async () => {
  await world.settle();
  return world.card('EC-1').text.includes('approved');
};

describe('on call in PagerDuty', () => {
  it('is asked and may approve, and the card says by which schedule', async () => {
    await declared(ON_CALL);
    expect(world.as('ben').dms()).toHaveLength(1);
    expect(world.as('dan').dms()).toHaveLength(0);
    await press('ben');
    expect(await isApproved()).toBe(true);
    expect(card()).toContain('on-call lead, PagerDuty schedule “On-call leads”');
  });

  it('counts at the press: who was on call when it was declared no longer may, who is now may', async () => {
    await declared(ON_CALL);
    world.pagerduty.putOnCall('PSCLEAD', 'PDAN000');
    await press('ben');
    await hears('ben', 'You are in none of the groups that may decide on EC-1');
    expect(await isApproved()).toBe(false);
    await press('dan');
    expect(await isApproved()).toBe(true);
  });

  it('stands once it was approved, whoever is on call later', async () => {
    await declared(ON_CALL);
    await press('ben');
    world.pagerduty.deleteSchedule('PSCLEAD');
    expect(await isApproved()).toBe(true);
  });

  it.each([
    { level: 'the first level', name: 'ben' },
    { level: 'the last level', name: 'cleo' },
  ])('by an escalation policy is $level too', async ({ name }) => {
    await declared('{ title: on-call lead, pagerduty_escalation_policies: [PEPSRCH] }');
    await press(name);
    expect(await isApproved()).toBe(true);
    expect(card()).toContain('PagerDuty escalation policy “Search”');
  });

  it.each([
    { is: 'down', fault: { kind: 'down' } as const },
    { is: 'slow', fault: { kind: 'slow', milliseconds: 2600 } as const },
    { is: 'rate-limited', fault: { kind: 'rate-limited', retryAfterSeconds: 30 } as const },
    { is: 'answering with a proxy’s page', fault: { kind: 'http', status: 502 } as const },
  ])('is a no while PagerDuty is $is, said in time, and a yes when it answers again', async ({ fault }) => {
    await declared(ON_CALL);
    world.pagerduty.fail('*', fault);
    const begun = performance.now();
    await press('ben');
    expect(performance.now() - begun).toBeLessThan(3000);
    const words = await hears('ben', 'in doubt the answer is no');
    expect(words).toContain('PagerDuty schedule “PSCLEAD” did not answer');
    expect(await isApproved()).toBe(false);
    world.pagerduty.clearFaults();
    await press('ben');
    expect(await isApproved()).toBe(true);
  });

  it('is not needed of somebody whom the policy lists', async () => {
    await declared(LISTED);
    world.pagerduty.fail('*', { kind: 'down' });
    await press('dan');
    expect(await isApproved()).toBe(true);
  });

  it('is told apart: the schedule is gone, nobody is on call', async () => {
    await declared(ON_CALL);
    world.pagerduty.takeOffCall('PSCLEAD');
    await press('ben');
    await hears('ben', 'Nobody is on-call lead right now: PagerDuty schedule “On-call leads” has nobody in it');
    world.pagerduty.deleteSchedule('PSCLEAD');
    await press('ben');
    await hears('ben', 'PagerDuty schedule “PSCLEAD” no longer exists');
    expect(await isApproved()).toBe(false);
  });

  it('is said on the card where it could not be looked up when people were asked', async () => {
    const leads = ON_CALL.replace('PSCLEAD', 'PSCGONE');
    await declared(leads);
    expect(card()).toContain('PagerDuty schedule “PSCGONE” no longer exists, so nobody is on-call lead by it');
  });

  const pagerDutyWith = (email: string) => ({
    users: pagerDutyData.users.map((user) => (user.name === 'Ben Okafor' ? { ...user, email } : user)),
  });

  it('under an e-mail that matches nobody is nobody, and is told whom to name', async () => {
    await declared(ON_CALL, { pagerduty: pagerDutyWith('b.okafor@elsewhere.example') });
    expect(card()).toContain('Ben Okafor of PagerDuty (no account with that e-mail) is not recognised in Slack');
    await press('ben');
    await hears('ben', 'Not recognised in Slack: Ben Okafor of PagerDuty');
    expect(await isApproved()).toBe(false);
  });

  it('under an e-mail that matches nobody may be mapped by hand', async () => {
    await declared(ON_CALL, {
      pagerduty: pagerDutyWith('b.okafor@elsewhere.example'),
      words: { 'ben: { slack: U0BENOKAFO,': 'ben: { slack: U0BENOKAFO, pagerduty: PBEN000,' },
    });
    await press('ben');
    expect(await isApproved()).toBe(true);
  });

  it('under an e-mail of two people is neither', async () => {
    const other = { ...person('finn'), id: 'U0FINNTWO1', name: 'finn2', email: 'finn+oncall@example.com' };
    await declared(ON_CALL, {
      slack: { people: [...people, other] },
      pagerduty: pagerDutyWith('finn+oncall@example.com'),
      words: {
        'plus_addressing: false': 'plus_addressing: true',
        'finn: { slack: U0FINNROY1, email: finn@example.com }': 'finn: { slack: U0AUDITOR1 }',
      },
    });
    for (const id of [idOf('finn'), 'U0FINNTWO1']) {
      await press(id);
      expect(await isApproved()).toBe(false);
    }
    expect(card()).toContain('Ben Okafor of PagerDuty (several people)');
  });
});

const person = (name: string) => {
  const found = people.find((one) => one.name === name);
  if (!found) throw new Error(`Nobody is called ${name}`);
  return found;
};

describe('in a Slack user group', () => {
  it('is asked and may approve, and the card says by which group', async () => {
    await declared(USER_GROUP);
    expect(world.as('dan').dms()).toHaveLength(1);
    await press('dan');
    expect(await isApproved()).toBe(true);
    expect(card()).toContain('on-call lead, Slack user group “@security”');
  });

  it('no longer counts once the group was emptied or disabled', async () => {
    await declared(USER_GROUP);
    world.slack.setUserGroup('S0SECURITY1', { users: [] });
    await press('dan');
    await hears('dan', 'Slack user group “@security” has nobody in it');
    world.slack.setUserGroup('S0SECURITY1', { users: [idOf('dan')], isDisabled: true });
    await press('dan');
    await hears('dan', 'Slack user group “S0SECURITY1” no longer exists');
    expect(await isApproved()).toBe(false);
  });

  it('does not make a guest or somebody who left an approver', async () => {
    const group = { ...userGroups[0], users: [idOf('gil'), idOf('hana'), idOf('dan')] } as (typeof userGroups)[number];
    await declared(USER_GROUP, { slack: { userGroups: [group] } });
    expect(world.slack.botDm(idOf('gil'))).toBeUndefined();
    expect(world.slack.botDm(idOf('hana'))).toBeUndefined();
    await press('gil');
    await hears('gil', 'Guests cannot decide');
    await world.slack.setPersonKind(idOf('dan'), 'guest');
    await press('dan');
    await hears('dan', 'Guests cannot decide');
    expect(await isApproved()).toBe(false);
  });

  it('tells first whom the policy names, and the others may approve all the same', async () => {
    const group = { ...userGroups[0], users: [idOf('dan'), idOf('ben')] } as (typeof userGroups)[number];
    const leads = '{ title: on-call lead, slack_user_groups: [S0SECURITY1], notify: [ben] }';
    await declared(leads, { slack: { userGroups: [group] } });
    expect([world.as('ben').dms().length, world.as('dan').dms().length]).toEqual([1, 0]);
    await press('dan');
    expect(await isApproved()).toBe(true);
  });
});

describe('one person with two accounts', () => {
  const second = { ...person('ana'), id: 'U0ANASECND', name: 'ana2', email: 'ana+phone@example.com' };
  const benToo = { ...person('ben'), id: 'U0BENSECND', name: 'ben2', email: 'ben+phone@example.com' };
  const PLUS = { 'plus_addressing: false': 'plus_addressing: true' };
  const group = { ...userGroups[0], users: [second.id, idOf('dan')] } as (typeof userGroups)[number];
  const twoAnas = { people: [...people, second], userGroups: [group] };

  it('does not approve their own change with the other one, nor is asked to', async () => {
    await declared(USER_GROUP, { slack: twoAnas, words: PLUS });
    expect(world.slack.botDm(second.id)).toBeUndefined();
    await press(second.id);
    await hears(second.id, 'You declared EC-1, so someone else has to approve it');
    expect(await isApproved()).toBe(false);
  });

  it('does not by explicit mapping either', async () => {
    const words = { 'ana: { slack: U0ANASILVA,': `ana: { slack: U0ANASILVA, also: [${second.id}],` };
    await declared(USER_GROUP, { slack: twoAnas, words });
    await press(second.id);
    await hears(second.id, 'You declared EC-1');
  });

  it('is a no while Slack does not say who the requester is', async () => {
    const stranger = { ...person('finn'), id: 'U0FINNTWO1', name: 'finn2', email: 'finn2@example.com' };
    const mixed = { ...group, users: [stranger.id] };
    await declared(USER_GROUP, { slack: { people: [...people, stranger], userGroups: [mixed] }, words: PLUS });
    await world.pass(HOUR);
    world.slack.fail('users.info', { kind: 'http', status: 500 });
    await press(stranger.id);
    await hears(stranger.id, 'in doubt the answer is no');
    expect(await isApproved()).toBe(false);
    world.slack.clearFaults();
    await press(stranger.id);
    expect(await isApproved()).toBe(true);
  });

  it('counts once', async () => {
    const both = { ...group, users: [idOf('ben'), benToo.id] };
    await declared(USER_GROUP, {
      slack: { people: [...people, benToo], userGroups: [both] },
      words: { ...PLUS, 'require: { oncall-leads: 1 }': 'require: { oncall-leads: 2 }' },
    });
    await press('ben');
    await press(benToo.id);
    await hears(benToo.id, 'Your approval of EC-1 already counts');
    expect(await isApproved()).toBe(false);
  });
});

describe('a reminder to a group', () => {
  const words = { 'leadership: { title: leadership, users: [cleo] }': `leadership: ${ON_CALL}` };

  it('waits until it can be said who is on call, and goes to whoever is then', async () => {
    await declared(LISTED, { words });
    world.pagerduty.fail('*', { kind: 'down' });
    await world.pass(36 * HOUR + HOUR / 2);
    const nags = () =>
      world
        .as('ben')
        .dms()
        .filter(({ text }) => text.includes('review'));
    expect(nags()).toEqual([]);
    world.pagerduty.clearFaults();
    await world.pass(HOUR);
    expect(nags()).toHaveLength(1);
  });
});
