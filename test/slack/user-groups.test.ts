import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import type { SlackStandIn } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID, userGroups } from '../../src/sandbox/workspace.ts';
import { slackClient } from '../../src/slack/client.ts';
import { slackEmails } from '../../src/slack/email-book.ts';
import { slackUserGroups } from '../../src/slack/user-groups.ts';
import { dan } from '../support/changes.ts';

const SECURITY = 'S0SECURITY1';
let slack: SlackStandIn;

async function open(scopes: readonly string[] = ['usergroups:read', 'users:read', 'users:read.email']) {
  slack = await startSlack({
    manifest: { oauth_config: { scopes: { bot: scopes } }, display_information: { name: 'Breakglass' } },
    people,
    channels,
    userGroups,
    signingSecret: 'secret',
    botToken: 'xoxb-test',
    appToken: 'xapp-test',
    teamId: TEAM_ID,
    botUserId: BOT_USER_ID,
    now: stoppedClock(Date.UTC(2026, 10, 21)).now,
  });
  const client = slackClient('xoxb-test', `${slack.url}/api/`, 300);
  return { groups: slackUserGroups(client), emails: slackEmails(client) };
}

let bot: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  bot = await open();
});
afterEach(() => slack.stop());

const FAULTS = [
  { trouble: 'is down', fault: { kind: 'down' } as const },
  { trouble: 'asks to slow down', fault: { kind: 'rate-limited', retryAfterSeconds: 30 } as const },
  { trouble: 'takes too long', fault: { kind: 'slow', milliseconds: 700 } as const },
  { trouble: 'is in trouble', fault: { kind: 'error', error: 'internal_error' } as const },
];

describe('a Slack user group', () => {
  it('has its people and its handle', async () => {
    expect(await bot.groups.members(SECURITY, 300)).toEqual({ kind: 'found', name: '@security', people: [dan] });
    slack.setUserGroup(SECURITY, { users: [] });
    expect(await bot.groups.members(SECURITY, 300)).toEqual({ kind: 'found', name: '@security', people: [] });
  });

  it('is absent when it never was, and when it was disabled', async () => {
    expect(await bot.groups.members('S0NOBODY01', 300)).toEqual({ kind: 'absent' });
    slack.setUserGroup(SECURITY, { isDisabled: true });
    expect(await bot.groups.members(SECURITY, 300)).toEqual({ kind: 'absent' });
  });

  it.each(['usergroups.list', 'usergroups.users.list'])('is never guessed at while %s fails', async (method) => {
    for (const { fault } of FAULTS) {
      slack.fail(method, fault, 1);
      await expect(bot.groups.members(SECURITY, 300)).rejects.toBeInstanceOf(TransientFailure);
    }
    expect(await bot.groups.members(SECURITY, 300)).toMatchObject({ kind: 'found' });
  });

  it('is closed without the scope, with what to do', async () => {
    await slack.stop();
    const { groups } = await open(['users:read']);
    const refused = groups.members(SECURITY, 300);
    await expect(refused).rejects.toThrow(PermanentFailure);
    await expect(refused).rejects.toThrow('reinstall the app from manifest.json');
  });

  it('asks for the list once for those who ask at the same moment', async () => {
    await Promise.all([1, 2, 3].map(() => bot.groups.members(SECURITY, 300)));
    expect(slack.calls().filter(({ method }) => method === 'usergroups.list')).toHaveLength(1);
  });
});

describe('an e-mail', () => {
  it('finds the account that has it, and nobody for those who left', async () => {
    expect(await bot.emails.slackIdOf('dan@example.com')).toBe(dan);
    expect(await bot.emails.slackIdOf('nobody@example.com')).toBeUndefined();
    expect(await bot.emails.slackIdOf('hana@example.com')).toBeUndefined();
  });

  it.each(FAULTS)('is unknown, not nobody’s, while Slack $trouble', async ({ fault }) => {
    slack.fail('users.lookupByEmail', fault, 1);
    await expect(bot.emails.slackIdOf('dan@example.com')).rejects.toBeInstanceOf(TransientFailure);
  });
});
