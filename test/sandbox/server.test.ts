import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import { type SandboxServer, startSandboxServer } from '../../src/sandbox/server.ts';
import type { SlackStandIn } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID } from '../../src/sandbox/workspace.ts';

const clock = stoppedClock(Date.parse('2026-11-20T03:04:00Z'));
const JSON_BODY = { 'content-type': 'application/json' };

let slack: SlackStandIn;
let server: SandboxServer;

beforeAll(async () => {
  slack = await startSlack({
    manifest: { display_information: { name: 'App' } },
    people,
    channels,
    signingSecret: 'secret',
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
    teamId: TEAM_ID,
    botUserId: BOT_USER_ID,
    now: clock.now,
  });
  const advanceBy = async (milliseconds: number) => clock.advanceTo(clock.now() + milliseconds);
  server = await startSandboxServer({
    slack,
    jira: undefined,
    pagerduty: undefined,
    clock: { now: clock.now, advanceBy },
  });
});
afterAll(async () => {
  await server.stop();
  await slack.stop();
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Not `fetch`: that one does not let a test choose its Host header. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' }: Asked = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { method, headers, agent: false }, async (answer) => {
      let text = '';
      for await (const part of answer) text += String(part);
      resolve({ status: answer.statusCode ?? 0, text });
    });
    asked.on('error', reject).end(body);
  });
}

describe('the server of the sandbox', () => {
  it('serves the page', async () => {
    expect((await ask('/')).text).toContain('/page.js');
    expect((await ask('/page.js')).text.length).toBeGreaterThan(10_000);
    expect((await ask('/page.css')).text).toContain('--ground');
  });

  it('lets a person speak in a channel', async () => {
    const body = JSON.stringify({ channel: 'C0GENERAL01', text: 'hello' });
    const said = await ask('/api/slack/U0ANASILVA/say', { method: 'POST', headers: JSON_BODY, body });
    expect(said.status).toBe(200);
    expect(slack.allMessages('C0GENERAL01').map(({ text }) => text)).toEqual(['hello']);
  });

  it('hands out older messages page by page, two hundred at a time', async () => {
    const ben = slack.as('U0BENOKAFO');
    for (let count = 1; count <= 450; count += 1) ben.say('C0PAYMENTS1', String(count));
    const older = async (before: string) => {
      const body = JSON.stringify({ channel: 'C0PAYMENTS1', before });
      const { text } = await ask('/api/slack/U0ANASILVA/older', { method: 'POST', headers: JSON_BODY, body });
      return JSON.parse(text) as { value: { ts: string; text: string }[]; since?: string };
    };
    const first = await older('9999999999.000000');
    expect([first.value.length, first.value[0]?.text]).toEqual([200, '251']);
    const second = await older(first.since ?? '');
    const third = await older(second.since ?? '');
    expect([third.value.length, third.value[0]?.text, third.since]).toEqual([50, '1', undefined]);
  });

  it('moves the clock', async () => {
    const before = clock.now();
    await ask('/api/clock', { method: 'POST', headers: JSON_BODY, body: '{"milliseconds":3600000}' });
    expect(clock.now() - before).toBe(3_600_000);
  });

  it.each<{ what: string; path: string; asked: Asked; status: number; words: string }>([
    {
      what: 'a name that only points at this machine',
      path: '/',
      asked: { headers: { host: 'evil.example' } },
      status: 403,
      words: 'only answers to 127.0.0.1',
    },
    {
      what: 'another site in the same browser',
      path: '/api/clock',
      asked: { method: 'POST', headers: { ...JSON_BODY, origin: 'https://evil.example' }, body: '{}' },
      status: 403,
      words: 'another site',
    },
    {
      what: 'a form, which a foreign page could send',
      path: '/api/clock',
      asked: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' },
      status: 415,
      words: 'Send JSON',
    },
    {
      what: 'a body that is too long',
      path: '/api/slack/U0ANASILVA/say',
      asked: { method: 'POST', headers: JSON_BODY, body: `"${'x'.repeat(300_000)}"` },
      status: 413,
      words: 'too long',
    },
    {
      what: 'a body that is no JSON',
      path: '/api/slack/U0ANASILVA/say',
      asked: { method: 'POST', headers: JSON_BODY, body: '{' },
      status: 409,
      words: 'no JSON',
    },
    {
      what: 'a body without what is needed',
      path: '/api/slack/U0ANASILVA/say',
      asked: { method: 'POST', headers: JSON_BODY, body: '{}' },
      status: 400,
      words: 'channel',
    },
    {
      what: 'somebody who is not there',
      path: '/api/slack/U0NOBODY/say',
      asked: { method: 'POST', headers: JSON_BODY, body: '{}' },
      status: 404,
      words: 'nobody with the id U0NOBODY',
    },
    {
      what: 'something one cannot do',
      path: '/api/slack/U0ANASILVA/constructor',
      asked: { method: 'POST', headers: JSON_BODY, body: '{}' },
      status: 404,
      words: 'cannot',
    },
    {
      what: 'what Slack would not let that person do',
      path: '/api/slack/U0ANASILVA/submit',
      asked: { method: 'POST', headers: JSON_BODY, body: '{"viewId":"V0"}' },
      status: 409,
      words: 'has no modal V0',
    },
    {
      what: 'bad weather at a service that is not there',
      path: '/api/weather',
      asked: { method: 'POST', headers: JSON_BODY, body: '{"service":"jira","storm":"down"}' },
      status: 409,
      words: 'has no Jira',
    },
    {
      what: 'killing a bot it does not run',
      path: '/api/weather/kill-bot',
      asked: { method: 'POST', headers: JSON_BODY, body: '{}' },
      status: 409,
      words: 'does not run the bot',
    },
    {
      what: 'a Home tab the app does not have',
      path: '/api/slack/U0ANASILVA/open-home',
      asked: { method: 'POST', headers: JSON_BODY, body: '{"tab":"home"}' },
      status: 409,
      words: 'no Home tab',
    },
    {
      what: 'a step of the clock backwards',
      path: '/api/clock',
      asked: { method: 'POST', headers: JSON_BODY, body: '{"milliseconds":-1}' },
      status: 400,
      words: 'only moves forward',
    },
  ])('refuses $what, in words', async ({ path, asked, status, words }) => {
    const answer = await ask(path, asked);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error).toContain(words);
  });
});
