import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json, View } from '../../../src/sandbox/slack/contract.ts';
import { commandIn, interactionIn, type RawBot, rawBot } from './raw-bot.ts';
import { ANA, BEN, type Bench, bench, GENERAL, HANA } from './support.ts';

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
const input = (blockId: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: 'value', ...element },
  ...more,
});
const text = (blockId: string, element: object = {}, more: object = {}) =>
  input(blockId, { type: 'plain_text_input', ...element }, more);
const modal = (blocks: readonly object[], more: object = {}) => ({
  type: 'modal',
  callback_id: 'c',
  title: plain('T'),
  submit: plain('Go'),
  blocks,
  ...more,
});

const latest = () => interactionIn(bot.received.at(-1) ?? { headers: {}, body: '' });
const ana = () => b.slack.as(ANA);
const top = (): View => ana().views().at(-1) as View;
const open = async (blocks: readonly object[], more: object = {}): Promise<string> => {
  await ana().command(GENERAL, '/emergency-change', '');
  const { trigger_id } = commandIn(bot.received.at(-1) ?? { headers: {}, body: '' });
  await b.client.apiCall('views.open', { trigger_id, view: modal(blocks, more) });
  return top().id;
};
const submitted = async (id: string): Promise<Json> => {
  await ana().submit(id);
  return (latest().view as Json).state as Json;
};

describe('filling a form', () => {
  it.each([
    { type: 'plain_text_input', value: 'typed', held: { value: 'typed' } },
    { type: 'email_text_input', value: 'a@b.example', held: { value: 'a@b.example' } },
    { type: 'url_text_input', value: 'https://a.example', held: { value: 'https://a.example' } },
    { type: 'number_input', more: { is_decimal_allowed: false }, value: 7, held: { value: '7' } },
    {
      type: 'static_select',
      more: { options: [option('a'), option('b')] },
      value: 'b',
      held: { selected_option: option('b') },
    },
    { type: 'radio_buttons', more: { options: [option('a')] }, value: 'a', held: { selected_option: option('a') } },
    {
      type: 'checkboxes',
      more: { options: [option('a'), option('b')] },
      value: ['b'],
      held: { selected_options: [option('b')] },
    },
    {
      type: 'multi_static_select',
      more: { option_groups: [{ label: plain('g'), options: [option('a'), option('b')] }] },
      value: ['a', 'b'],
      held: { selected_options: [option('a'), option('b')] },
    },
    { type: 'users_select', value: BEN, held: { selected_user: BEN } },
    { type: 'multi_users_select', value: [ANA, BEN], held: { selected_users: [ANA, BEN] } },
    { type: 'channels_select', value: GENERAL, held: { selected_channel: GENERAL } },
    { type: 'conversations_select', value: GENERAL, held: { selected_conversation: GENERAL } },
    { type: 'datepicker', value: '2026-03-09', held: { selected_date: '2026-03-09' } },
    { type: 'timepicker', value: '09:30', held: { selected_time: '09:30' } },
    { type: 'datetimepicker', value: 1_772_442_000, held: { selected_date_time: 1_772_442_000 } },
  ])('puts $value of a $type into the state as Slack does', async ({ type, more, value, held }) => {
    const id = await open([input('f', { type, ...more })]);
    await ana().fill(id, 'f', value);
    expect(await submitted(id)).toEqual({ values: { f: { value: { type, ...held } } } });
  });

  it.each([
    { element: { type: 'plain_text_input', initial_value: 'x' }, held: { value: 'x' } },
    {
      element: { type: 'static_select', options: [option('a')], initial_option: option('a') },
      held: { selected_option: option('a') },
    },
    { element: { type: 'multi_users_select', initial_users: [ANA] }, held: { selected_users: [ANA] } },
    {
      element: { type: 'datetimepicker', initial_date_time: 1_772_442_000 },
      held: { selected_date_time: 1_772_442_000 },
    },
  ])('starts with the initial value of a $element.type', async ({ element, held }) => {
    const id = await open([input('f', element)]);
    expect(await submitted(id)).toMatchObject({ values: { f: { value: held } } });
  });

  it('clears with null', async () => {
    const id = await open([text('f', { initial_value: 'x' }, { optional: true })]);
    await ana().fill(id, 'f', null);
    expect(await submitted(id)).toMatchObject({ values: { f: { value: { value: null } } } });
  });

  it('tells the bot only where the block asks for it', async () => {
    const id = await open([text('quiet'), text('told', {}, { dispatch_action: true })]);
    const before = bot.received.length;
    await ana().fill(id, 'quiet', 'x');
    expect(bot.received).toHaveLength(before);
    await ana().fill(id, 'told', 'y');
    expect(latest()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: id },
      view: { id, state: { values: { quiet: { value: { value: 'x' } }, told: { value: { value: 'y' } } } } },
      actions: [{ type: 'plain_text_input', block_id: 'told', action_id: 'value', value: 'y' }],
      trigger_id: expect.any(String),
    });
    expect(latest()).not.toHaveProperty('response_url');
  });

  it('reaches buttons and menus outside of inputs', async () => {
    const accessory = { type: 'static_select', action_id: 'menu', options: [option('a')] };
    const button = { type: 'button', action_id: 'more', text: plain('More'), value: 'v' };
    const id = await open([
      { type: 'section', block_id: 's', text: plain('x'), accessory },
      { type: 'actions', block_id: 'row', elements: [button] },
    ]);
    await ana().pressInView(id, 'menu', 'a');
    expect(latest().actions).toMatchObject([{ action_id: 'menu', block_id: 's', selected_option: option('a') }]);
    await ana().pressInView(id, 'more');
    expect(latest()).toMatchObject({
      actions: [{ action_id: 'more', value: 'v' }],
      view: { state: { values: { s: { menu: { selected_option: option('a') } } } } },
    });
  });

  it('is not possible where there is nothing to fill or to pick', async () => {
    const id = await open([input('f', { type: 'static_select', options: [option('a')] })]);
    await expect(ana().fill(id, 'g', 'a')).rejects.toThrow('There is no block g to fill');
    await expect(ana().fill(id, 'f', 'b')).rejects.toThrow('value offers no option b, but: a.');
    await expect(b.slack.as(BEN).fill(id, 'f', 'a')).rejects.toThrow('Ben Example has no modal');
    const people = await open([input('f', { type: 'users_select' }), input('g', { type: 'channels_select' })]);
    await expect(ana().fill(people, 'f', HANA)).rejects.toThrow('No picker lists Hana Example.');
    await expect(ana().fill(people, 'g', 'C0NO')).rejects.toThrow('No picker lists C0NO.');
    const few = await open([input('f', { type: 'multi_users_select', max_selected_items: 1 })]);
    await expect(ana().fill(few, 'f', [ANA, BEN])).rejects.toThrow('value takes 1 at most.');
  });
});

