import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { interactionIn, type RawBot, rawBot } from './raw-bot.ts';
import { ANA, type Bench, BOT, bench, GENERAL, refusal } from './support.ts';

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
const options = ['tests', 'docs'].map((value) => ({ text: plain(value), value }));
const heard = (): Json => interactionIn(bot.received.at(-1) ?? { headers: {}, body: '' });

async function post(...blocks: readonly object[]): Promise<string> {
  const { ts } = (await b.client.apiCall('chat.postMessage', { channel: GENERAL, text: 'x', blocks })) as {
    ts?: string;
  };
  return ts ?? '';
}
const inActions = (element: object) => ({ type: 'actions', block_id: 'acts', elements: [element] });

describe('elements in messages', () => {
  it('send several picks at once', async () => {
    const ts = await post(inActions({ type: 'checkboxes', action_id: 'done', options }));
    await b.slack.as(ANA).press(GENERAL, ts, 'done', ['tests', 'docs']);
    expect(heard()).toMatchObject({ actions: [{ selected_options: options }] });
    await b.slack.as(ANA).press(GENERAL, ts, 'done', []);
    expect(heard()).toMatchObject({ actions: [{ selected_options: [] }] });
  });

  it('keep what was typed until a press sends it along', async () => {
    const button = { type: 'button', action_id: 'go', text: plain('Go') };
    const element = { type: 'plain_text_input', action_id: 'v' };
    const ts = await post({ type: 'input', block_id: 'why', label: plain('Why?'), element }, inActions(button));
    await b.slack.as(ANA).fillInMessage(GENERAL, ts, 'why', 'because');
    expect(bot.received).toHaveLength(0);
    await b.slack.as(ANA).press(GENERAL, ts, 'go');
    expect(heard()).toMatchObject({ state: { values: { why: { v: { value: 'because' } } } } });
  });

  it('ask the bot for the options of an external select, and hand one back', async () => {
    const ts = await post(inActions({ type: 'external_select', action_id: 'which', placeholder: plain('Which?') }));
    bot.answers({ body: { options } });
    expect(await b.slack.as(ANA).suggestInMessage(GENERAL, ts, 'which', 'te')).toEqual([]);
    expect(await b.slack.as(ANA).suggestInMessage(GENERAL, ts, 'which', 'tes')).toEqual(options);
    expect(heard()).toMatchObject({ type: 'block_suggestion', value: 'tes', container: { type: 'message' } });
    await b.slack.as(ANA).pickInMessage(GENERAL, ts, 'which', options[0] ?? {});
    expect(heard()).toMatchObject({ actions: [{ selected_option: options[0] }] });
  });
});

describe('a channel', () => {
  const posted = () => b.client.apiCall('chat.postMessage', { channel: GENERAL, text: 'x' });

  it('refuses the bot once it was taken out, and while it is archived', async () => {
    b.slack.setMember(GENERAL, BOT, false);
    expect(b.slack.isMember(GENERAL, BOT)).toBe(false);
    expect(await refusal(posted())).toMatchObject({ error: 'not_in_channel' });
    b.slack.setMember(GENERAL, BOT, true);
    b.slack.archive(GENERAL);
    expect(b.slack.isArchived(GENERAL)).toBe(true);
    expect(await refusal(posted())).toMatchObject({ error: 'is_archived' });
    b.slack.unarchive(GENERAL);
    expect(await posted()).toMatchObject({ ok: true });
  });

  it('shows its latest messages, and those before them', async () => {
    const ana = b.slack.as(ANA);
    for (const text of ['1', '2', '3', '4']) ana.say(GENERAL, text);
    await b.client.apiCall('chat.postEphemeral', { channel: GENERAL, user: ANA, text: 'for Ana' });
    const latest = ana.latest(GENERAL, 3);
    expect(latest.map(({ text }) => text)).toEqual(['3', '4', 'for Ana']);
    expect(ana.latest(GENERAL, 3, latest[0]?.ts).map(({ text }) => text)).toEqual(['1', '2']);
  });
});
