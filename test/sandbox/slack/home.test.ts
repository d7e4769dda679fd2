import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { interactionIn, type RawBot, rawBot } from './raw-bot.ts';
import { ANA, BEN, type Bench, bench, HANA, manifest, refusal } from './support.ts';

const features = manifest.features as Json;
const withHome: Json = {
  ...manifest,
  features: { ...features, app_home: { home_tab_enabled: true, messages_tab_enabled: true } },
  settings: { event_subscriptions: { bot_events: ['app_home_opened'] } },
};

let b: Bench;
let bot: RawBot;

beforeEach(async () => {
  bot = await rawBot();
  b = await bench({ requestUrl: bot.url, manifest: withHome });
});
afterEach(async () => {
  await bot.stop();
  await b.slack.stop();
});

const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
const home = (more: object = {}) => ({ type: 'home', blocks: [{ type: 'actions', elements: [button] }], ...more });
const publish = (args: object) =>
  b.client.apiCall('views.publish', { user_id: ANA, view: home(), ...args }) as Promise<{ ok: true; view: Json }>;
const told = () => bot.received.map(({ body }) => (JSON.parse(body) as { event: Json }).event);

describe("an app's Home tab", () => {
  it('shows each person what was published for them, and nobody else', async () => {
    const { view } = await publish({ view: home({ callback_id: 'mine' }) });
    expect(view).toMatchObject({ type: 'home', callback_id: 'mine', close: null, submit: null, root_view_id: view.id });
    expect(b.slack.as(ANA).home()).toMatchObject({ id: view.id, hash: view.hash });
    expect(b.slack.as(BEN).home()).toBeUndefined();
  });

  it('keeps its id when it is published again, and refuses a stale hash', async () => {
    const first = await publish({});
    const second = await publish({ hash: first.view.hash });
    expect(second.view.id).toBe(first.view.id);
    expect(second.view.hash).not.toBe(first.view.hash);
    expect(await refusal(publish({ hash: first.view.hash }))).toMatchObject({ error: 'hash_conflict' });
  });

  it.each([
    { what: 'a modal', args: { view: { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] } } },
    { what: 'a title', args: { view: home({ title: { type: 'plain_text', text: 'T' } }) } },
    { what: 'more than a hundred blocks', args: { view: home({ blocks: Array(101).fill({ type: 'divider' }) }) } },
    { what: 'somebody who left', args: { user_id: HANA } },
    { what: 'nobody', args: { user_id: 'U0NOBODY' } },
  ])('is refused with $what', async ({ args }) => {
    expect(await refusal(publish(args))).toMatchObject({ error: 'invalid_arguments' });
  });

  it('is refused where the manifest does not enable it', async () => {
    const disabled = { ...features, app_home: { home_tab_enabled: false, messages_tab_enabled: true } };
    const without = await bench({ manifest: { ...manifest, features: disabled } });
    const published = without.client.apiCall('views.publish', { user_id: ANA, view: home() });
    expect(await refusal(published)).toMatchObject({ error: 'not_enabled' });
    expect(() => without.slack.as(ANA).openHome('home')).toThrow('no Home tab');
    await without.slack.stop();
  });

  it('tells the bot that somebody opened it, with the view once there is one', async () => {
    await b.slack.as(ANA).openHome('home');
    const { view } = await publish({});
    await b.slack.as(ANA).openHome('home');
    await b.slack.as(ANA).openHome('messages');
    expect(told()).toMatchObject([
      { type: 'app_home_opened', user: ANA, tab: 'home', channel: b.slack.botDm(ANA) },
      { tab: 'home', view: { id: view.id, type: 'home' } },
      { tab: 'messages' },
    ]);
    expect(told().map((event) => 'view' in event)).toEqual([false, true, false]);
  });

  it('sends its presses with the view around them', async () => {
    const { view } = await publish({});
    expect(await b.slack.as(ANA).pressInView(String(view.id), 'go')).toMatchObject({ ok: true });
    expect(interactionIn(bot.received.at(-1) ?? { headers: {}, body: '' })).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { type: 'home' },
      actions: [{ action_id: 'go' }],
    });
  });
});
