import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { CardGone, PermanentFailure } from '../app/errors.ts';
import type { Delivery } from '../app/outside-ports.ts';
import type { Message } from './blocks.ts';
import { calling, translate } from './client.ts';

/** Slack keeps this with the message and gives it back in the history: how we recognise our own. */
const EVENT_TYPE = 'breakglass_delivery';

const posted = z.object({ channel: z.string(), ts: z.string() });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
});

export interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

/**
 * Posts a message once. `chat.postMessage` has no key of its own, so ours travels as metadata; after a try whose answer
 * was lost the place's recent messages are searched for it before anything is posted again. `more` travels with the key.
 */
export async function postOnce(
  client: WebClient,
  place: Place,
  message: Message,
  delivery: Delivery,
  more: Readonly<Record<string, string>> = {},
): Promise<{ channel: string; ts: string }> {
  if (delivery.inDoubt) {
    const found = await findPosted(client, place, delivery);
    if (found) return { channel: place.channel, ts: found.ts };
  }
  const answer = await calling(() =>
    client.chat.postMessage({
      channel: place.channel,
      text: message.text,
      blocks: message.blocks,
      ...(place.threadTs ? { thread_ts: place.threadTs } : {}),
      metadata: { event_type: EVENT_TYPE, event_payload: { ...more, key: delivery.key } },
      unfurl_links: false,
      unfurl_media: false,
    }),
  );
  return posted.parse(answer);
}

/** The newest hundred messages since a little before the lost try are enough: it was the last thing we did there. */
export async function findPosted(
  client: WebClient,
  { channel, threadTs }: Place,
  { key, lastTriedAt }: Delivery,
): Promise<{ ts: string; payload: Readonly<Record<string, unknown>> } | undefined> {
  const common = { channel, include_all_metadata: true, limit: 100 };
  const oldest = lastTriedAt === undefined ? {} : { oldest: String(Math.floor(lastTriedAt / 1000) - 120) };
  const answer = await calling(() =>
    threadTs
      ? client.conversations.replies({ ...common, ...oldest, ts: threadTs })
      : client.conversations.history({ ...common, ...oldest }),
  );
  const { messages } = history.parse(answer);
  const ours = messages.flatMap(({ ts, metadata }) =>
    metadata?.event_type === EVENT_TYPE ? { ts, payload: metadata.event_payload } : [],
  );
  return ours.find(({ payload }) => payload.key === key);
}

/** What Slack says of a message that cannot be changed any more: deleted, or its channel gone or archived. */
const GONE = ['message_not_found', 'is_inactive', 'is_archived', 'channel_not_found'];

/** Redraws a message. Answers false when it is gone, with its channel or without. */
export async function redraw(client: WebClient, channel: string, ts: string, message: Message): Promise<boolean> {
  try {
    await client.chat.update({ channel, ts, text: message.text, blocks: message.blocks });
    return true;
  } catch (cause) {
    if (cause instanceof WebAPIPlatformError && GONE.includes(cause.data.error)) return false;
    throw translate(cause);
  }
}

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** The direct message channel with a person: asked for once, it never changes. */
export function directMessages(client: WebClient): (user: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (user) => {
    const channel =
      known.get(user) ?? opened.parse(await calling(() => client.conversations.open({ users: user }))).channel.id;
    known.set(user, channel);
    return channel;
  };
}

/** Posts into a thread. @throws CardGone when the message it hangs on is gone, or its channel */
export async function postBelow(
  client: WebClient,
  place: Place,
  message: Message,
  delivery: Delivery,
): Promise<{ channel: string; ts: string }> {
  try {
    return await postOnce(client, place, message, delivery);
  } catch (cause) {
    const slack = cause instanceof PermanentFailure ? cause.cause : undefined;
    const isGone = slack instanceof WebAPIPlatformError && [...GONE, 'thread_not_found'].includes(slack.data.error);
    throw isGone ? new CardGone('the card is gone', { cause }) : cause;
  }
}
