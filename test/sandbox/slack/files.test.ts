import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { ANA, type Bench, bench, ELSEWHERE, GENERAL, refusal, withScopes } from './support.ts';

let b: Bench;

beforeAll(async () => {
  b = await bench();
});

afterAll(() => b.slack.stop());

const PNG = Buffer.from('a picture, as far as a stand-in looks');

async function reserve(filename = 'trend.png', bytes: Uint8Array = PNG) {
  const { upload_url: url = '', file_id: id = '' } = await b.client.files.getUploadURLExternal({
    filename,
    length: bytes.length,
  });
  return { url, id };
}

const send = (url: string, body: RequestInit['body'] = PNG) => fetch(url, { method: 'POST', body });

async function uploaded(filename?: string): Promise<string> {
  const { url, id } = await reserve(filename);
  await send(url);
  await b.client.files.completeUploadExternal({ files: [{ id, title: 'Trend' }] });
  return id;
}

const picture = (file: Json) => ({
  channel: GENERAL,
  text: 'Trend',
  blocks: [{ type: 'image', alt_text: 'A line that rises', ...file }],
});

describe('bringing a file to Slack', () => {
  it('takes its bytes at the address it gave, and keeps it to the bot until it is shared', async () => {
    const { url, id } = await reserve();
    expect((await send(url)).status).toBe(200);
    const answer = await b.client.files.completeUploadExternal({ files: [{ id, title: 'Trend' }] });

    expect(answer.files).toMatchObject([{ id, title: 'Trend' }]);
    expect(b.slack.file(id)).toMatchObject({ name: 'trend.png', title: 'Trend', mimetype: 'image/png' });
    expect(Buffer.from(b.slack.file(id)?.bytes ?? [])).toEqual(PNG);
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
  });

  it('takes the bytes in a form too', async () => {
    const { url, id } = await reserve();
    const form = new FormData();
    form.append('filename', new Blob([PNG]), 'trend.png');
    expect((await send(url, form)).status).toBe(200);
    await b.client.files.completeUploadExternal({ files: [{ id }] });
    expect(Buffer.from(b.slack.file(id)?.bytes ?? [])).toEqual(PNG);
  });

  it('shares it in a channel, and in a thread, with a comment', async () => {
    const parent = await b.client.chat.postMessage({ channel: GENERAL, text: 'Look below' });
    const { url, id } = await reserve('pack.zip');
    await send(url);
    await b.client.files.completeUploadExternal({
      files: [{ id, title: 'Evidence' }],
      channel_id: GENERAL,
      thread_ts: parent.ts ?? '',
      initial_comment: 'Here it is',
    });

    expect(b.slack.allMessages(GENERAL).at(-1)).toMatchObject({
      text: 'Here it is',
      threadTs: parent.ts,
      files: [{ id, name: 'pack.zip', title: 'Evidence', size: PNG.length }],
    });
    const { messages } = await b.client.conversations.replies({ channel: GENERAL, ts: parent.ts ?? '' });
    expect(messages?.at(-1)?.files).toMatchObject([{ id, name: 'pack.zip' }]);
  });

  it.each([
    { what: 'an empty file', args: { filename: 'a.png', length: 0 }, error: 'missing_argument' },
    { what: 'a file without a name', args: { filename: '', length: 3 }, error: 'invalid_arguments' },
    { what: 'a length that is no number', args: { filename: 'a.png', length: 'x' }, error: 'invalid_arguments' },
  ])('reserves nothing for $what', async ({ args, error }) => {
    expect(await refusal(b.client.apiCall('files.getUploadURLExternal', args))).toMatchObject({ error });
  });

  it('refuses bytes of another length, and an address it never gave', async () => {
    const { url } = await reserve();
    expect((await send(url, 'too short')).status).toBe(400);
    expect((await send(`${b.slack.url}/upload/v1/unknown`)).status).toBe(400);
  });

  it('completes only what was sent, and only once', async () => {
    const { url, id } = await reserve();
    const complete = () => b.client.files.completeUploadExternal({ files: [{ id }] });
    expect(await refusal(complete())).toMatchObject({ error: 'file_not_found' });
    await send(url);
    await complete();
    expect(await refusal(complete())).toMatchObject({ error: 'file_not_found' });
  });

  it('shares nothing where the bot is not, and the file can be shared elsewhere then', async () => {
    const { url, id } = await reserve();
    await send(url);
    const into = (channel: string) => b.client.files.completeUploadExternal({ files: [{ id }], channel_id: channel });
    expect(await refusal(into(ELSEWHERE))).toMatchObject({ error: 'not_in_channel' });
    expect(await into(GENERAL)).toMatchObject({ ok: true });
  });

  it('needs the scope files:write', async () => {
    const narrow = await bench({ manifest: withScopes('chat:write') });
    const call = narrow.client.files.getUploadURLExternal({ filename: 'a.png', length: 3 });
    expect(await refusal(call)).toMatchObject({ error: 'missing_scope', needed: 'files:write' });
    await narrow.slack.stop();
  });
});

describe('a file in blocks', () => {
  it('is shown by its id or its private address', async () => {
    const id = await uploaded();
    const url = b.slack.file(id)?.urlPrivate;
    expect(await b.client.chat.postMessage(picture({ slack_file: { id } }))).toMatchObject({ ok: true });
    expect(await b.client.chat.postMessage(picture({ slack_file: { url } }))).toMatchObject({ ok: true });
    expect(b.slack.as(ANA).latest(GENERAL, 1)[0]?.blocks[0]).toMatchObject({ slack_file: { url } });
  });

  it.each([
    { what: 'no picture', file: async () => ({ slack_file: { id: await uploaded('pack.zip') } }) },
    { what: 'a file nobody knows', file: async () => ({ slack_file: { id: 'F0NOBODY12' } }) },
    { what: 'something that is no id', file: async () => ({ slack_file: { id: 'trend' } }) },
    {
      what: 'id and address at once',
      file: async () => ({ slack_file: { id: await uploaded(), url: 'https://a.b' } }),
    },
    { what: 'no source at all', file: async () => ({}) },
  ])('is refused when it is $what', async ({ file }) => {
    const answer = await refusal(b.client.chat.postMessage(picture(await file())));
    expect(answer).toMatchObject({ error: 'invalid_blocks' });
  });

  it('is refused while Slack still looks at it', async () => {
    const slow = await bench({ limits: { fileProcessing: 2_000 } });
    const { upload_url: url = '', file_id: id = '' } = await slow.client.files.getUploadURLExternal({
      filename: 'trend.png',
      length: PNG.length,
    });
    await send(url);
    await slow.client.files.completeUploadExternal({ files: [{ id }] });
    const post = () => slow.client.chat.postMessage(picture({ slack_file: { id } }));

    expect(await refusal(post())).toMatchObject({
      error: 'invalid_blocks',
      errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
    });
    slow.real.advanceTo(slow.real.now() + 2_000);
    expect(await post()).toMatchObject({ ok: true });
    await slow.slack.stop();
  });
});
