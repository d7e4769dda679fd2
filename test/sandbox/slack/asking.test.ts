import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIn, interactionIn, type RawBot, type Received, rawBot } from './raw-bot.ts';
import {
  ANA,
  BEN,
  type Bench,
  BOT,
  bench,
  ELSEWHERE,
  GENERAL,
  HANA,
  manifest,
  PRIVATE,
  SIGNING_SECRET,
} from './support.ts';

let b: Bench;
let bot: RawBot;

beforeEach(async () => {
  bot = await rawBot();
  b = await bench({ requestUrl: bot.url });
});

afterEach(async () => {
  await bot.stop();
  await b.slack.stop();
});

const last = (): Received => bot.received.at(-1) ?? { headers: {}, body: '' };
const run = (text: string, channel = GENERAL) => b.slack.as(ANA).command(channel, '/emergency-change', text);

describe('a slash command', () => {
  it('arrives as a form with what Slack sends', async () => {
    await run('  db is down ');
    expect(last().headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(commandIn(last())).toMatchObject({
      command: '/emergency-change',
      text: 'db is down',
      user_id: ANA,
      user_name: 'ana',
      channel_id: GENERAL,
      channel_name: 'general',
      team_id: 'T0TEAM',
      api_app_id: 'A0BOT',
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
      response_url: expect.stringContaining(`${b.slack.url}/response/`),
    });
  });

  it('is signed over the raw body, with real time', async () => {
    b.clock.advanceTo(b.clock.now() + 48 * 3_600_000);
    await run('x');
    const timestamp = String(last().headers['x-slack-request-timestamp']);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
    const mac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${last().body}`).digest('hex');
    expect(last().headers['x-slack-signature']).toBe(`v0=${mac}`);
  });

  it('has names turned into ids where the manifest asks for it', async () => {
    await run('tell @ben in #general: a < b & c, see https://a.example/b, not me@ben.example or @nobody');
    expect(commandIn(last()).text).toBe(
      `tell <@${BEN}|ben> in <#${GENERAL}|general>: a &lt; b &amp; c, see <https://a.example/b>, not me@ben.example or @nobody`,
    );
  });

  it('comes as it was typed without should_escape', async () => {
    const slash_commands = [{ command: '/raw', should_escape: false }];
    const other = await bench({ requestUrl: bot.url, manifest: { ...manifest, features: { slash_commands } } });
    await other.slack.as(ANA).command(GENERAL, '/raw', '@ben & co');
    expect(commandIn(last()).text).toBe('@ben & co');
    await other.slack.stop();
  });

  it('hides the names of DMs and private channels', async () => {
    const { channel } = await b.client.conversations.open({ users: ANA });
    await run('x', channel?.id);
    expect(commandIn(last()).channel_name).toBe('directmessage');
    await run('x', PRIVATE);
    expect(commandIn(last()).channel_name).toBe('privategroup');
  });

  it('carries the team of a stranger', async () => {
    await b.slack.as('U0SAM').command(GENERAL, '/emergency-change', '');
    expect(commandIn(last())).toMatchObject({ user_id: 'U0SAM', team_id: 'T0ELSEWHERE' });
  });

  it('that the manifest does not have goes nowhere', async () => {
    expect(await b.slack.as(ANA).command(GENERAL, '/nope', '')).toMatchObject({ ok: false, error: 'invalid_command' });
    expect(bot.received).toEqual([]);
  });

  it.each([
    { body: 'Done.', shown: { text: 'Done.', ephemeralFor: ANA } },
    { body: { text: 'Done.' }, shown: { text: 'Done.', ephemeralFor: ANA } },
    { body: { text: 'All', response_type: 'in_channel' }, shown: { text: 'All', user: BOT } },
  ])('shows the message of its acknowledgement: $body', async ({ body, shown }) => {
    bot.answers({ body });
    await run('x');
    expect(b.slack.as(ANA).messages(GENERAL)).toMatchObject([shown]);
  });
});

