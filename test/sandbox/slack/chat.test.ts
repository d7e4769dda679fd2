import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANA, BEN, type Bench, BOT, bench, ELSEWHERE, GENERAL, HANA, PRIVATE, refusal, START } from './support.ts';

let b: Bench;

beforeEach(async () => {
  b = await bench();
});

afterEach(() => b.slack.stop());

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const metadata = { event_type: 'card', event_payload: { key: 'k1' } };

describe('posting a message', () => {
  it('gives it a timestamp of the workspace’s clock, and each its own', async () => {
    const first = await b.client.chat.postMessage({ channel: GENERAL, text: 'one' });
    const second = await b.client.chat.postMessage({ channel: GENERAL, text: 'two' });
    expect(Number(first.ts) * 1000).toBeCloseTo(START, -1);
    expect(first.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(second.ts && first.ts && second.ts > first.ts).toBe(true);
  });

  it('answers with the message as it is kept, block ids included', async () => {
    const { message } = await b.client.chat.postMessage({
      channel: GENERAL,
      text: 'hi',
      blocks: [section('*hi*')],
      metadata,
    });
    expect(message).toMatchObject({ user: BOT, bot_id: 'B0BOT', text: 'hi', metadata });
    expect(message?.blocks?.[0]?.block_id).toMatch(/^.{5}$/);
  });

  it('finds a channel by its name', async () => {
    expect(await b.client.chat.postMessage({ channel: '#general', text: 'hi' })).toMatchObject({ channel: GENERAL });
  });

  it('opens the DM of a person it is sent to', async () => {
    const { channel } = await b.client.chat.postMessage({ channel: ANA, text: 'psst' });
    expect(channel).toBe(b.slack.botDm(ANA));
    expect(b.slack.as(ANA).messages(String(channel))).toMatchObject([{ text: 'psst', user: BOT }]);
    expect(() => b.slack.as(BEN).messages(String(channel))).toThrow('Ben Example is not in a conversation');
  });

  it('puts replies into the thread, also replies to replies', async () => {
    const { ts: root } = await b.client.chat.postMessage({ channel: GENERAL, text: 'root' });
    const { ts: reply } = await b.client.chat.postMessage({ channel: GENERAL, text: 'one', thread_ts: root });
    await b.client.chat.postMessage({ channel: GENERAL, text: 'two', thread_ts: reply });
    const ana = b.slack.as(ANA);
    expect(ana.messages(GENERAL).map(({ text }) => text)).toEqual(['root']);
    expect(ana.messages(GENERAL, root).map(({ text }) => text)).toEqual(['root', 'one', 'two']);
    expect(b.slack.allMessages(GENERAL).map(({ threadTs }) => threadTs)).toEqual([undefined, root, root]);
  });

  it('shows a reply in the channel too when it is broadcast', async () => {
    const { ts: root } = await b.client.chat.postMessage({ channel: GENERAL, text: 'root' });
    await b.client.chat.postMessage({ channel: GENERAL, text: 'loud', thread_ts: root ?? '', reply_broadcast: true });
    expect(
      b.slack
        .as(ANA)
        .messages(GENERAL)
        .map(({ text }) => text),
    ).toEqual(['root', 'loud']);
  });

  it.each([
    { what: 'an unknown channel', args: { channel: 'C0NOWHERE', text: 'x' }, error: 'channel_not_found' },
    { what: 'a person who left', args: { channel: HANA, text: 'x' }, error: 'channel_not_found' },
    { what: 'a private channel it is not in', args: { channel: PRIVATE, text: 'x' }, error: 'channel_not_found' },
    { what: 'a public channel it is not in', args: { channel: ELSEWHERE, text: 'x' }, error: 'not_in_channel' },
    { what: 'nothing to say', args: { channel: GENERAL, text: '' }, error: 'no_text' },
    { what: 'blocks that are no JSON', args: { channel: GENERAL, blocks: '[' }, error: 'invalid_blocks_format' },
    {
      what: 'a thread that is not there',
      args: { channel: GENERAL, text: 'x', thread_ts: '1.1' },
      error: 'thread_not_found',
    },
    {
      what: 'a thread that is no time',
      args: { channel: GENERAL, text: 'x', thread_ts: 'first' },
      error: 'invalid_thread_ts',
    },
    {
      what: 'blocks too long together',
      args: { channel: GENERAL, text: 'x', blocks: Array.from({ length: 5 }, () => section('y'.repeat(2900))) },
      error: 'msg_blocks_too_long',
    },
    {
      what: 'metadata without a payload',
      args: { channel: GENERAL, text: 'x', metadata: { event_type: 'card' } },
      error: 'invalid_metadata_format',
    },
    {
      what: 'metadata that is no JSON',
      args: { channel: GENERAL, text: 'x', metadata: '{' },
      error: 'invalid_metadata_format',
    },
    {
      what: 'metadata of novel length',
      args: { channel: GENERAL, text: 'x', metadata: { event_type: 'a', event_payload: { b: 'c'.repeat(9000) } } },
      error: 'metadata_too_large',
    },
    {
      what: 'more than 100 attachments',
      args: { channel: GENERAL, text: 'x', attachments: Array.from({ length: 101 }, () => ({ text: 'a' })) },
      error: 'too_many_attachments',
    },
  ])('is refused for $what', async ({ args, error }) => {
    expect(await refusal(b.client.apiCall('chat.postMessage', args))).toMatchObject({ ok: false, error });
  });

  it('is refused in an archived channel', async () => {
    b.slack.archive(GENERAL);
    expect(await refusal(b.client.chat.postMessage({ channel: GENERAL, text: 'x' }))).toMatchObject({
      error: 'is_archived',
    });
  });

  it('loses metadata whose type is more than letters, digits, _ and -', async () => {
    const kept = { event_type: 'card-1_a', event_payload: {} };
    for (const each of [kept, { event_type: 'card.posted', event_payload: {} }]) {
      await b.client.apiCall('chat.postMessage', { channel: GENERAL, text: 'x', metadata: each });
    }
    expect(b.slack.allMessages(GENERAL).map((message) => message.metadata)).toEqual([kept, undefined]);
  });

  it('cuts a text of more than 40,000 characters and says so', async () => {
    const answer = await b.client.chat.postMessage({ channel: GENERAL, text: 'x'.repeat(40_001) });
    expect(answer.response_metadata?.warnings).toEqual(['message_truncated']);
    expect(b.slack.allMessages(GENERAL)[0]?.text).toHaveLength(40_000);
  });
});

describe('updating a message', () => {
  const posted = async () =>
    (await b.client.chat.postMessage({ channel: GENERAL, text: 'a', blocks: [section('a')], metadata })).ts ?? '';

  it('replaces text and blocks, keeps the metadata, and is not shown as edited', async () => {
    const ts = await posted();
    await b.client.chat.update({ channel: GENERAL, ts, text: 'b', blocks: [section('b')] });
    expect(b.slack.allMessages(GENERAL)).toMatchObject([{ ts, text: 'b', blocks: [section('b')], metadata }]);
    expect(b.slack.allMessages(GENERAL)[0]?.editedTs).toBeUndefined();
  });

  it('drops the blocks when only a text is given, and is shown as edited', async () => {
    const ts = await posted();
    await b.client.chat.update({ channel: GENERAL, ts, text: 'only text' });
    expect(b.slack.allMessages(GENERAL)[0]).toMatchObject({
      text: 'only text',
      blocks: [],
      editedTs: expect.any(String),
    });
  });

  it('removes the metadata for an empty object', async () => {
    const ts = await posted();
    await b.client.apiCall('chat.update', { channel: GENERAL, ts, text: 'b', metadata: {} });
    expect(b.slack.allMessages(GENERAL)[0]?.metadata).toBeUndefined();
  });

  it('is refused for what is not there, not its own, or too long', async () => {
    const ts = await posted();
    const { ts: anas } = b.slack.as(ANA).say(GENERAL, 'mine');
    const update = (args: { channel: string; ts: string; text: string }) => refusal(b.client.chat.update(args));
    expect(await update({ channel: GENERAL, ts: '1.1', text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ channel: ANA, ts, text: 'x' })).toMatchObject({ error: 'channel_not_found' });
    expect(await update({ channel: GENERAL, ts: anas, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await update({ channel: GENERAL, ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' });
    b.slack.archive(GENERAL);
    expect(await update({ channel: GENERAL, ts, text: 'x' })).toMatchObject({ error: 'is_inactive' });
  });
});

describe('deleting a message', () => {
  it('takes it away, once, and only its own', async () => {
    const { ts = '' } = await b.client.chat.postMessage({ channel: GENERAL, text: 'a' });
    const { ts: anas } = b.slack.as(ANA).say(GENERAL, 'mine');
    await b.client.chat.delete({ channel: GENERAL, ts });
    expect(b.slack.allMessages(GENERAL).map(({ text }) => text)).toEqual(['mine']);
    expect(await refusal(b.client.chat.delete({ channel: GENERAL, ts }))).toMatchObject({ error: 'message_not_found' });
    expect(await refusal(b.client.chat.delete({ channel: GENERAL, ts: anas }))).toMatchObject({
      error: 'cant_delete_message',
    });
  });
});

describe('an ephemeral message', () => {
  it('is seen by one person alone, and cannot be updated', async () => {
    const { message_ts: ts = '' } = await b.client.chat.postEphemeral({
      channel: GENERAL,
      user: ANA,
      text: 'you only',
    });
    expect(b.slack.as(ANA).messages(GENERAL)).toMatchObject([{ ts, text: 'you only', ephemeralFor: ANA }]);
    expect(b.slack.as(BEN).messages(GENERAL)).toEqual([]);
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
    expect(await refusal(b.client.chat.update({ channel: GENERAL, ts, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    });
  });

  it.each([HANA, 'U0NOBODY'])('is refused for %s, who is not in the channel', async (user) => {
    const answer = await refusal(b.client.chat.postEphemeral({ channel: GENERAL, user, text: 'x' }));
    expect(answer).toMatchObject({ error: 'user_not_in_channel' });
  });
});

describe('a permalink', () => {
  it('points at the message, and at the thread it is in', async () => {
    const { ts: root = '' } = await b.client.chat.postMessage({ channel: GENERAL, text: 'root' });
    const { ts = '' } = await b.client.chat.postMessage({ channel: GENERAL, text: 'reply', thread_ts: root });
    const link = async (message_ts: string) =>
      (await b.client.chat.getPermalink({ channel: GENERAL, message_ts })).permalink;
    expect(await link(root)).toBe(`https://sandbox.slack.com/archives/${GENERAL}/p${root.replace('.', '')}`);
    expect(await link(ts)).toContain(`?thread_ts=${root}&cid=${GENERAL}`);
    expect(await refusal(link('1.1'))).toMatchObject({ error: 'message_not_found' });
  });
});
