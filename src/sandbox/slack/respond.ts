import type { Json, Message } from './contract.ts';
import { asFlag, asText } from './json.ts';
import type { ResponseUrl } from './response-urls.ts';
import { normalTs } from './timestamps.ts';
import { type Content, contentOf, isRefused } from './web-api/content.ts';
import type { World } from './world.ts';

/**
 * What a message sent to a response URL does; Slack's refusal when it does nothing.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function respond(world: World, url: ResponseUrl, body: Json): string | undefined {
  const original = sourceOf(world, url);
  if (asFlag(body.delete_original)) return remove(world, original);
  const content = contentOf(body, world);
  if (isRefused(content)) return asText(content.error);
  // Without a word on it an ephemeral message goes and any other stays:
  // https://github.com/slackapi/java-slack-sdk/issues/830
  const isReplacing = asFlag(body.replace_original ?? original?.ephemeralFor !== undefined);
  if (isReplacing && url.source) return original ? replace(world, original, content) : 'message_not_found';
  addNew(world, url, content, body);
  return undefined;
}

const sourceOf = (world: World, { channel, source: ts = '' }: ResponseUrl): Message | undefined =>
  world.messages.find(channel, ts) ?? world.messages.findEphemeral(channel, ts);

function remove(world: World, original: Message | undefined): string | undefined {
  if (!original) return 'message_not_found';
  world.messages.remove(original);
  return undefined;
}

function replace(world: World, original: Message, { text, blocks }: Content): undefined {
  const edited = blocks.length > 0 ? {} : { editedTs: world.nextTs() };
  world.messages.replace({ ...original, text, blocks, ...edited });
}

/** "ephemeral" unless the answer asks for "in_channel"; in a thread when it names one. */
function addNew(world: World, url: ResponseUrl, { text, blocks, metadata }: Content, body: Json): void {
  const isPublic = body.response_type === 'in_channel';
  const parent = world.messages.find(url.channel, normalTs(asText(body.thread_ts)) ?? '');
  world.messages.add({
    channel: url.channel,
    ts: world.nextTs(),
    user: world.people.bot.id,
    text,
    blocks,
    threadTs: parent && (parent.threadTs ?? parent.ts),
    ...(isPublic ? { metadata } : { ephemeralFor: url.user }),
  });
}