describe('an external select', () => {
  const external = { type: 'external_select', min_query_length: 2 };

  it('asks the bot for options and takes one of them', async () => {
    const id = await open([input('f', external)]);
    bot.answers({ body: { options: [option('a'), option('b')] } });
    const options = await ana().suggest(id, 'f', 'ab');
    expect(options).toEqual([option('a'), option('b')]);
    expect(latest()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'value',
      block_id: 'f',
      value: 'ab',
      container: { type: 'view', view_id: id },
      view: { id },
    });
    bot.answers({});
    await ana().pick(id, 'f', options[1] ?? {});
    expect(await submitted(id)).toMatchObject({ values: { f: { value: { selected_option: option('b') } } } });
  });

  it('flattens groups, and does not ask for less than the fewest letters', async () => {
    const id = await open([input('f', external)]);
    bot.answers({ body: { option_groups: [{ label: plain('g'), options: [option('a')] }] } });
    const before = bot.received.length;
    expect(await ana().suggest(id, 'f', 'a')).toEqual([]);
    expect(bot.received).toHaveLength(before);
    expect(await ana().suggest(id, 'f', 'ab')).toEqual([option('a')]);
  });

  it.each([
    { what: 'no options', body: {} },
    { what: 'more than 100', body: { options: Array.from({ length: 101 }, (_, n) => option(`${n}`)) } },
    { what: 'a text of 76 characters', body: { options: [option('x'.repeat(76))] } },
  ])('shows nothing for $what', async ({ body }) => {
    const id = await open([input('f', external)]);
    bot.answers({ body });
    expect(await ana().suggest(id, 'f', 'ab')).toEqual([]);
    expect(b.slack.complaints()).toHaveLength(1);
  });
});

