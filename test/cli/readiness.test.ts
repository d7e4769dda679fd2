import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkWith, linesOf } from '../../src/cli/readiness.ts';
import type { SandboxWorld } from '../../src/cli/sandbox-world.ts';
import { openSandboxWorld } from '../../src/cli/sandbox-world.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID, userGroups } from '../../src/sandbox/workspace.ts';
import { policyText } from '../support/policy.ts';
import { run } from './run.ts';

type Settings = Readonly<Record<string, string>>;

let folder: string;
let world: SandboxWorld;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-readiness-'));
  world = await openSandboxWorld();
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const settingsWith = (changed: Settings = {}): Settings => ({
  ...world.settings(folder, join(process.cwd(), 'policy.yaml')),
  ...changed,
});
/** `breakglass readiness` with the sandbox's settings, save for these. */
const readiness = (changed: Settings = {}, ...options: string[]) =>
  run(['readiness', ...options], settingsWith(changed), folder);
/** What it would print. */
const lines = async (changed: Settings = {}) => linesOf(await checkWith(settingsWith(changed)));

function policyWith(replacements: Settings): Settings {
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, policyText(replacements));
  return { POLICY_FILE: file };
}

interface Case {
  readonly what: string;
  readonly provoke?: (at: SandboxWorld) => unknown;
  readonly settings?: () => Settings;
  readonly words: string;
}

const CASES: readonly Case[] = [
  {
    what: 'an archived channel',
    provoke: ({ slack }) => slack.archive('C0CHANGEMGT'),
    words: 'channel #change-management (channels.digest): is archived. Fix: unarchive it',
  },
  {
    what: 'a channel without the bot',
    provoke: ({ slack }) => slack.setMember('C0EMERGENCY', slack.botUserId, false),
    words: 'channel #emergency-changes (channels.changes): does not have the bot in it. Fix: type /invite @Breakglass',
  },
  {
    what: 'an approver who left',
    provoke: ({ slack }) => slack.setPersonKind('U0CLEOMART', 'deactivated'),
    words: 'person "cleo": Cleo Martin is deactivated in Slack. Fix: ',
  },
  {
    what: 'a guest among the approvers',
    provoke: ({ slack }) => slack.setPersonKind('U0CLEOMART', 'guest'),
    words: 'group "leadership": has nobody in it now who may decide. Fix: ',
  },
  {
    what: 'a rule that one person cannot declare under',
    settings: () => policyWith({ '  fallback_group: change-managers': '  #' }),
    words:
      'group "security": 0 people left, needs 1 when Dan Wu declares the change (rule "Security-affecting"). Fix: ',
  },
  {
    what: 'somebody Slack does not know',
    settings: () => policyWith({ 'ana: { slack: U0ANASILVA': 'ana: { slack: U0NOBODYYY' }),
    words: 'person "ana": U0NOBODYYY does not exist in Slack. Fix: correct people.ana in policy.yaml',
  },
  {
    what: 'a user group that was disabled',
    provoke: ({ slack }) => slack.setUserGroup('S0SECURITY1', { isDisabled: true }),
    settings: () =>
      policyWith({ 'title: security, users: [dan]': 'title: security, slack_user_groups: [S0SECURITY1]' }),
    words: 'group "security": Slack user group “S0SECURITY1” does not exist any more. Fix: ',
  },
  {
    what: 'a token that Slack refuses',
    settings: () => ({ SLACK_BOT_TOKEN: 'xoxb-other' }),
    words: 'Slack token: Slack refused: invalid_auth. To mend it: set a valid SLACK_BOT_TOKEN. Fix: ',
  },
  {
    what: 'a field that Jira demands',
    provoke: ({ jira }) =>
      jira.setCustomFields([{ id: 'customfield_10050', name: 'Class', required: true, options: ['Standard'] }]),
    words: 'nobody fills it in. Fix: write under jira.fields in policy.yaml: customfield_10050: { value: Standard }',
  },
  {
    what: 'a project that Jira does not have',
    settings: () => policyWith({ 'project: OPS': 'project: NOPE' }),
    words: 'Jira project NOPE: does not exist, or the bot may not see it. Fix: correct jira.project',
  },
  {
    what: 'an issue type that the project does not have',
    settings: () => policyWith({ 'issue_type: Task': 'issue_type: Retro' }),
    words: 'has no issue type "Retro". Fix: write as jira.issue_type one of: Task, Post-Implementation Review',
  },
  {
    what: 'a permission that Jira does not give',
    provoke: ({ jira }) => jira.setPermissions(['BROWSE_PROJECTS', 'CREATE_ISSUES']),
    words: 'Jira project OPS: the bot lacks the permission "transition issues". Fix: ',
  },
  {
    what: 'a token that Jira refuses',
    settings: () => ({ JIRA_API_TOKEN: 'wrong' }),
    words: 'Fix: check JIRA_EMAIL and JIRA_API_TOKEN',
  },
  {
    what: 'a sender whom PagerDuty does not know',
    settings: () => ({ PAGERDUTY_FROM_EMAIL: 'nobody@example.com' }),
    words: 'PAGERDUTY_FROM_EMAIL: no PagerDuty user has the e-mail nobody@example.com',
  },
  {
    what: 'a token that PagerDuty refuses',
    settings: () => ({ PAGERDUTY_API_TOKEN: 'wrong' }),
    words: 'Fix: set a valid PAGERDUTY_API_TOKEN',
  },
  {
    what: 'a service to page that does not exist',
    settings: () => policyWith({ 'service: PPAYMNT': 'service: PNOSUCH' }),
    words: 'approval.page.service: PagerDuty has no service PNOSUCH. Fix: ',
  },
  {
    what: 'no key to page with',
    settings: () => ({ PAGERDUTY_ROUTING_KEY: '' }),
    words: "PAGERDUTY_ROUTING_KEY: the ladder pages somebody at the review's limit, and there is no routing key",
  },
  {
    what: 'a schedule with nobody on it',
    provoke: ({ pagerduty }) => pagerduty.takeOffCall('PSCLEAD'),
    words: 'schedule "On-call leads": nobody is on call in the next 7 days. Fix: fill the gap in PagerDuty',
  },
  {
    what: 'a schedule that was deleted',
    provoke: ({ pagerduty }) => pagerduty.deleteSchedule('PSCLEAD'),
    words: 'group "oncall-leads": PagerDuty schedule “PSCLEAD” does not exist any more. Fix: ',
  },
];

