import type { Json, Message } from '../contract.ts';
import { asFlag, asText } from '../json.ts';
import { messageJson } from '../slack-json.ts';
import { normalTs } from '../timestamps.ts';
import type { World } from '../world.ts';
import { contentOf, isRefused } from './content.ts';
import { type Answer, done, type Methods, refused } from './method.ts';
import { isAnswer, toPost } from './reach.ts';
import { threadOf } from './thread.ts';

const scopes = ['chat:write'];

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const chat: Methods = {
  'chat.postMessage': { tier: 'messages', scopes, needs: ['channel'], run: post },
  'chat.postEphemeral': { tier: 4, scopes, needs: ['channel', 'user'], run: postEphemeral },
  'chat.update': { tier: 3, scopes, needs: ['channel', 'ts'], run: update },
  'chat.delete': { tier: 3, scopes, needs: ['channel', 'ts'], run: remove },
  'chat.getPermalink': { tier: 'special', needs: ['channel', 'message_ts'], run: permalink },
};

function post(args: Json, world: World): Answer {
  const conversation = toPost(world, asText(args.channel));
  if (isAnswer(conversation)) return conversation;
  const content = contentOf(args, world);
  if (isRefused(content)) return content;
  const thread = threadOf(world, conversation.id, args.thread_ts);
  if (thread.refused) return refused(thread.refused);

  const { isTruncated, ...parts } = content;
  const author = { channel: conversation.id, ts: world.nextTs(), user: world.people.bot.id };
  const message = world.messages.add({ ...author, ...parts, threadTs: thread.ts }, asFlag(args.reply_broadcast));
  const warning = isTruncated && {
    response_metadata: { warnings: ['message_truncated'] },
    warning: 'message_truncated',
  };
  return done({ channel: message.channel, ts: message.ts, message: messageJson(world, message), ...warning });
}

function postEphemeral(args: Json, world: World): Answer {
  const conversation = toPost(world, asText(args.channel));
  if (isAnswer(conversation)) return conversation;
  const reader = world.people.find(asText(args.user));
  const isThere = reader && reader.kind !== 'deactivated' && world.conversations.has(conversation, reader.id);
  if (!isThere) return refused('user_not_in_channel');
  const content = contentOf(args, world);
  if (isRefused(content)) return content;

  const { text, blocks } = content;
  const author = { channel: conversation.id, ts: world.nextTs(), user: world.people.bot.id, ephemeralFor: reader.id };
  const { ts } = threadOf(world, conversation.id, args.thread_ts);
  const message = world.messages.add({ ...author, text, blocks, threadTs: ts });
  return done({ message_ts: message.ts });
}

/** A message of the bot's own; ephemeral ones cannot be found by it. */
function own(args: Json, world: World, refusal: string): Message | Answer {
  const conversation = world.conversations.find(asText(args.channel));
  if (!conversation) return refused('channel_not_found');
  const message = world.messages.find(conversation.id, normalTs(asText(args.ts)) ?? '');
  if (!message) return refused('message_not_found');
  if (message.user !== world.people.bot.id) return refused(refusal);
  return message;
}

// Measured, stricter than for posting: https://github.com/F3-Nation/archive-slackblast/issues/64
const LONGEST_UPDATE = 4_000;

function update(args: Json, world: World): Answer {
  const message = own(args, world, 'cant_update_message');
  if ('ok' in message) return message;
  if (world.conversations.find(message.channel)?.isArchived) return refused('is_inactive');
  if (asText(args.text).length > LONGEST_UPDATE) return refused('msg_too_long');
  const content = contentOf(withWhatStays(args, message), world);
  if (isRefused(content)) return content;

  const { text, blocks, metadata } = content;
  // The page: with blocks the message is not shown as edited.
  const edited = blocks.length > 0 ? {} : { editedTs: world.nextTs() };
  const changed = world.messages.replace({ ...message, text, blocks, metadata, ...edited });
  return done({ channel: changed.channel, ts: changed.ts, text, message: messageJson(world, changed) });
}

/**
 * https://docs.slack.dev/reference/methods/chat.update: blocks stay only when no text is given; metadata stays unless
 * given, and an empty object removes it.
 */
function withWhatStays(args: Json, message: Message): Json {
  const blocks = args.blocks ?? (args.text === undefined ? message.blocks : []);
  return { ...args, text: args.text ?? message.text, blocks, metadata: args.metadata ?? message.metadata };
}

function remove(args: Json, world: World): Answer {
  const message = own(args, world, 'cant_delete_message');
  if ('ok' in message) return message;
  world.messages.remove(message);
  return done({ channel: message.channel, ts: message.ts });
}

function permalink(args: Json, world: World): Answer {
  const conversation = world.conversations.find(asText(args.channel));
  if (!conversation) return refused('channel_not_found');
  const message = world.messages.find(conversation.id, normalTs(asText(args.message_ts)) ?? '');
  if (!message) return refused('message_not_found');
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${message.channel}` : '';
  const place = `archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`;
  return done({ channel: message.channel, permalink: `https://${world.team.domain}.slack.com/${place}` });
}