describe('an acknowledgement', () => {
  it('that does not come in time is a timeout', async () => {
    const hasty = await bench({ requestUrl: bot.url, limits: { ack: 50 } });
    bot.answers(undefined);
    const outcome = await hasty.slack.as(ANA).command(GENERAL, '/emergency-change', 'x');
    expect(outcome).toEqual({ ok: false, error: 'operation_timeout', status: 0 });
    await hasty.slack.stop();
  });

  it('with another status than 200 fails with that status', async () => {
    bot.answers({ status: 500, body: { oops: true } });
    expect(await run('x')).toEqual({ ok: false, error: 'http_500', status: 500, answer: { oops: true } });
  });

  it('cannot come from a bot that is down', async () => {
    await bot.stop();
    expect(await run('x')).toMatchObject({ ok: false, error: 'dispatch_failed', status: 0 });
    bot = await rawBot();
  });

  it('comes from wherever the request URL points now', async () => {
    const other = await rawBot();
    b.slack.setRequestUrl(other.url);
    await run('x');
    expect([bot.received.length, other.received.length]).toEqual([0, 1]);
    await other.stop();
  });
});

describe('a shortcut', () => {
  it('arrives without a channel when it is global', async () => {
    expect(await b.slack.as(ANA).globalShortcut('declare_change')).toMatchObject({ ok: true });
    const payload = interactionIn(last());
    expect(payload).toMatchObject({
      type: 'shortcut',
      callback_id: 'declare_change',
      user: { id: ANA, username: 'ana', team_id: 'T0TEAM' },
      team: { id: 'T0TEAM', domain: 'sandbox' },
      trigger_id: expect.any(String),
    });
    expect(payload).not.toHaveProperty('response_url');
    expect(payload).not.toHaveProperty('channel');
  });

  it('on a message brings the message along', async () => {
    const { ts } = b.slack.as(BEN).say(GENERAL, 'the database is down');
    await b.slack.as(ANA).messageShortcut('declare_change_from_message', GENERAL, ts);
    expect(interactionIn(last())).toMatchObject({
      type: 'message_action',
      callback_id: 'declare_change_from_message',
      channel: { id: GENERAL, name: 'general' },
      message_ts: ts,
      message: { type: 'message', text: 'the database is down', user: BEN, ts },
      response_url: expect.any(String),
    });
  });

  it('that the manifest does not have cannot be used', async () => {
    await expect(b.slack.as(ANA).globalShortcut('nope')).rejects.toThrow('no global shortcut nope');
    await expect(b.slack.as(ANA).messageShortcut('nope', GENERAL, '1.1')).rejects.toThrow('no message shortcut nope');
  });
});

describe('a person', () => {
  it('who left can do nothing', async () => {
    const hana = b.slack.as(HANA);
    await expect(hana.command(GENERAL, '/emergency-change', '')).rejects.toThrow('Hana Example is deactivated');
    expect(() => hana.say(GENERAL, 'x')).toThrow('Hana Example is deactivated');
    expect(() => hana.messages(GENERAL)).toThrow('Hana Example is deactivated');
    expect(() => hana.views()).toThrow('Hana Example is deactivated');
  });

  it('can do nothing from the moment they leave', async () => {
    const ana = b.slack.as(ANA);
    await b.slack.setPersonKind(ANA, 'deactivated');
    await expect(ana.command(GENERAL, '/emergency-change', '')).rejects.toThrow('Ana Example is deactivated');
    expect(b.slack.person(ANA)?.kind).toBe('deactivated');
  });

  it('who is unknown is nobody', () => {
    expect(() => b.slack.as('U0NOBODY')).toThrow('There is no person U0NOBODY');
  });

  it('is in the channels they are a member of', async () => {
    expect(
      b.slack
        .as(BEN)
        .conversations()
        .map(({ id }) => id),
    ).toEqual([GENERAL, ELSEWHERE]);
    expect(() => b.slack.as(BEN).messages(PRIVATE)).toThrow('is not in a conversation');
  });

  it('cannot write where it is archived, nor to a bot that does not listen', async () => {
    b.slack.archive(GENERAL);
    expect(() => b.slack.as(ANA).say(GENERAL, 'x')).toThrow('#general is archived');
    const { channel } = await b.client.conversations.open({ users: ANA });
    expect(() => b.slack.as(ANA).say(String(channel?.id), 'x')).toThrow('Sending messages to this app is turned off');
  });
});

describe('those who watch', () => {
  it('are told of each change until they stop', async () => {
    const told: unknown[] = [];
    const stop = b.slack.onChange((change) => told.push(change));
    await b.client.chat.postMessage({ channel: GENERAL, text: 'x' });
    await b.slack.setPersonKind(BEN, 'guest');
    stop();
    b.slack.as(ANA).say(GENERAL, 'y');
    expect(told).toMatchObject([
      { kind: 'message', channel: GENERAL },
      { kind: 'people', user: BEN },
    ]);
  });
});
