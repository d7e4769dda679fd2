import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIn, interactionIn, type RawBot, rawBot } from './raw-bot.ts';
import { ANA, BEN, type Bench, bench, GENERAL } from './support.ts';

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

const latest = () => bot.received.at(-1) ?? { headers: {}, body: '' };
const fromCommand = async (): Promise<string> => {
  await b.slack.as(ANA).command(GENERAL, '/emergency-change', '');
  return String(commandIn(latest()).response_url);
};
const blocks = [
  { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }] },
];
const posted = async () =>
  String(
    ((await b.client.apiCall('chat.postMessage', { channel: GENERAL, text: 'card', blocks })) as { ts?: string }).ts,
  );
const fromButton = async (ts: string): Promise<string> => {
  await b.slack.as(ANA).press(GENERAL, ts, 'go');
  return String(interactionIn(latest()).response_url);
};
const respond = async (url: string, body: object | string) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  return { status: answer.status, body: await answer.json() };
};

describe('a response URL', () => {
  it('answers the person alone, unless told to answer in the channel', async () => {
    const url = await fromCommand();
    expect(await respond(url, { text: 'you only' })).toEqual({ status: 200, body: { ok: true } });
    await respond(url, { text: 'everybody', response_type: 'in_channel' });
    expect(b.slack.as(ANA).messages(GENERAL)).toMatchObject([
      { text: 'you only', ephemeralFor: ANA },
      { text: 'everybody' },
    ]);
    expect(b.slack.as(BEN).messages(GENERAL)).toMatchObject([{ text: 'everybody' }]);
  });

  it('is good for five answers', async () => {
    const url = await fromCommand();
    for (const text of ['1', '2', '3', '4', '5']) expect(await respond(url, { text })).toMatchObject({ status: 200 });
    expect(await respond(url, { text: '6' })).toEqual({ status: 404, body: { ok: false, error: 'used_url' } });
    expect(b.slack.complaints()).toEqual(['response_url: used_url']);
  });

  it('is good for thirty minutes of real time', async () => {
    const url = await fromCommand();
    b.real.advanceTo(b.real.now() + 30 * 60_000 + 1);
    expect(await respond(url, { text: 'late' })).toEqual({ status: 404, body: { ok: false, error: 'expired_url' } });
  });

  it('replaces the message that was pressed when it says so', async () => {
    const [one, two] = [await posted(), await posted()];
    await respond(await fromButton(one), { text: 'new', replace_original: true });
    await respond(await fromButton(two), { text: 'you only' });
    expect(b.slack.allMessages(GENERAL)).toMatchObject([
      { ts: one, text: 'new', blocks: [] },
      { ts: two, text: 'card' },
    ]);
    expect(b.slack.as(ANA).messages(GENERAL).at(-1)).toMatchObject({ text: 'you only', ephemeralFor: ANA });
  });

  it('leaves the message alone when told to', async () => {
    const ts = await posted();
    const url = await fromButton(ts);
    await respond(url, { text: 'no', response_type: 'ephemeral', replace_original: false });
    expect(b.slack.allMessages(GENERAL)).toMatchObject([{ ts, text: 'card' }]);
    expect(b.slack.as(ANA).messages(GENERAL).at(-1)).toMatchObject({ text: 'no', ephemeralFor: ANA });
  });

  it('answers in the thread it names', async () => {
    const ts = await posted();
    await respond(await fromButton(ts), { text: 'here', replace_original: false, thread_ts: ts });
    expect(b.slack.as(ANA).messages(GENERAL, ts).at(-1)).toMatchObject({
      text: 'here',
      threadTs: ts,
      ephemeralFor: ANA,
    });
  });

  it('deletes the message, an ephemeral one too, and replaces that without a word', async () => {
    await respond(await fromButton(await posted()), { delete_original: true });
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
    const sent = await b.client.apiCall('chat.postEphemeral', { channel: GENERAL, user: ANA, text: 'x', blocks });
    const url = await fromButton(String((sent as { message_ts?: string }).message_ts));
    await respond(url, { text: 'changed' });
    expect(b.slack.as(ANA).messages(GENERAL)).toMatchObject([{ text: 'changed', ephemeralFor: ANA }]);
    await respond(url, { delete_original: true });
    expect(b.slack.as(ANA).messages(GENERAL)).toEqual([]);
  });

  it('can be made to fail', async () => {
    b.slack.fail('response_url', { kind: 'http', status: 500 }, 1);
    const url = await fromCommand();
    expect(await respond(url, { text: 'x' })).toMatchObject({ status: 500 });
    expect(await respond(url, { text: 'x' })).toMatchObject({ status: 200 });
  });

  it.each([
    { what: 'nothing to say', body: {}, error: 'no_text' },
    { what: 'blocks that do not pass', body: { text: 'x', blocks: [{ type: 'nope' }] }, error: 'invalid_blocks' },
    { what: 'what is no JSON', body: 'hello', error: 'invalid_payload' },
  ])('refuses $what', async ({ body, error }) => {
    expect(await respond(await fromCommand(), body)).toEqual({ status: 400, body: { ok: false, error } });
  });
});