describe('readiness', () => {
  it('finds the sandbox ready, starts no bot and writes nothing', async () => {
    const { code, out, err } = await readiness();
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').filter((line) => line.startsWith('✔'))).toHaveLength(7);
    expect(out).not.toContain('✘');
    expect(out).toContain('! person "dan": Dan Wu has no Jira account under dan@example.com');
    expect(readdirSync(folder)).toEqual([]);
    expect(world.slack.calls().every(({ method }) => /^(auth|users|usergroups|conversations)\./.test(method))).toBe(
      true,
    );
    const others = [...world.jira.calls(), ...world.pagerduty.calls()];
    expect(others.map(({ method }) => method)).toEqual(others.map(() => 'GET'));
  });

  it.each(CASES)('names $what, with its fix', async ({ provoke, settings, words }) => {
    await provoke?.(world);
    const line = (await lines(settings?.())).find((each) => each.includes(words));
    expect(line).toMatch(/^✘ .+: .+\. Fix: .+/);
  });

  it('names every scope that the token lacks', async () => {
    const bot = world.manifest.oauth_config.scopes.bot.filter((scope: string) => scope !== 'im:write');
    const slack = await startSlack({
      manifest: { ...world.manifest, oauth_config: { scopes: { bot } } },
      people,
      channels,
      userGroups,
      signingSecret: 'secret',
      botToken: 'xoxb-lacking',
      appToken: 'xapp-lacking',
      teamId: TEAM_ID,
      botUserId: BOT_USER_ID,
      now: Date.now,
    });
    const said = await lines({ SLACK_API_URL: `${slack.url}/api`, SLACK_BOT_TOKEN: 'xoxb-lacking' });
    await slack.stop();
    expect(said.filter((line) => line.startsWith('✘'))).toEqual([
      expect.stringContaining('✘ Slack token: lacks the scope im:write. Fix: '),
    ]);
  });

  it('says what it could not look at while everything is down', async () => {
    world.slack.fail('*', { kind: 'down' });
    world.jira.fail('*', { kind: 'down' });
    world.pagerduty.fail('*', { kind: 'http', status: 502 });
    const said = await lines();
    expect(said.filter((line) => line.startsWith('- '))).toEqual([
      '- rules: not looked at, nobody could be looked up in Slack',
      '- on call: not looked at, PagerDuty could not be asked',
      '- people: not looked at, Slack could not be asked',
    ]);
    for (const system of ['Slack', 'Jira', 'PagerDuty']) {
      expect(said).toContainEqual(expect.stringContaining(`✘ ${system} token: could not be asked`));
    }
  });

  it('ends with 1 when there is a fault', async () => {
    world.slack.archive('C0CHANGEMGT');
    const { code, out } = await readiness();
    expect([code, out]).toEqual([1, expect.stringContaining('Not ready: 1 thing to mend.')]);
  });

  it('is there for machines too', async () => {
    world.slack.archive('C0EMERGENCY');
    const { code, out } = await readiness({}, '--json');
    const said = JSON.parse(out);
    expect([code, said.ready]).toEqual([1, false]);
    expect(said.areas.find(({ area }: { area: string }) => area === 'slack').faults).toMatchObject([
      { what: 'is archived' },
    ]);
  });

  it('names wrong settings as serve does', async () => {
    const { code, err } = await readiness({ PORT: 'many' });
    expect([code, err]).toEqual([1, expect.stringContaining('PORT')]);
  });
});
