import { afterEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../src/app/errors.ts';
import { section } from '../../src/slack/blocks.ts';
import { slackClient } from '../../src/slack/client.ts';
import type { Illustrated } from '../../src/slack/illustrated.ts';
import { illustratedPosts } from '../../src/slack/illustrated.ts';
import { type Bench, BOT_TOKEN, bench, GENERAL, START } from '../sandbox/slack/support.ts';
import { quietLog } from '../support/log.ts';

let b: Bench;
afterEach(() => b.slack.stop());

const picture: Illustrated['draw'] = async () => ({
  name: 'trend.png',
  title: 'Trend',
  alt: 'It rises',
  bytes: Buffer.from('a picture'),
});

async function open(fileProcessing = 0, draw = picture) {
  b = await bench({ limits: { fileProcessing } });
  const client = slackClient(BOT_TOKEN, `${b.slack.url}/api/`);
  const log = quietLog();
  const post = illustratedPosts(client, log);
  const send = (inDoubt = false) =>
    post(
      { channel: GENERAL },
      { draw, message: (block) => ({ text: 'Numbers', blocks: [section('7 changes'), ...block] }) },
      { key: 'digest/1', inDoubt, lastTriedAt: inDoubt ? START : undefined, now: START },
    );
  const shown = () => b.slack.allMessages(GENERAL).map(({ blocks }) => blocks.map(({ type }) => type));
  return { send, shown, log };
}

describe('a message with a picture', () => {
  it('shows it with its words', async () => {
    const { send, shown } = await open();
    await send();
    expect(shown()).toEqual([['section', 'image']]);
    expect(b.slack.allMessages(GENERAL)[0]?.blocks[1]).toMatchObject({ alt_text: 'It rises' });
  });

  it.each(['files.getUploadURLExternal', 'upload_url', 'files.completeUploadExternal'])(
    'goes out without it when %s fails, and the operator can read why',
    async (step) => {
      const { send, shown, log } = await open();
      b.slack.fail(step, { kind: 'http', status: 503 });
      await send();
      expect(shown()).toEqual([['section']]);
      expect(log.lines).toMatchObject([{ level: 'warn', words: 'a picture was left out of its message' }]);
    },
  );

  it('goes out without it when it cannot be drawn', async () => {
    const { send, shown } = await open(0, () => Promise.reject(new Error('no font')));
    await send();
    expect(shown()).toEqual([['section']]);
  });

  it('waits while Slack looks at it, and brings it there once', async () => {
    const { send, shown } = await open(5_000);
    await expect(send()).rejects.toMatchObject({ name: 'TransientFailure', certain: true, retryAfter: 4_000 });
    b.real.advanceTo(b.real.now() + 5_000);
    await send();
    expect(shown()).toEqual([['section', 'image']]);
    expect(b.slack.calls().filter(({ method }) => method === 'files.completeUploadExternal')).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    const { send, shown } = await open(3_600_000);
    for (const _ of [1, 2, 3]) await expect(send()).rejects.toBeInstanceOf(TransientFailure);
    await send();
    expect(shown()).toEqual([['section']]);
  });

  it('is posted once though the answer was lost', async () => {
    const { send, shown } = await open();
    b.slack.fail('chat.postMessage', { kind: 'answer-lost' }, 1);
    await expect(send()).rejects.toMatchObject({ certain: false });
    await send(true);
    expect(shown()).toEqual([['section', 'image']]);
  });
});
