import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '../../src/app/pipeline/ports.ts';
import { SCOPES } from '../../src/app/pipeline/ports.ts';
import { hashToken, SECRET_BYTES, tokenFrom } from '../../src/app/tokens.ts';
import type { Config } from '../../src/config.ts';
import type { Breakglass } from '../../src/main.ts';
import { startBreakglass } from '../../src/main.ts';
import type { Policy } from '../../src/policy/load.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import { gitHubData } from '../../src/sandbox/github/data.ts';
import { startGitHub } from '../../src/sandbox/github/github.ts';
import { jiraData } from '../../src/sandbox/jira/data.ts';
import { startJira } from '../../src/sandbox/jira/jira.ts';
import type { PagerDutyOptions } from '../../src/sandbox/pagerduty/contract.ts';
import { BOT_PAGERDUTY_EMAIL, integrationKeys, pagerDutyData } from '../../src/sandbox/pagerduty/data.ts';
import { startPagerDuty } from '../../src/sandbox/pagerduty/pagerduty.ts';
import type { SlackOptions } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID, userGroups } from '../../src/sandbox/workspace.ts';
import { chain } from '../../src/sqlite/chain.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { sqliteTokens } from '../../src/sqlite/tokens.ts';
import { actor, EMERGENCY } from './actor.ts';
import { quietLog } from './log.ts';

export const SECRET = 'signing-secret-of-the-tests';
export const HOOK_SECRETS = {
  jira: 'jira-secret-of-the-tests',
  pagerduty: 'pagerduty-secret-of-the-tests',
  github: 'github-secret-of-the-tests',
} as const;
const MANIFEST = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'));

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Saturday 21 November 2026, 03:12 UTC. */
export const NIGHT = Date.UTC(2026, 10, 21, 3, 12);

export interface WorldOptions {
  readonly transport?: 'http' | 'socket';
  readonly without?: readonly ('jira' | 'pagerduty')[];
  readonly policy?: Policy;
  readonly start?: number;
  /** Processes on the one database file; one, unless told otherwise. */
  readonly bots?: number;
  /** Other people and user groups than the sandbox's, and what differs in its PagerDuty account. */
  readonly slack?: Partial<Pick<SlackOptions, 'people' | 'userGroups'>>;
  readonly pagerduty?: Partial<PagerDutyOptions>;
}

