import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { slackClient } from '../../src/slack/client.ts';
import { shareOnce, uploadFile } from '../../src/slack/files.ts';
import { type Bench, BOT_TOKEN, bench, GENERAL, START } from '../sandbox/slack/support.ts';

let b: Bench;
let client: ReturnType<typeof slackClient>;

beforeEach(async () => {
  b = await bench();
  client = slackClient(BOT_TOKEN, `${b.slack.url}/api/`);
});

afterEach(() => b.slack.stop());

const file = { name: 'dossier-ec-42-7f3a.html', title: 'EC-42', bytes: Buffer.from('<h1>EC-42</h1>') };
const share = (inDoubt = false) =>
  shareOnce(
    client,
    { channel: GENERAL },
    { ...file, comment: 'The dossier of EC-42' },
    { key: 'k', inDoubt, lastTriedAt: inDoubt ? START : undefined, now: START },
  );

describe('bringing a file to Slack', () => {
  it('keeps one that is only shown in blocks away from everybody', async () => {
    const id = await uploadFile(client, file);
    expect(Buffer.from(b.slack.file(id)?.bytes ?? [])).toEqual(file.bytes);
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
  });

  it('shares one with a comment', async () => {
    await share();
    expect(b.slack.allMessages(GENERAL)).toMatchObject([
      { text: 'The dossier of EC-42', files: [{ name: file.name }] },
    ]);
  });

  it('shares it once though the answer was lost', async () => {
    b.slack.fail('files.completeUploadExternal', { kind: 'answer-lost' }, 1);
    await expect(share()).rejects.toMatchObject({ name: 'TransientFailure', certain: false });
    await share(true);
    expect(b.slack.allMessages(GENERAL)).toHaveLength(1);
  });

  it('shares it after all where the lost try left nothing', async () => {
    await share(true);
    expect(b.slack.allMessages(GENERAL)).toHaveLength(1);
  });

  it.each([
    { what: 'the way for bytes is down', fault: { kind: 'down' }, failure: TransientFailure },
    { what: 'the way for bytes is in trouble', fault: { kind: 'http', status: 503 }, failure: TransientFailure },
    { what: 'the bytes are refused', fault: { kind: 'http', status: 403 }, failure: PermanentFailure },
  ] as const)('says whether another try may help when $what', async ({ fault, failure }) => {
    b.slack.fail('upload_url', fault, 1);
    await expect(share()).rejects.toBeInstanceOf(failure);
    expect(b.slack.allMessages(GENERAL)).toEqual([]);
  });

  it('is refused for good without the scope', async () => {
    b.slack.fail('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' }, 1);
    await expect(share()).rejects.toThrow(/reinstall the app from manifest.json/);
  });
});
