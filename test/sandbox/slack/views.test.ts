import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { commandIn, interactionIn, type RawBot, rawBot } from './raw-bot.ts';
import { ANA, type Bench, bench, GENERAL, refusal } from './support.ts';

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
const field = (blockId: string, more: object = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { type: 'plain_text_input', action_id: 'value', ...more },
});
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('T'),
  submit: plain('Go'),
  blocks: [field('a')],
  ...more,
});

const trigger = async (): Promise<string> => {
  await b.slack.as(ANA).command(GENERAL, '/emergency-change', '');
  return String(commandIn(bot.received.at(-1) ?? { headers: {}, body: '' }).trigger_id);
};
const call = (method: string, args: Json) => b.client.apiCall(method, args) as Promise<{ ok: true; view?: Json }>;
const open = async (view: object = modal()) =>
  (await call('views.open', { trigger_id: await trigger(), view })).view as Json & { id: string };
/** A trigger from inside the modal that is on top. */
const triggerInside = async (): Promise<string> => {
  const top = b.slack.as(ANA).views().at(-1);
  await b.slack.as(ANA).pressInView(top?.id ?? '', 'more');
  return String(interactionIn(bot.received.at(-1) ?? { headers: {}, body: '' }).trigger_id);
};
const withButton = modal({
  blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] }, field('a')],
});

