import type { Conversation } from '../conversations.ts';
import type { World } from '../world.ts';
import { type Answer, missingScope, refused } from './method.ts';

type Reached = Conversation | Answer;

export const isAnswer = (reached: Reached): reached is Answer => 'ok' in reached;

const scopeNames = { channel: 'channels', private: 'groups', im: 'im' } as const;

/** The scope depends on the conversation: https://docs.slack.dev/reference/methods/conversations.history */
export const scopeFor = (kind: Conversation['kind'], right: 'history' | 'read'): string =>
  `${scopeNames[kind]}:${right}`;

/** The conversation a bot wants to read. What it may not see does not exist for it. */
export function toRead(world: World, id: string, right: 'history' | 'read'): Reached {
  const conversation = world.conversations.find(id);
  if (!conversation || isHidden(world, conversation)) return refused('channel_not_found');
  return missingScope(world, scopeFor(conversation.kind, right)) ?? conversation;
}

/**
 * The conversation a bot posts to: a channel by id or name, a DM, or a person, whose DM is then opened.
 * https://docs.slack.dev/reference/methods/chat.postMessage#channels
 */
export function toPost(world: World, target: string): Reached {
  const person = world.people.find(target);
  const isReachable = person && !['deactivated', 'bot'].includes(person.kind);
  const conversation = isReachable ? world.conversations.openDm(target) : world.conversations.find(target);
  if (!conversation || isHidden(world, conversation)) return refused('channel_not_found');
  if (conversation.isArchived) return refused('is_archived');
  const isMember = world.conversations.has(conversation, world.people.bot.id);
  // https://docs.slack.dev/reference/scopes/chat.write.public
  return isMember || world.scopes.includes('chat:write.public') ? conversation : refused('not_in_channel');
}

const isHidden = (world: World, conversation: Conversation): boolean =>
  conversation.kind !== 'channel' && !world.conversations.has(conversation, world.people.bot.id);
