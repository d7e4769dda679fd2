import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { PermanentFailure, TransientFailure } from '../app/errors.ts';
import type { Delivery } from '../app/outside-ports.ts';
import { CLIENT_OPTIONS, calling } from './client.ts';
import type { Place } from './post.ts';

export interface UploadedFile {
  /** With its ending, by which Slack tells what it is: `trend.png`. Of a file that is shared, unique for its delivery. */
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array;
}

const reserved = z.object({ upload_url: z.string(), file_id: z.string() });

/**
 * Brings a file to Slack and shows it to nobody: blocks of the bot's own may show it by the id that comes back.
 * Tried twice it is there twice, unseen. @throws PermanentFailure or TransientFailure
 */
export async function uploadFile(client: WebClient, file: UploadedFile): Promise<string> {
  const id = await sendBytes(client, file);
  await calling(() => client.files.completeUploadExternal({ files: [{ id, title: file.title }] }));
  return id;
}

/**
 * Posts a file with a comment, once: after a try whose answer was lost the place is searched for a file of this name
 * before it is shared again. `channel` is a conversation's id. @throws PermanentFailure or TransientFailure
 */
export async function shareOnce(
  client: WebClient,
  place: Place,
  file: UploadedFile & { readonly comment: string },
  delivery: Delivery,
): Promise<void> {
  if (delivery.inDoubt && (await isShared(client, place, file.name, delivery))) return;
  const id = await sendBytes(client, file);
  const { channel, threadTs } = place;
  const common = {
    files: [{ id, title: file.title }] as [{ id: string; title: string }],
    initial_comment: file.comment,
  };
  await calling(() =>
    threadTs
      ? client.files.completeUploadExternal({ ...common, channel_id: channel, thread_ts: threadTs })
      : client.files.completeUploadExternal({ ...common, channel_id: channel }),
  );
}

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal: an address that takes the bytes, then the bytes. */
async function sendBytes(client: WebClient, { name, bytes }: UploadedFile): Promise<string> {
  const answer = await calling(() => client.files.getUploadURLExternal({ filename: name, length: bytes.length }));
  const { upload_url: url, file_id: id } = reserved.parse(answer);
  await post(url, bytes);
  return id;
}

/** Bytes that nobody completes are thrown away by Slack, so a lost answer is as good as none. */
async function post(url: string, bytes: Uint8Array): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    body: Buffer.from(bytes),
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(CLIENT_OPTIONS.timeout),
  }).catch((cause: unknown) => {
    throw new TransientFailure('Slack could not be reached with a file', { cause, certain: true });
  });
  await response.arrayBuffer().catch(() => undefined);
  if (response.ok) return;
  const words = `Slack answered a file with HTTP ${response.status}`;
  if (response.status === 429 || response.status >= 500) throw new TransientFailure(words, { certain: true });
  throw new PermanentFailure(words);
}

const history = z.object({
  messages: z.array(z.object({ files: z.array(z.object({ name: z.string().nullish() })).optional() })),
});

async function isShared(
  client: WebClient,
  { channel, threadTs }: Place,
  name: string,
  { lastTriedAt }: Delivery,
): Promise<boolean> {
  const oldest = lastTriedAt === undefined ? {} : { oldest: String(Math.floor(lastTriedAt / 1000) - 120) };
  const { messages } = history.parse(
    await calling(() =>
      threadTs
        ? client.conversations.replies({ channel, ts: threadTs, limit: 100, ...oldest })
        : client.conversations.history({ channel, limit: 100, ...oldest }),
    ),
  );
  return messages.some(({ files }) => files?.some((file) => file.name === name));
}
