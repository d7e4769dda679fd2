import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { type Bench, bench, GENERAL, refusal } from './support.ts';

let b: Bench;

beforeAll(async () => {
  b = await bench({ limits: { rates: 'off' } });
});

afterAll(() => b.slack.stop());

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const option = (value: string, text = value) => ({ text: plain(text), value });

const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: readonly object[]) => ({ type: 'actions', elements });
const section = (more: object) => ({ type: 'section', ...more });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Label'), element, ...more });
const select = (more: object) => ({ type: 'static_select', ...more });

const post = (...blocks: readonly object[]) =>
  b.client.apiCall('chat.postMessage', { channel: GENERAL, text: 'x', blocks });

const messagesOf = async (call: Promise<unknown>, error: string): Promise<unknown> => {
  const answer = await refusal(call);
  expect(answer).toMatchObject({ ok: false, error });
  return (answer.response_metadata as Json).messages;
};

interface Case {
  readonly what: string;
  readonly fits: object;
  readonly not: object;
  readonly at: string;
  readonly says: string;
}

// At the limit Slack takes it, one beyond it does not: https://docs.slack.dev/reference/block-kit
const cases: readonly Case[] = [
  {
    what: 'a header of 150 characters',
    fits: { type: 'header', text: plain(x(150)) },
    not: { type: 'header', text: plain(x(151)) },
    at: '/text/text',
    says: 'must be less than 151 characters',
  },
  {
    what: 'a header in plain text',
    fits: { type: 'header', text: plain('x') },
    not: { type: 'header', text: mrkdwn('x') },
    at: '/text/type',
    says: 'unsupported type: mrkdwn',
  },
  {
    what: 'a section text of 3000 characters',
    fits: section({ text: mrkdwn(x(3000)) }),
    not: section({ text: mrkdwn(x(3001)) }),
    at: '/text/text',
    says: 'must be less than 3001 characters',
  },
  {
    what: 'a text of at least one character',
    fits: section({ text: mrkdwn('x') }),
    not: section({ text: mrkdwn('') }),
    at: '/text/text',
    says: 'must be more than 0 characters',
  },
  {
    what: 'a section with text or fields',
    fits: section({ fields: [mrkdwn('x')] }),
    not: section({}),
    at: '',
    says: 'missing required field: text',
  },
  {
    what: '10 fields',
    fits: section({ fields: times(10, () => plain('x')) }),
    not: section({ fields: times(11, () => plain('x')) }),
    at: '/fields',
    says: 'no more than 10 items allowed',
  },
  {
    what: 'a field of 2000 characters',
    fits: section({ fields: [plain(x(2000))] }),
    not: section({ fields: [plain(x(2001))] }),
    at: '/fields/0/text',
    says: 'must be less than 2001 characters',
  },
  {
    what: '10 elements of a context',
    fits: { type: 'context', elements: times(10, () => mrkdwn('x')) },
    not: { type: 'context', elements: times(11, () => mrkdwn('x')) },
    at: '/elements',
    says: 'no more than 10 items allowed',
  },
  {
    what: 'images in a context with their text',
    fits: { type: 'context', elements: [{ type: 'image', image_url: 'https://a.example/b.png', alt_text: 'b' }] },
    not: { type: 'context', elements: [{ type: 'image', image_url: 'https://a.example/b.png' }] },
    at: '/elements/0',
    says: 'missing required field: alt_text',
  },
  {
    what: '25 elements of actions',
    fits: actions(...times(25, () => button())),
    not: actions(...times(26, () => button())),
    at: '/elements',
    says: 'no more than 25 items allowed',
  },
  {
    what: 'actions with at least one element',
    fits: actions(button()),
    not: actions(),
    at: '/elements',
    says: 'must provide at least 1 items',
  },
  {
    what: 'a button of 75 characters',
    fits: actions(button({ text: plain(x(75)) })),
    not: actions(button({ text: plain(x(76)) })),
    at: '/elements/0/text/text',
    says: 'must be less than 76 characters',
  },
  {
    what: 'a button value of 2000 characters',
    fits: actions(button({ value: x(2000) })),
    not: actions(button({ value: x(2001) })),
    at: '/elements/0/value',
    says: 'must be less than 2001 characters',
  },
  {
    what: 'a button URL of 3000 characters',
    fits: actions(button({ url: `https://a.example/${x(2982)}` })),
    not: actions(button({ url: `https://a.example/${x(2983)}` })),
    at: '/elements/0/url',
    says: 'must be less than 3001 characters',
  },
  {
    what: 'a URL that is one',
    fits: actions(button({ url: 'https://a.example' })),
    not: actions(button({ url: 'a.example' })),
    at: '/elements/0/url',
    says: 'must be a valid URL',
  },
  {
    what: 'a picker of moments among actions',
    fits: actions({ type: 'datetimepicker' }),
    not: section({ text: plain('x'), accessory: { type: 'datetimepicker' } }),
    at: '/accessory/type',
    says: 'unsupported type: datetimepicker',
  },
  {
    what: 'a button style there is',
    fits: actions(button({ style: 'danger' })),
    not: actions(button({ style: 'default' })),
    at: '/elements/0/style',
    says: 'must be one of: primary, danger',
  },
  {
    what: 'an action_id of 255 characters',
    fits: actions(button({ action_id: x(255) })),
    not: actions(button({ action_id: x(256) })),
    at: '/elements/0/action_id',
    says: 'must be less than 256 characters',
  },
  {
    what: 'a block_id of 255 characters',
    fits: { type: 'divider', block_id: x(255) },
    not: { type: 'divider', block_id: x(256) },
    at: '/block_id',
    says: 'must be less than 256 characters',
  },
  {
    what: 'action ids that differ within a block',
    fits: actions(button({ action_id: 'a' }), button({ action_id: 'b' })),
    not: actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
    at: '/elements/1/action_id',
    says: '`action_id` "a" already exists',
  },
  {
    what: 'known properties',
    fits: actions(button({ value: 'x' })),
    not: actions(button({ colour: 'red' })),
    at: '/elements/0',
    says: 'invalid additional property: colour',
  },
  {
    what: 'elements that belong there',
    fits: actions(button()),
    not: actions({ type: 'plain_text_input' }),
    at: '/elements/0/type',
    says: 'unsupported type: plain_text_input',
  },
  {
    what: 'an option text of 75 characters',
    fits: actions(select({ options: [option('a', x(75))] })),
    not: actions(select({ options: [option('a', x(76))] })),
    at: '/elements/0/options/0/text/text',
    says: 'must be less than 76 characters',
  },
  {
    what: 'an option value of 150 characters',
    fits: actions(select({ options: [option(x(150), 'a')] })),
    not: actions(select({ options: [option(x(151), 'a')] })),
    at: '/elements/0/options/0/value',
    says: 'must be less than 151 characters',
  },
  {
    what: 'an option description of 75 characters',
    fits: actions(select({ options: [{ ...option('a'), description: plain(x(75)) }] })),
    not: actions(select({ options: [{ ...option('a'), description: plain(x(76)) }] })),
    at: '/elements/0/options/0/description/text',
    says: 'must be less than 76 characters',
  },
  {
    what: '100 options',
    fits: actions(select({ options: times(100, (n) => option(`v${n}`)) })),
    not: actions(select({ options: times(101, (n) => option(`v${n}`)) })),
    at: '/elements/0/options',
    says: 'no more than 100 items allowed',
  },
  {
    what: 'at least one option',
    fits: actions(select({ options: [option('a')] })),
    not: actions(select({ options: [] })),
    at: '/elements/0/options',
    says: 'must provide at least 1 items',
  },
  {
    what: 'options or groups of them',
    fits: actions(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] })),
    not: actions(select({ options: [option('a')], option_groups: [{ label: plain('g'), options: [option('a')] }] })),
    at: '/elements/0',
    says: 'must define either `options` or `option_groups`',
  },
  {
    what: 'a group label of 75 characters',
    fits: actions(select({ option_groups: [{ label: plain(x(75)), options: [option('a')] }] })),
    not: actions(select({ option_groups: [{ label: plain(x(76)), options: [option('a')] }] })),
    at: '/elements/0/option_groups/0/label/text',
    says: 'must be less than 76 characters',
  },
  {
    what: 'an initial option that is offered',
    fits: actions(select({ options: [option('a')], initial_option: option('a') })),
    not: actions(select({ options: [option('a')], initial_option: option('b') })),
    at: '/elements/0/initial_option',
    says: 'no matching option for value: b',
  },
  {
    what: 'a placeholder of 150 characters',
    fits: actions({ type: 'users_select', placeholder: plain(x(150)) }),
    not: actions({ type: 'users_select', placeholder: plain(x(151)) }),
    at: '/elements/0/placeholder/text',
    says: 'must be less than 151 characters',
  },
  {
    what: '5 options of an overflow menu',
    fits: section({ text: plain('x'), accessory: { type: 'overflow', options: times(5, (n) => option(`v${n}`)) } }),
    not: section({ text: plain('x'), accessory: { type: 'overflow', options: times(6, (n) => option(`v${n}`)) } }),
    at: '/accessory/options',
    says: 'no more than 5 items allowed',
  },
  {
    what: '10 checkboxes',
    fits: actions({ type: 'checkboxes', options: times(10, (n) => option(`v${n}`)) }),
    not: actions({ type: 'checkboxes', options: times(11, (n) => option(`v${n}`)) }),
    at: '/elements/0/options',
    says: 'no more than 10 items allowed',
  },
  {
    what: '10 radio buttons, with mrkdwn',
    fits: actions({ type: 'radio_buttons', options: times(10, (n) => ({ text: mrkdwn('x'), value: `v${n}` })) }),
    not: actions({ type: 'radio_buttons', options: times(11, (n) => option(`v${n}`)) }),
    at: '/elements/0/options',
    says: 'no more than 10 items allowed',
  },
  {
    what: 'a date that is one',
    fits: actions({ type: 'datepicker', initial_date: '2026-03-02' }),
    not: actions({ type: 'datepicker', initial_date: '2.3.2026' }),
    at: '/elements/0/initial_date',
    says: 'must be a valid date in the format YYYY-MM-DD',
  },
  {
    what: 'a point in time in seconds',
    fits: actions({ type: 'datetimepicker', initial_date_time: 1_772_442_000 }),
    not: actions({ type: 'datetimepicker', initial_date_time: 1_772_442_000_000 }),
    at: '/elements/0/initial_date_time',
    says: 'must be less than 10000000000',
  },
  ...confirmCases(),
  {
    what: 'a label of 2000 characters',
    fits: input({ type: 'plain_text_input' }, { label: plain(x(2000)) }),
    not: input({ type: 'plain_text_input' }, { label: plain(x(2001)) }),
    at: '/label/text',
    says: 'must be less than 2001 characters',
  },
  {
    what: 'a hint of 2000 characters',
    fits: input({ type: 'plain_text_input' }, { hint: plain(x(2000)) }),
    not: input({ type: 'plain_text_input' }, { hint: plain(x(2001)) }),
    at: '/hint/text',
    says: 'must be less than 2001 characters',
  },
  {
    what: 'a max_length of 3000',
    fits: input({ type: 'plain_text_input', max_length: 3000 }),
    not: input({ type: 'plain_text_input', max_length: 3001 }),
    at: '/element/max_length',
    says: 'must be less than 3001',
  },
  {
    what: 'an initial value of 3000 characters',
    fits: input({ type: 'plain_text_input', initial_value: x(3000) }),
    not: input({ type: 'plain_text_input', initial_value: x(3001) }),
    at: '/element/initial_value',
    says: 'must be less than 3001 characters',
  },
  {
    what: 'a min_length below the max_length',
    fits: input({ type: 'plain_text_input', min_length: 5, max_length: 5 }),
    not: input({ type: 'plain_text_input', min_length: 6, max_length: 5 }),
    at: '/element/min_length',
    says: 'must be less than or equal to `max_length`',
  },
  {
    what: 'a number input that says whether decimals are allowed',
    fits: input({ type: 'number_input', is_decimal_allowed: false }),
    not: input({ type: 'number_input' }),
    at: '/element',
    says: 'missing required field: is_decimal_allowed',
  },
  {
    what: 'no buttons as input',
    fits: input({ type: 'timepicker', initial_time: '09:30' }),
    not: input(button()),
    at: '/element/type',
    says: 'unsupported type: button',
  },
  {
    what: 'flags that are booleans',
    fits: input({ type: 'plain_text_input', multiline: true }),
    not: input({ type: 'plain_text_input', multiline: 'yes' }),
    at: '/element/multiline',
    says: 'must provide a boolean',
  },
  {
    what: 'a markdown block of 12,000 characters',
    fits: { type: 'markdown', text: x(12_000) },
    not: { type: 'markdown', text: x(12_001) },
    at: '/text',
    says: 'must be less than 12001 characters',
  },
  {
    what: 'blocks there are',
    fits: { type: 'divider' },
    not: { type: 'marquee' },
    at: '/type',
    says: 'unsupported type: marquee',
  },
];

