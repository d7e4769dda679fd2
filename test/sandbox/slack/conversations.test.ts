import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANA, BEN, type Bench, BOT, bench, ELSEWHERE, GENERAL, HANA, PRIVATE, refusal, withScopes } from './support.ts';

let b: Bench;

beforeEach(async () => {
  b = await bench({ limits: { rates: 'off' } });
});

afterEach(() => b.slack.stop());

const post = async (text: string, more: object = {}) =>
  (await b.client.apiCall('chat.postMessage', { channel: GENERAL, text, ...more })) as { ts: string; ok: true };
const texts = (messages: readonly { text?: string }[] | undefined) => messages?.map(({ text }) => text);

describe('a channel’s history', () => {
  it('comes newest first, page by page, without replies', async () => {
    const { ts: thread_ts } = await post('1');
    for (const text of ['2', '3', '4', '5']) await post(text);
    await post('reply', { thread_ts });
    const first = await b.client.conversations.history({ channel: GENERAL, limit: 2 });
    expect(first).toMatchObject({ has_more: true, response_metadata: { next_cursor: expect.stringMatching(/./) } });
    const cursor = first.response_metadata?.next_cursor;
    const second = await b.client.conversations.history({ channel: GENERAL, limit: 3, cursor });
    expect([texts(first.messages), texts(second.messages)]).toEqual([
      ['5', '4'],
      ['3', '2', '1'],
    ]);
    expect(second.has_more).toBe(false);
    expect(second.messages?.at(-1)).toMatchObject({ reply_count: 1, reply_users: [BOT] });
  });

  it('is bounded by times, which are excluded unless asked for', async () => {
    const [, two, , four] = [await post('1'), await post('2'), await post('3'), await post('4'), await post('5')];
    const range = { channel: GENERAL, oldest: two?.ts, latest: four?.ts };
    expect(texts((await b.client.conversations.history(range)).messages)).toEqual(['3']);
    expect(texts((await b.client.conversations.history({ ...range, inclusive: true })).messages)).toEqual([
      '4',
      '3',
      '2',
    ]);
    const one = { channel: GENERAL, latest: four?.ts, inclusive: true, limit: 1 };
    expect(texts((await b.client.conversations.history(one)).messages)).toEqual(['4']);
  });

  it('has the metadata only when asked', async () => {
    const metadata = { event_type: 'card', event_payload: { key: 'k1' } };
    await post('1', { metadata });
    const plain = await b.client.conversations.history({ channel: GENERAL });
    const full = await b.client.conversations.history({ channel: GENERAL, include_all_metadata: true });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    expect(full.messages?.[0]).toMatchObject({ metadata });
  });

  it('never has ephemeral messages', async () => {
    await b.client.chat.postEphemeral({ channel: GENERAL, user: ANA, text: 'x' });
    expect((await b.client.conversations.history({ channel: GENERAL })).messages).toEqual([]);
  });

  it.each([
    { what: 'an unknown channel', args: { channel: 'C0NO' }, error: 'channel_not_found' },
    { what: 'a private channel it is not in', args: { channel: PRIVATE }, error: 'channel_not_found' },
    { what: 'a public channel it is not in', args: { channel: ELSEWHERE }, error: 'not_in_channel' },
    { what: 'a cursor Slack did not give', args: { channel: GENERAL, cursor: 'nope' }, error: 'invalid_cursor' },
    { what: 'a time that is none', args: { channel: GENERAL, oldest: 'monday' }, error: 'invalid_ts_oldest' },
    { what: 'an end that is none', args: { channel: GENERAL, latest: 'monday' }, error: 'invalid_ts_latest' },
  ])('is refused for $what', async ({ args, error }) => {
    expect(await refusal(b.client.conversations.history(args))).toMatchObject({ error });
  });

  it('of a DM needs the scope for DMs', async () => {
    const narrow = await bench({ manifest: withScopes('chat:write', 'im:write', 'channels:history') });
    const { channel = '' } = await narrow.client.chat.postMessage({ channel: ANA, text: 'x' });
    expect(await refusal(narrow.client.conversations.history({ channel }))).toMatchObject({
      error: 'missing_scope',
      needed: 'im:history',
    });
    await narrow.slack.stop();
  });
});

describe('a thread’s replies', () => {
  it('start with its parent, oldest first, from whichever message one asks', async () => {
    const { ts } = await post('root');
    await post('one', { thread_ts: ts });
    const { ts: last } = await post('two', { thread_ts: ts });
    const { messages } = await b.client.conversations.replies({ channel: GENERAL, ts: last });
    expect(texts(messages)).toEqual(['root', 'one', 'two']);
    expect(messages?.[1]).toMatchObject({ thread_ts: ts, parent_user_id: BOT });
  });

  it('come in pages', async () => {
    const { ts } = await post('root');
    for (const text of ['1', '2', '3']) await post(text, { thread_ts: ts });
    const first = await b.client.conversations.replies({ channel: GENERAL, ts, limit: 2 });
    const cursor = first.response_metadata?.next_cursor;
    const second = await b.client.conversations.replies({ channel: GENERAL, ts, limit: 2, cursor });
    expect([texts(first.messages), texts(second.messages)]).toEqual([
      ['root', '1'],
      ['2', '3'],
    ]);
  });

  it('are refused for a message that is not there', async () => {
    expect(await refusal(b.client.conversations.replies({ channel: GENERAL, ts: '1.1' }))).toMatchObject({
      error: 'thread_not_found',
    });
  });
});

