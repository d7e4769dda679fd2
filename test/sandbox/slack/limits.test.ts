import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANA, type Bench, bench, ELSEWHERE, GENERAL, refusal } from './support.ts';

let b: Bench;

beforeEach(async () => {
  b = await bench();
});

afterEach(() => b.slack.stop());

const post = (channel = GENERAL) => b.client.chat.postMessage({ channel, text: 'x' });
const burst = async (count: number) => {
  for (let n = 0; n < count; n += 1) await post();
};

describe('posting fast', () => {
  it('is allowed in a burst, and then once a second in each channel', async () => {
    await burst(20);
    expect(await refusal(post())).toMatchObject({ error: expect.stringContaining('rate-limit') });
    expect(await post(ANA)).toMatchObject({ ok: true });
    expect(await refusal(post(ELSEWHERE))).toMatchObject({ error: 'not_in_channel' });
    b.real.advanceTo(b.real.now() + 1_000);
    expect(await post()).toMatchObject({ ok: true });
    await refusal(post());
  });

  it('answers 429 with the seconds to wait', async () => {
    await burst(20);
    const body = new URLSearchParams({ token: 'xoxb-sandbox', channel: GENERAL, text: 'x' });
    const answer = await fetch(`${b.slack.url}/api/chat.postMessage`, { method: 'POST', body });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toEqual({ ok: false, error: 'ratelimited' });
  });

  it('counts the workspace’s time when that runs ahead', async () => {
    await burst(20);
    b.clock.advanceTo(b.clock.now() + 60_000);
    await burst(20);
    await refusal(post());
  });
});

describe('the other methods', () => {
  it('are limited by their tier, each on its own', async () => {
    for (let n = 0; n < 20; n += 1) await b.client.users.list({});
    expect(await refusal(b.client.users.list({}))).toMatchObject({ error: expect.stringContaining('rate-limit') });
    expect(await b.client.conversations.list({})).toMatchObject({ ok: true });
    b.real.advanceTo(b.real.now() + 3_000);
    expect(await b.client.users.list({})).toMatchObject({ ok: true });
  });

  it('are not limited with the limits off', async () => {
    const free = await bench({ limits: { rates: 'off' } });
    for (let n = 0; n < 30; n += 1) await free.client.users.list({});
    await free.slack.stop();
  });
});

describe('a fault', () => {
  it('refuses as often as it was told to, and has no effect', async () => {
    b.slack.fail('chat.postMessage', { kind: 'error', error: 'fatal_error' }, 2);
    expect(await refusal(post())).toMatchObject({ error: 'fatal_error' });
    expect(await refusal(post())).toMatchObject({ error: 'fatal_error' });
    expect(await post()).toMatchObject({ ok: true });
    expect(b.slack.allMessages(GENERAL)).toHaveLength(1);
  });

  it('lasts until it is cleared, and may hold for every method', async () => {
    b.slack.fail('*', { kind: 'error', error: 'service_unavailable' });
    expect(await refusal(post())).toMatchObject({ error: 'service_unavailable' });
    expect(await refusal(b.client.auth.test())).toMatchObject({ error: 'service_unavailable' });
    b.slack.clearFaults();
    expect(await post()).toMatchObject({ ok: true });
  });

  it('limits the rate for as long as it was told to', async () => {
    b.slack.fail('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 7 }, 1);
    const failure = await post().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
  });

  it('answers with another status', async () => {
    b.slack.fail('chat.postMessage', { kind: 'http', status: 503 }, 1);
    expect(await post().catch((error: unknown) => error)).toMatchObject({ statusCode: 503 });
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
  });

  it('loses the answer of a call that took effect', async () => {
    b.slack.fail('chat.postMessage', { kind: 'answer-lost' }, 1);
    expect(await post().catch((error: unknown) => error)).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(b.slack.allMessages(GENERAL)).toHaveLength(1);
  });

  it('takes Slack away', async () => {
    b.slack.fail('chat.postMessage', { kind: 'down' }, 1);
    expect(await post().catch((error: unknown) => error)).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
  });

  it('makes the answer slow', async () => {
    b.slack.fail('chat.postMessage', { kind: 'slow', milliseconds: 80 }, 1);
    const start = performance.now();
    await post();
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });
});

describe('ten thousand messages in a channel', () => {
  it('do not slow down the next one, nor a page of them', async () => {
    const full = await bench({ limits: { rates: 'off' } });
    const ana = full.slack.as(ANA);
    for (let n = 0; n < 10_000; n += 1) ana.say(GENERAL, `message ${n}`);
    const start = performance.now();
    for (let n = 0; n < 50; n += 1) await full.client.chat.postMessage({ channel: GENERAL, text: `more ${n}` });
    const { messages } = await full.client.conversations.history({ channel: GENERAL, limit: 1 });
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(messages).toMatchObject([{ text: 'more 49' }]);
    await full.slack.stop();
  });
});