function confirmCases(): readonly Case[] {
  const confirm = { title: plain('t'), text: plain('x'), confirm: plain('Yes'), deny: plain('No') };
  const limits = { title: 100, text: 300, confirm: 30, deny: 30 };
  return Object.entries(limits).map(([field, limit]) => ({
    what: `a confirmation’s ${field} of ${limit} characters`,
    fits: actions(button({ confirm: { ...confirm, [field]: plain(x(limit)) } })),
    not: actions(button({ confirm: { ...confirm, [field]: plain(x(limit + 1)) } })),
    at: `/elements/0/confirm/${field}/text`,
    says: `must be less than ${limit + 1} characters`,
  }));
}

describe('the blocks of a message', () => {
  it.each(cases)('take $what and not more', async ({ fits, not, at, says }) => {
    expect(await post(fits)).toMatchObject({ ok: true });
    const messages = await messagesOf(post(not), 'invalid_blocks');
    expect(messages).toContain(`[ERROR] ${says} [json-pointer:/blocks/0${at}]`);
  });

  it('count characters, not bytes or UTF-16 units', async () => {
    expect(await post({ type: 'header', text: plain('🔥'.repeat(150)) })).toMatchObject({ ok: true });
  });

  it('are 50 at most', async () => {
    expect(await post(...times(50, () => ({ type: 'divider' })))).toMatchObject({ ok: true });
    const messages = await messagesOf(post(...times(51, () => ({ type: 'divider' }))), 'invalid_blocks');
    expect(messages).toEqual(['[ERROR] no more than 50 items allowed [json-pointer:/blocks]']);
  });

  it('have ids of their own', async () => {
    const twice = post({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' });
    expect(await messagesOf(twice, 'invalid_blocks')).toEqual([
      '[ERROR] `block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ]);
  });

  it('are objected to in Slack’s words, the whole text first', async () => {
    const answer = await refusal(post({ type: 'section', text: mrkdwn(x(3001)) }));
    const objections = [
      'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ];
    expect(answer).toMatchObject({
      error: 'invalid_blocks',
      errors: objections,
      response_metadata: { messages: objections.map((each) => `[ERROR] ${each}`) },
    });
  });

  it('are checked the same in updates and ephemeral messages', async () => {
    const { ts = '' } = await b.client.chat.postMessage({ channel: GENERAL, text: 'x' });
    const blocks = [{ type: 'header', text: plain(x(151)) }];
    const calls = [
      b.client.apiCall('chat.update', { channel: GENERAL, ts, text: 'x', blocks }),
      b.client.apiCall('chat.postEphemeral', { channel: GENERAL, user: 'U0ANA', text: 'x', blocks }),
    ];
    for (const call of calls) expect(await refusal(call)).toMatchObject({ error: 'invalid_blocks' });
  });
});
