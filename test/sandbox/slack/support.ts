import { readFileSync } from 'node:fs';
import { LogLevel, WebClient } from '@slack/web-api';
import { type Clock, stoppedClock } from '../../../src/sandbox/clock.ts';
import type { Channel, Json, Person, SlackOptions, SlackStandIn } from '../../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../../src/sandbox/slack/stand-in.ts';

export const START = Date.parse('2026-03-02T09:00:00Z');
export const BOT = 'U0BOT';
export const ANA = 'U0ANA';
export const BEN = 'U0BEN';
export const HANA = 'U0HANA';
export const GENERAL = 'C0GENERAL';
export const PRIVATE = 'C0PRIVATE';
export const ELSEWHERE = 'C0ELSEWHERE';
export const SIGNING_SECRET = 'signing-secret';
export const BOT_TOKEN = 'xoxb-sandbox';
export const APP_TOKEN = 'xapp-sandbox';

const person = (id: string, name: string, kind: Person['kind'] = 'member'): Person => {
  const realName = `${name[0]?.toUpperCase()}${name.slice(1)} Example`;
  return { id, name, realName, title: 'Engineer', email: `${name}@example.com`, timezone: 'Europe/Lisbon', kind };
};

export const people = [
  person(ANA, 'ana'),
  person(BEN, 'ben'),
  person(HANA, 'hana', 'deactivated'),
  person('U0GIL', 'gil', 'guest'),
  person('U0SAM', 'sam', 'stranger'),
];

export const channels: readonly Channel[] = [
  { id: GENERAL, name: 'general' },
  { id: PRIVATE, name: 'secret', isPrivate: true, members: [ANA] },
  { id: ELSEWHERE, name: 'elsewhere', members: [ANA, BEN] },
];

export const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as Json;

export const withScopes = (...bot: readonly string[]): Json => ({ ...manifest, oauth_config: { scopes: { bot } } });

export interface Bench {
  readonly slack: SlackStandIn;
  readonly client: WebClient;
  readonly clock: Clock;
  /** Real time, which the test moves. */
  readonly real: Clock;
}

export async function bench(options: Partial<SlackOptions> = {}): Promise<Bench> {
  const clock = stoppedClock(START);
  const real = stoppedClock(Date.now());
  const slack = await startSlack({
    manifest,
    people,
    channels,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    teamId: 'T0TEAM',
    botUserId: BOT,
    now: clock.now,
    realNow: real.now,
    requestUrl: 'http://127.0.0.1:9/',
    ...options,
  });
  return { slack, client: clientOf(slack), clock, real };
}

export const clientOf = (slack: SlackStandIn, token: string | undefined = BOT_TOKEN): WebClient =>
  new WebClient(token, {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });

export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Slack's answer when it refuses, as the client throws it. */
export async function refusal(call: Promise<unknown>): Promise<Json> {
  try {
    await call;
  } catch (error) {
    return (error as { data?: Json }).data ?? { error: String(error) };
  }
  throw new Error('Slack took the call.');
}
