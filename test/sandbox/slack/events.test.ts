import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from './bolt.ts';
import { type RawBot, rawBot } from './raw-bot.ts';
import { BEN, type Bench, bench, manifest } from './support.ts';

let b: Bench;
let bot: RawBot;

beforeEach(async () => {
  bot = await rawBot();
  b = await bench({ requestUrl: bot.url, limits: { eventRetries: [0, 10, 20] } });
});

afterEach(async () => {
  await bot.stop();
  await b.slack.stop();
});

const attempts = () =>
  bot.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);

describe('somebody who leaves', () => {
  it('is an event, as JSON and signed', async () => {
    expect(await b.slack.setPersonKind(BEN, 'deactivated')).toMatchObject({ ok: true });
    const [event] = bot.received;
    expect(event?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-slack-signature': expect.stringMatching(/^v0=/),
    });
    expect(JSON.parse(event?.body ?? '')).toMatchObject({
      type: 'event_callback',
      team_id: 'T0TEAM',
      api_app_id: 'A0BOT',
      event_id: expect.stringMatching(/^Ev/),
      event: { type: 'user_change', user: { id: BEN, deleted: true }, event_ts: expect.any(String) },
      authorizations: [{ user_id: 'U0BOT', is_bot: true }],
    });
  });

  it('is no event for a bot that does not subscribe to it', async () => {
    const settings = { event_subscriptions: { bot_events: [] } };
    const deaf = await bench({ requestUrl: bot.url, manifest: { ...manifest, settings } });
    await deaf.slack.setPersonKind(BEN, 'deactivated');
    expect(bot.received).toEqual([]);
    await deaf.slack.stop();
  });
});

describe('an event that is not taken', () => {
  it('is sent again three times, with the number and the reason', async () => {
    bot.answers({ status: 500 });
    expect(await b.slack.setPersonKind(BEN, 'guest')).toMatchObject({ ok: false, error: 'http_500' });
    await until(() => bot.received.length >= 4 || undefined);
    expect(attempts()).toEqual([[undefined, undefined], ...['1', '2', '3'].map((number) => [number, 'http_error'])]);
    expect(new Set(bot.received.map(({ body }) => body)).size).toBe(1);
  });

  it('is not sent again once it was taken', async () => {
    bot.answers({ status: 500 });
    await b.slack.setPersonKind(BEN, 'guest');
    bot.answers({});
    await until(() => bot.received.length === 2 || undefined);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bot.received).toHaveLength(2);
  });

  it('is not sent again when the bot asks for that', async () => {
    bot.answers({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await b.slack.setPersonKind(BEN, 'guest');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bot.received).toHaveLength(1);
  });
});
