import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interactionIn, type RawBot, rawBot } from './raw-bot.ts';
import { ANA, BEN, type Bench, BOT, bench, GENERAL } from './support.ts';

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

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const elements = [
  { type: 'button', action_id: 'go', text: plain('Go'), value: 'ch_1', style: 'primary' },
  { type: 'static_select', action_id: 'menu', options: [option('a'), option('b')], initial_option: option('a') },
  { type: 'overflow', action_id: 'more', options: [option('x'), option('y')] },
  { type: 'users_select', action_id: 'who' },
  { type: 'checkboxes', action_id: 'boxes', options: [option('a'), option('b')] },
  { type: 'datepicker', action_id: 'when', initial_date: '2026-03-02' },
];
const blocks = [{ type: 'actions', block_id: 'row', elements }];

const post = async (more: object = {}) =>
  String(
    (
      (await b.client.apiCall('chat.postMessage', { channel: GENERAL, text: 'card', blocks, ...more })) as {
        ts?: string;
      }
    ).ts,
  );
const pressed = async (ts: string, actionId: string, value?: string) => {
  await b.slack.as(ANA).press(GENERAL, ts, actionId, value);
  return interactionIn(bot.received.at(-1) ?? { headers: {}, body: '' });
};

describe('pressing one of several buttons of the same name', () => {
  const named = (value: string) => ({ type: 'button', action_id: 'go', text: plain('Go'), value });
  const rows = ['a', 'b'].map((value) => ({ type: 'actions', block_id: `row-${value}`, elements: [named(value)] }));
  const told = () => interactionIn(bot.received.at(-1) ?? { headers: {}, body: '' });

  it('tells of the one in that block, and of the first without a block', async () => {
    const ts = await post({ blocks: rows });
    await b.slack.as(ANA).press(GENERAL, ts, 'go', undefined, 'row-b');
    expect(told()).toMatchObject({ actions: [{ action_id: 'go', block_id: 'row-b', value: 'b' }] });
    await b.slack.as(ANA).press(GENERAL, ts, 'go');
    expect(told()).toMatchObject({ actions: [{ block_id: 'row-a', value: 'a' }] });
  });

  it('fails for a block that has none of that name', async () => {
    const ts = await post({ blocks: rows });
    await expect(b.slack.as(ANA).press(GENERAL, ts, 'go', undefined, 'row-c')).rejects.toThrow('There is no go');
  });
});

describe('pressing something on a message', () => {
  it('tells the bot what, where and by whom', async () => {
    const ts = await post();
    expect(await pressed(ts, 'go')).toMatchObject({
      type: 'block_actions',
      user: { id: ANA, username: 'ana', name: 'ana', team_id: 'T0TEAM' },
      api_app_id: 'A0BOT',
      container: { type: 'message', message_ts: ts, channel_id: GENERAL, is_ephemeral: false },
      channel: { id: GENERAL, name: 'general' },
      message: { ts, text: 'card', user: BOT, bot_id: 'B0BOT' },
      actions: [
        {
          type: 'button',
          action_id: 'go',
          block_id: 'row',
          value: 'ch_1',
          text: plain('Go'),
          action_ts: expect.any(String),
        },
      ],
      trigger_id: expect.any(String),
      response_url: expect.any(String),
    });
  });

  it.each([
    { actionId: 'menu', value: 'b', action: { type: 'static_select', selected_option: option('b') } },
    { actionId: 'more', value: 'y', action: { type: 'overflow', selected_option: option('y') } },
    { actionId: 'who', value: BEN, action: { type: 'users_select', selected_user: BEN } },
    { actionId: 'boxes', value: 'b', action: { type: 'checkboxes', selected_options: [option('b')] } },
    { actionId: 'when', value: '2026-03-09', action: { type: 'datepicker', selected_date: '2026-03-09' } },
  ])('picks $value in $actionId', async ({ actionId, value, action }) => {
    expect((await pressed(await post(), actionId, value)).actions).toMatchObject([action]);
  });

  it('sends the state of all inputs, with what was picked before', async () => {
    const ts = await post();
    await pressed(ts, 'who', BEN);
    const { state } = await pressed(ts, 'go');
    expect(state).toEqual({
      values: {
        row: {
          menu: { type: 'static_select', selected_option: option('a') },
          who: { type: 'users_select', selected_user: BEN },
          boxes: { type: 'checkboxes', selected_options: [] },
          when: { type: 'datepicker', selected_date: '2026-03-02' },
        },
      },
    });
  });

  it('tells the thread of a reply', async () => {
    const root = await post();
    const reply = await post({ thread_ts: root });
    expect(await pressed(reply, 'go')).toMatchObject({ container: { thread_ts: root }, message: { thread_ts: root } });
  });

  it('brings no message along when it is ephemeral', async () => {
    const sent = await b.client.apiCall('chat.postEphemeral', { channel: GENERAL, user: ANA, text: 'x', blocks });
    const ts = String((sent as { message_ts?: string }).message_ts);
    const payload = await pressed(ts, 'go');
    expect(payload).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
    expect(payload).not.toHaveProperty('message');
    await expect(b.slack.as(BEN).press(GENERAL, ts, 'go')).rejects.toThrow('There is no message');
  });

  it('needs the button to be there still', async () => {
    const ts = await post();
    await b.client.chat.update({ channel: GENERAL, ts, text: 'done' });
    await expect(b.slack.as(ANA).press(GENERAL, ts, 'go')).rejects.toThrow(
      `There is no go on message ${ts}, but: nothing to press.`,
    );
    expect(bot.received).toEqual([]);
  });

  it('needs the option to be offered', async () => {
    await expect(b.slack.as(ANA).press(GENERAL, await post(), 'menu', 'z')).rejects.toThrow(
      'menu offers no option z, but: a, b.',
    );
  });
});
