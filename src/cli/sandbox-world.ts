import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningClock } from '../sandbox/clock.ts';
import { gitHubData } from '../sandbox/github/data.ts';
import { startGitHub } from '../sandbox/github/github.ts';
import { jiraData } from '../sandbox/jira/data.ts';
import { startJira } from '../sandbox/jira/jira.ts';
import { BOT_PAGERDUTY_EMAIL, integrationKeys, pagerDutyData } from '../sandbox/pagerduty/data.ts';
import { startPagerDuty } from '../sandbox/pagerduty/pagerduty.ts';
import { startSlack } from '../sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID, userGroups } from '../sandbox/workspace.ts';

export type SandboxWorld = Awaited<ReturnType<typeof openSandboxWorld>>;

/** The stand-ins, one clock for all of them, and the settings under which the bot meets them. */
export async function openSandboxWorld() {
  const clock = runningClock();
  const { now } = clock;
  const manifest = JSON.parse(readFileSync(manifestFile(), 'utf8'));
  const [signingSecret, bot, app, jiraToken, pagerDutyToken] = [token(), token(), token(), token(), token()];
  const [jiraSecret, pagerDutySecret] = [token(), token()];
  const [botToken, appToken] = [`xoxb-${bot}`, `xapp-${app}`];
  const workspace = { people, channels, userGroups, teamId: TEAM_ID, botUserId: BOT_USER_ID };
  const slack = await startSlack({ manifest, ...workspace, signingSecret, botToken, appToken, now });
  const jira = await startJira({ ...jiraData, apiToken: jiraToken, now });
  const pagerduty = await startPagerDuty({ ...pagerDutyData, apiToken: pagerDutyToken, now });

  const github = startGitHub({ ...gitHubData, now });
  const gitHubSecret = token();

  const settings = (folder: string, policy: string): Readonly<Record<string, string>> => ({
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: `${slack.url}/api`,
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: jiraData.apiEmail,
    JIRA_API_TOKEN: jiraToken,
    JIRA_WEBHOOK_SECRET: jiraSecret,
    PAGERDUTY_API_TOKEN: pagerDutyToken,
    PAGERDUTY_FROM_EMAIL: BOT_PAGERDUTY_EMAIL,
    PAGERDUTY_ROUTING_KEY: integrationKeys.payments,
    PAGERDUTY_API_URL: pagerduty.url,
    PAGERDUTY_EVENTS_URL: pagerduty.url,
    PAGERDUTY_WEBHOOK_SECRET: pagerDutySecret,
    GITHUB_WEBHOOK_SECRET: gitHubSecret,
    DATABASE_URL: `file:${databaseIn(folder)}`,
    POLICY_FILE: policy,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
  });

  /** Tells the stand-ins where the bot is to be reached. */
  const pointAt = (url: string): void => {
    slack.setRequestUrl(`${url}/slack/events`);
    jira.setWebhook({ url: `${url}/webhooks/jira`, secret: jiraSecret });
    pagerduty.setWebhooks({ url: `${url}/webhooks/pagerduty`, secrets: [pagerDutySecret] });
    github.setWebhook({ url: `${url}/webhooks/github`, secret: gitHubSecret });
  };
  const stop = () => Promise.all([slack.stop(), jira.stop(), pagerduty.stop(), github.stop()]);
  return { clock, manifest, slack, jira, pagerduty, github, settings, pointAt, stop };
}

export const databaseIn = (folder: string): string => join(folder, 'breakglass.db');

const token = (): string => randomBytes(16).toString('hex');

/** In the build the sources lie one folder deeper. */
function manifestFile(): URL {
  const isBuilt = import.meta.url.endsWith('.js');
  return new URL(isBuilt ? '../../../manifest.json' : '../../manifest.json', import.meta.url);
}