describe('opening a modal', () => {
  it('shows it to the person whose trigger it was', async () => {
    const view = await open(modal({ callback_id: 'c', private_metadata: 'p', external_id: 'e' }));
    expect(view).toMatchObject({
      id: expect.stringMatching(/^V/),
      callback_id: 'c',
      private_metadata: 'p',
      external_id: 'e',
      hash: expect.stringMatching(/^\d+\.[0-9a-f]{8}$/),
      root_view_id: view.id,
      previous_view_id: null,
      state: { values: { a: { value: { type: 'plain_text_input', value: null } } } },
    });
    expect(b.slack.as(ANA).views()).toMatchObject([{ id: view.id, user: ANA, callbackId: 'c', hash: view.hash }]);
  });

  it('works once with a trigger', async () => {
    const id = await trigger();
    await call('views.open', { trigger_id: id, view: modal() });
    expect(await refusal(call('views.open', { trigger_id: id, view: modal() }))).toMatchObject({
      error: 'exchanged_trigger_id',
    });
  });

  it('works for three seconds of real time, whatever the workspace’s clock says', async () => {
    const [early, late] = [await trigger(), await trigger()];
    b.clock.advanceTo(b.clock.now() + 48 * 3_600_000);
    b.real.advanceTo(b.real.now() + 3_000);
    expect(await call('views.open', { trigger_id: early, view: modal() })).toMatchObject({ ok: true });
    b.real.advanceTo(b.real.now() + 1);
    expect(await refusal(call('views.open', { trigger_id: late, view: modal() }))).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  it('leaves the trigger usable when the view does not pass', async () => {
    const id = await trigger();
    await refusal(call('views.open', { trigger_id: id, view: modal({ title: plain('x'.repeat(25)) }) }));
    expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ ok: true });
  });

  it('is refused for a trigger Slack did not give', async () => {
    expect(await refusal(call('views.open', { trigger_id: '1.2.abc', view: modal() }))).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  const x = (length: number) => 'x'.repeat(length);
  it.each([
    {
      what: 'a title of 25 characters',
      view: { title: plain(x(25)) },
      says: 'must be less than 25 characters [json-pointer:/view/title/text]',
    },
    {
      what: 'a submit label of 25 characters',
      view: { submit: plain(x(25)) },
      says: 'must be less than 25 characters [json-pointer:/view/submit/text]',
    },
    {
      what: 'a close label of 25 characters',
      view: { close: plain(x(25)) },
      says: 'must be less than 25 characters [json-pointer:/view/close/text]',
    },
    {
      what: 'private metadata of 3001 characters',
      view: { private_metadata: x(3001) },
      says: 'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    },
    {
      what: 'a callback id of 256 characters',
      view: { callback_id: x(256) },
      says: 'must be less than 256 characters [json-pointer:/view/callback_id]',
    },
    {
      what: 'inputs without submit',
      view: { submit: undefined },
      says: 'must define `submit` to use `input` block [json-pointer:/view/blocks/0/input]',
    },
    { what: 'no title', view: { title: undefined }, says: 'missing required field: title [json-pointer:/view]' },
    {
      what: 'unknown properties',
      view: { colour: 'red' },
      says: 'invalid additional property: colour [json-pointer:/view]',
    },
    {
      what: 'a submit button that waits, as in configuration modals',
      view: { submit_disabled: true },
      says: 'invalid additional property: submit_disabled [json-pointer:/view]',
    },
    { what: 'another type', view: { type: 'home' }, says: 'unsupported type: home [json-pointer:/view/type]' },
    {
      what: 'two blocks of one id',
      view: { blocks: [field('a'), field('a')] },
      says: '`block_id` "a" already exists [json-pointer:/view/blocks/1/block_id]',
    },
    {
      what: '101 blocks',
      view: { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) },
      says: 'no more than 100 items allowed [json-pointer:/view/blocks]',
    },
    {
      what: 'blocks of messages',
      view: { blocks: [{ type: 'markdown', text: 'x' }] },
      says: 'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    },
  ])('is refused for $what', async ({ view, says }) => {
    const answer = await refusal(call('views.open', { trigger_id: '1.2.abc', view: modal(view) }));
    expect(answer).toMatchObject({ error: 'invalid_arguments' });
    expect((answer.response_metadata as Json).messages).toContain(`[ERROR] ${says}`);
  });

  it('is refused for more than 250 kB, and for what is no view', async () => {
    const option = (n: number) => ({ text: plain(`${n}`), value: `${n}`.padEnd(150, 'x') });
    const boxes = (n: number) => ({
      ...field(`b${n}`),
      element: { type: 'static_select', options: Array.from({ length: 100 }, (_, i) => option(i)) },
    });
    const huge = modal({ blocks: Array.from({ length: 20 }, (_, n) => boxes(n)) });
    expect(await refusal(call('views.open', { trigger_id: '1.2.abc', view: huge }))).toMatchObject({
      error: 'view_too_large',
    });
    expect(await refusal(call('views.open', { trigger_id: '1.2.abc', view: '{' }))).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  it('is refused for an external id that is in use', async () => {
    await open(modal({ external_id: 'mine' }));
    const again = call('views.open', { trigger_id: await trigger(), view: modal({ external_id: 'mine' }) });
    expect(await refusal(again)).toMatchObject({ error: 'duplicate_external_id' });
  });
});

describe('pushing a modal', () => {
  it('stacks up to three', async () => {
    const root = await open(withButton);
    const second = await call('views.push', { trigger_id: await triggerInside(), view: withButton });
    const third = await call('views.push', { trigger_id: await triggerInside(), view: withButton });
    expect(third.view).toMatchObject({ root_view_id: root.id, previous_view_id: second.view?.id });
    const fourth = call('views.push', { trigger_id: await triggerInside(), view: withButton });
    expect(await refusal(fourth)).toMatchObject({ error: 'push_limit_reached' });
    expect(
      b.slack
        .as(ANA)
        .views()
        .map(({ id }) => id),
    ).toEqual([root.id, second.view?.id, third.view?.id]);
  });

  it('needs one to push onto', async () => {
    expect(await refusal(call('views.push', { trigger_id: await trigger(), view: modal() }))).toMatchObject({
      error: 'not_found',
    });
  });
});

describe('updating a modal', () => {
  it('keeps what was typed under the same ids, and starts the rest anew', async () => {
    const view = await open(modal({ blocks: [field('a'), field('b')] }));
    await b.slack.as(ANA).fill(view.id, 'a', 'typed');
    await b.slack.as(ANA).fill(view.id, 'b', 'gone');
    const blocks = [
      field('a', { initial_value: 'ignored' }),
      field('b', { action_id: 'other' }),
      field('c', { initial_value: 'fresh' }),
    ];
    await call('views.update', { view_id: view.id, view: modal({ blocks }) });
    const typed = (value: string | null) => ({ type: 'plain_text_input', value });
    expect(b.slack.as(ANA).views()[0]?.values).toEqual({
      a: { value: typed('typed') },
      b: { other: typed(null) },
      c: { value: typed('fresh') },
    });
  });

  it('is refused for a stale hash, and takes the current one', async () => {
    const { id: view_id, hash } = await open();
    const updated = await call('views.update', { view_id, hash, view: modal() });
    expect(updated.view?.hash).not.toBe(hash);
    expect(await refusal(call('views.update', { view_id, hash, view: modal() }))).toMatchObject({
      error: 'hash_conflict',
    });
  });

  it('finds it by its external id too', async () => {
    await open(modal({ external_id: 'mine' }));
    const view = modal({ external_id: 'mine', title: plain('New') });
    expect(await call('views.update', { external_id: 'mine', view })).toMatchObject({ view: { title: plain('New') } });
  });

  it('is refused for one that is closed, and for none', async () => {
    const { id: view_id } = await open();
    await b.slack.as(ANA).close(view_id);
    expect(await refusal(call('views.update', { view_id, view: modal() }))).toMatchObject({ error: 'not_found' });
    expect(await refusal(call('views.update', { view: modal() }))).toMatchObject({ error: 'invalid_arguments' });
  });
});