export interface TokenWish {
  readonly scopes?: readonly Scope[];
  readonly expiresIn?: number;
  readonly name?: string;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** The whole of Breakglass against stand-ins for Slack, Jira and PagerDuty over real HTTP, on a clock that stands still. */
export async function openWorld(options: WorldOptions = {}) {
  const { transport = 'http', without = [], policy = loadPolicy('policy.yaml'), start = NIGHT } = options;
  const clock = stoppedClock(start);
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-'));
  const slack = await startSlack({
    manifest: MANIFEST,
    people,
    channels,
    userGroups,
    ...options.slack,
    signingSecret: SECRET,
    botToken: 'xoxb-test',
    appToken: 'xapp-test',
    teamId: TEAM_ID,
    botUserId: BOT_USER_ID,
    now: clock.now,
  });
  const jira = await startJira({ ...jiraData, apiToken: 'jira-token', now: clock.now });
  const pagerduty = await startPagerDuty({
    ...pagerDutyData,
    ...options.pagerduty,
    apiToken: 'pd-token',
    now: clock.now,
  });
  const github = startGitHub({ ...gitHubData, now: clock.now });
  const config: Config = {
    slack: {
      botToken: 'xoxb-test',
      apiUrl: `${slack.url}/api/`,
      transport:
        transport === 'http' ? { kind: 'http', signingSecret: SECRET } : { kind: 'socket', appToken: 'xapp-test' },
    },
    jira: without.includes('jira')
      ? undefined
      : { baseUrl: jira.url, email: jiraData.apiEmail, apiToken: 'jira-token', webhookSecret: HOOK_SECRETS.jira },
    pagerduty: without.includes('pagerduty')
      ? undefined
      : {
          token: 'pd-token',
          fromEmail: BOT_PAGERDUTY_EMAIL,
          routingKey: integrationKeys.payments,
          apiUrl: pagerduty.url,
          eventsUrl: pagerduty.url,
          webhookSecrets: [HOOK_SECRETS.pagerduty],
        },
    github: { webhookSecrets: [HOOK_SECRETS.github] },
    databaseFile: join(folder, 'breakglass.db'),
    policyFile: 'policy.yaml',
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
  };
  const log = quietLog();
  let bot: Breakglass;
  let others: readonly Breakglass[] = [];
  let disk: Connection;
  const open = (file: string): Connection => {
    disk = openDatabase(file);
    return disk;
  };
  await startBot();

  async function startBot(): Promise<void> {
    bot = await startBreakglass({ config, policy, log, now: clock.now, open, selfRunning: false });
    github.setWebhook({ url: `${bot.url}/webhooks/github`, secret: HOOK_SECRETS.github });
    if (transport === 'http') slack.setRequestUrl(`${bot.url}/slack/events`);
    const more = Array.from({ length: (options.bots ?? 1) - 1 }, () =>
      startBreakglass({ config, policy, log, now: clock.now, selfRunning: false }),
    );
    others = await Promise.all(more);
  }

  async function stopBot(): Promise<void> {
    await Promise.all([bot, ...others].map((one) => one.stop()));
  }

  /** All of them at once. */
  async function advance(): Promise<void> {
    await Promise.all([bot, ...others].map((one) => one.advance()));
  }

  /** The cards in the channel, oldest first. */
  const cards = () => slack.allMessages(EMERGENCY).filter(({ threadTs, text }) => !threadTs && /^EC-\d+ ·/.test(text));
  const card = (id: string) => {
    const found = cards().find(({ text }) => text.startsWith(`${id} ·`));
    if (!found) throw new Error(`${id} has no card`);
    return found;
  };

  return {
    slack,
    jira,
    pagerduty,
    github,
    clock,
    cards,
    card,
    /** What was said below a card. */
    thread: (id: string) => slack.allMessages(EMERGENCY).filter(({ threadTs }) => threadTs === card(id).ts),
    config,
    log,
    /** One of SQLite's own settings on the bot's connection: how a test fills the disk. */
    pragma: (setting: string): unknown => disk.raw.pragma(setting, { simple: true }),
    /** A token of a pipeline, as `breakglass token create` makes them. */
    token: async ({ scopes = SCOPES, expiresIn = HOUR * 24 * 90, name = 'payments-deploy' }: TokenWish = {}) => {
      const text = tokenFrom(randomBytes(SECRET_BYTES));
      const id = randomBytes(4).toString('hex');
      const createdAt = clock.now();
      const token = { id, name, scopes, createdAt, expiresAt: createdAt + expiresIn };
      await sqliteTokens(disk).add(token, hashToken(text));
      return { id, text, revoke: () => sqliteTokens(disk).revoke(id, clock.now()) };
    },
    tokens: () => sqliteTokens(disk).all(),
    /** Every event of a type, of any stream. */
    events: (type: string) => [...chain(disk)].filter((event) => event.type === type),
    /** What the bot says it is listening on. */
    botUrl: () => bot.url,
    as: (name: string) => actor(slack, name),
    /** Delivers all that is due now. */
    settle: () => advance(),
    next: () => bot.next(),
    /** Lets time pass: everything due in between happens in its order. */
    pass: async (milliseconds: number) => {
      const until = clock.now() + milliseconds;
      await advance();
      for (let next = await bot.next(); next.at < until; next = await bot.next()) {
        clock.advanceTo(Math.max(next.at, clock.now() + 1000));
        await advance();
      }
      clock.advanceTo(until);
      await advance();
    },
    restart: async () => {
      await stopBot();
      await startBot();
    },
    close: async () => {
      await stopBot();
      await Promise.all([slack.stop(), jira.stop(), pagerduty.stop(), github.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