describe('conversations', () => {
  it('are described, with their members counted when asked', async () => {
    const { channel } = await b.client.conversations.info({ channel: GENERAL, include_num_members: true });
    expect(channel).toMatchObject({ id: GENERAL, name: 'general', is_channel: true, is_member: true, num_members: 5 });
  });

  it('of a person need a scope this manifest does not have', async () => {
    const { channel } = await b.client.conversations.open({ users: ANA });
    const answer = await refusal(b.client.conversations.info({ channel: channel?.id ?? '' }));
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'im:read' });
  });

  it('are listed in pages, private ones only with the bot in them', async () => {
    const first = await b.client.conversations.list({ limit: 1, types: 'public_channel,private_channel' });
    const cursor = first.response_metadata?.next_cursor;
    const second = await b.client.conversations.list({ limit: 5, types: 'public_channel,private_channel', cursor });
    expect([first, second].flatMap(({ channels }) => channels?.map(({ id }) => id))).toEqual([GENERAL, ELSEWHERE]);
  });

  it('are listed without archived ones when asked', async () => {
    b.slack.archive(GENERAL);
    const { channels } = await b.client.conversations.list({ exclude_archived: true });
    expect(channels?.map(({ id }) => id)).toEqual([ELSEWHERE]);
    expect(await refusal(b.client.conversations.list({ types: 'mailbox' }))).toMatchObject({ error: 'invalid_types' });
  });

  it('have members, who have not left', async () => {
    const { members } = await b.client.conversations.members({ channel: GENERAL });
    expect(members).toEqual([ANA, BEN, 'U0GIL', 'U0SAM', BOT]);
  });
});

describe('opening a DM', () => {
  it('gives the same one each time', async () => {
    const first = await b.client.conversations.open({ users: ANA });
    const second = await b.client.conversations.open({ users: ANA, return_im: true });
    expect(first).toMatchObject({ already_open: false, channel: { id: expect.stringMatching(/^D/) } });
    expect(second).toMatchObject({ already_open: true, channel: { id: first.channel?.id, is_im: true, user: ANA } });
    expect(b.slack.as(ANA).conversations()).toContainEqual({ id: first.channel?.id, name: 'Breakglass', dmWith: BOT });
  });

  it.each([
    { what: 'nobody', args: {}, error: 'users_list_not_supplied' },
    { what: 'somebody unknown', args: { users: 'U0NOBODY' }, error: 'user_not_found' },
    { what: 'somebody who left', args: { users: HANA }, error: 'user_disabled' },
    { what: 'itself', args: { users: BOT }, error: 'cannot_dm_bot' },
    {
      what: 'more than eight',
      args: { users: Array.from({ length: 9 }, () => ANA).join(',') },
      error: 'too_many_users',
    },
    { what: 'two without the scope', args: { users: `${ANA},${BEN}` }, error: 'missing_scope' },
    { what: 'a channel', args: { channel: GENERAL }, error: 'method_not_supported_for_channel_type' },
  ])('is refused for $what', async ({ args, error }) => {
    expect(await refusal(b.client.apiCall('conversations.open', args))).toMatchObject({ error });
  });
});

describe('people', () => {
  it('are described with zone and e-mail address', async () => {
    const { user } = await b.client.users.info({ user: ANA });
    expect(user).toMatchObject({
      id: ANA,
      real_name: 'Ana Example',
      tz: 'Europe/Lisbon',
      tz_offset: 0,
      deleted: false,
      is_restricted: false,
      profile: { email: 'ana@example.com', display_name: 'ana' },
    });
  });

  it.each([
    { who: 'a guest', user: 'U0GIL', shape: { is_restricted: true } },
    { who: 'somebody who left', user: HANA, shape: { deleted: true } },
    { who: 'a stranger', user: 'U0SAM', shape: { is_stranger: true, team_id: 'T0ELSEWHERE' } },
    { who: 'the bot itself', user: BOT, shape: { is_bot: true } },
  ])('show that one is $who', async ({ user, shape }) => {
    expect((await b.client.users.info({ user })).user).toMatchObject(shape);
  });

  it('who left have neither zone nor roles', async () => {
    const { user } = await b.client.users.info({ user: HANA });
    expect(user).not.toHaveProperty('tz');
    expect(user).not.toHaveProperty('is_restricted');
  });

  it('are listed, those who left too, strangers not', async () => {
    const { members } = await b.client.users.list({});
    expect(members?.map(({ id }) => id)).toEqual([ANA, BEN, HANA, 'U0GIL', BOT]);
  });

  it('are found by their e-mail address, unless they left', async () => {
    expect(await b.client.users.lookupByEmail({ email: 'BEN@example.com' })).toMatchObject({ user: { id: BEN } });
    const nobody = { error: 'users_not_found' };
    expect(await refusal(b.client.users.lookupByEmail({ email: 'hana@example.com' }))).toMatchObject(nobody);
    expect(await refusal(b.client.users.info({ user: 'U0NOBODY' }))).toMatchObject({ error: 'user_not_found' });
  });

  it('show their e-mail address only to a bot with the scope', async () => {
    const narrow = await bench({ manifest: withScopes('users:read') });
    expect((await narrow.client.users.info({ user: ANA })).user?.profile).not.toHaveProperty('email');
    await narrow.slack.stop();
  });
});