describe('submitting', () => {
  it('tells the bot, and closes the modal when the answer is empty', async () => {
    const id = await open([text('f', { initial_value: 'x' })], { private_metadata: 'secret' });
    expect(await ana().submit(id)).toEqual({ ok: true, status: 200 });
    expect(latest()).toMatchObject({
      type: 'view_submission',
      user: { id: ANA },
      team: { id: 'T0TEAM' },
      view: { id, callback_id: 'c', private_metadata: 'secret', hash: expect.any(String), root_view_id: id },
      trigger_id: expect.any(String),
      response_urls: [],
    });
    expect(ana().views()).toEqual([]);
  });

  it('needs the required fields, as Slack’s client does', async () => {
    const id = await open([text('f'), text('g', {}, { optional: true })]);
    const before = bot.received.length;
    expect(await ana().submit(id)).toEqual({ ok: false, error: 'client_validation', status: 0 });
    expect(bot.received).toHaveLength(before);
    expect(top().errors).toEqual({ f: 'Please complete this required field.' });
    await ana().fill(id, 'f', 'x');
    expect(top().errors).toEqual({});
    expect(await ana().submit(id)).toMatchObject({ ok: true });
  });

  it.each([
    { element: { min_length: 5 }, typed: 'x', message: 'Must be at least 5 characters.' },
    { element: { max_length: 3 }, typed: 'xxxx', message: 'Must be at most 3 characters.' },
    { element: {}, typed: 'x'.repeat(3001), message: 'Must be at most 3000 characters.' },
    { element: { type: 'email_text_input' }, typed: 'x', message: 'Please enter a valid email address.' },
    { element: { type: 'url_text_input' }, typed: 'x', message: 'Please enter a valid URL.' },
    {
      element: { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' },
      typed: '12',
      message: 'Please enter a valid number.',
    },
  ])('says: $message', async ({ element, typed, message }) => {
    const id = await open([text('f', element)]);
    await ana().fill(id, 'f', typed);
    expect(await ana().submit(id)).toMatchObject({ ok: false, error: 'client_validation' });
    expect(top().errors).toEqual({ f: message });
  });

  it('shows the errors the bot answers, until the field is changed', async () => {
    const id = await open([text('f', { initial_value: 'x' })]);
    bot.answers({ body: { response_action: 'errors', errors: { f: 'No.' } } });
    expect(await ana().submit(id)).toMatchObject({ ok: true });
    expect(top()).toMatchObject({ id, errors: { f: 'No.' } });
    await ana().fill(id, 'f', 'y');
    expect(top().errors).toEqual({});
  });

  it('shows the view the bot answers in its place, with what was typed', async () => {
    const id = await open([text('f', { initial_value: 'x' })]);
    const { hash } = top();
    bot.answers({ body: { response_action: 'update', view: modal([text('f'), text('g')], { title: plain('New') }) } });
    await ana().submit(id);
    expect(top()).toMatchObject({ id, payload: { title: plain('New') }, values: { f: { value: { value: 'x' } } } });
    expect(top().hash).not.toBe(hash);
  });

  it('puts the view the bot answers on top, and goes back when that is closed', async () => {
    const id = await open([text('f', { initial_value: 'x' })]);
    bot.answers({ body: { response_action: 'push', view: modal([text('g')]) } });
    await ana().submit(id);
    expect(
      ana()
        .views()
        .map((view) => view.id),
    ).toEqual([id, top().id]);
    await ana().close(top().id);
    expect(
      ana()
        .views()
        .map((view) => view.id),
    ).toEqual([id]);
  });

  it('closes everything when told to', async () => {
    const id = await open([text('f', { initial_value: 'x' })]);
    bot.answers({ body: { response_action: 'push', view: modal([text('g', { initial_value: 'y' })]) } });
    await ana().submit(id);
    bot.answers({ body: { response_action: 'clear' } });
    await ana().submit(top().id);
    expect(ana().views()).toEqual([]);
  });

  it.each([
    {
      what: 'a view that does not pass',
      body: { response_action: 'update', view: modal([text('f')], { title: plain('x'.repeat(25)) }) },
    },
    { what: 'errors for a block that is no input', body: { response_action: 'errors', errors: { nope: 'No.' } } },
    { what: 'an action Slack does not know', body: { response_action: 'explode' } },
    { what: 'a body that is no JSON', body: 'done' },
  ])('stays open after $what, and Slack’s client says something went wrong', async ({ body }) => {
    const id = await open([text('f', { initial_value: 'x' })]);
    bot.answers({ body });
    expect(await ana().submit(id)).toMatchObject({
      ok: false,
      error: 'invalid_response_action',
      details: expect.any(Array),
    });
    expect(top().id).toBe(id);
    expect(b.slack.complaints()).toHaveLength(1);
  });

  it('stays open when the bot fails', async () => {
    const id = await open([text('f', { initial_value: 'x' })]);
    bot.answers({ status: 500 });
    expect(await ana().submit(id)).toMatchObject({ ok: false, error: 'http_500' });
    expect(top().id).toBe(id);
  });

  it('gives a response URL for the conversation that was picked', async () => {
    const id = await open([input('f', { type: 'conversations_select', response_url_enabled: true })]);
    await ana().fill(id, 'f', GENERAL);
    await ana().submit(id);
    const [entry] = latest().response_urls as Json[];
    expect(entry).toMatchObject({ block_id: 'f', action_id: 'value', channel_id: GENERAL });
    await fetch(String(entry?.response_url), {
      method: 'POST',
      body: JSON.stringify({ text: 'hi', response_type: 'in_channel' }),
    });
    expect(b.slack.allMessages(GENERAL)).toMatchObject([{ text: 'hi' }]);
  });
});

describe('closing', () => {
  it('is silent unless the view asks to be told', async () => {
    const id = await open([text('f')]);
    const before = bot.received.length;
    await ana().close(id);
    expect([ana().views().length, bot.received.length]).toEqual([0, before]);
  });

  it('tells the bot with notify_on_close', async () => {
    const id = await open([text('f')], { notify_on_close: true });
    await ana().close(id);
    expect(latest()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id, callback_id: 'c' } });
  });

  it('closes all of them with clear_on_close', async () => {
    const id = await open([text('f', { initial_value: 'x' })]);
    const view = modal([text('g')], { clear_on_close: true, notify_on_close: true });
    bot.answers({ body: { response_action: 'push', view } });
    await ana().submit(id);
    bot.answers({});
    await ana().close(top().id);
    expect(ana().views()).toEqual([]);
    expect(latest()).toMatchObject({ type: 'view_closed', is_cleared: true });
  });
});
