import type { Json } from '../contract.ts';
import type { Conversation } from '../conversations.ts';
import { asFlag, asText } from '../json.ts';
import { conversationJson } from '../slack-json.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, missingScope, refused } from './method.ts';
import { pageOf } from './paging.ts';
import { isAnswer, scopeFor, toRead } from './reach.ts';

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const conversationMethods: Methods = {
  'conversations.open': { tier: 3, run: open },
  'conversations.info': { tier: 3, needs: ['channel'], run: info },
  'conversations.list': { tier: 2, run: list },
  'conversations.members': { tier: 4, needs: ['channel'], run: members },
};

function open(args: Json, world: World): Answer {
  if (args.channel) return resume(asText(args.channel), world);
  const ids = asText(args.users).split(',').filter(Boolean);
  if (ids.length === 0) return refused('users_list_not_supplied');
  if (ids.length > 8) return refused('too_many_users');
  // https://docs.slack.dev/reference/scopes/mpim.write; group DMs are beyond this stand-in
  if (ids.length > 1) return missingScope(world, 'mpim:write') ?? refused('method_not_supported_for_channel_type');
  return missingScope(world, 'im:write') ?? openDm(ids[0] ?? '', args, world);
}

function openDm(userId: string, args: Json, world: World): Answer {
  const person = world.people.find(userId);
  if (!person) return refused('user_not_found');
  if (person.kind === 'deactivated') return refused('user_disabled');
  if (person.kind === 'bot') return refused('cannot_dm_bot');
  const wasOpen = world.conversations.dmOf(userId) !== undefined;
  const dm = world.conversations.openDm(userId);
  if (!wasOpen) world.changes.tell({ kind: 'message', channel: dm.id, user: userId });
  const full = asFlag(args.return_im) ? { ...conversationJson(world, dm), is_open: true, priority: 0 } : { id: dm.id };
  return done({ no_op: wasOpen, already_open: wasOpen, channel: full });
}

function resume(id: string, world: World): Answer {
  const conversation = world.conversations.find(id);
  if (!conversation) return refused('channel_not_found');
  if (conversation.kind !== 'im') return refused('method_not_supported_for_channel_type');
  return missingScope(world, 'im:write') ?? done({ no_op: true, already_open: true, channel: { id } });
}

function info(args: Json, world: World): Answer {
  const conversation = toRead(world, asText(args.channel), 'read');
  if (isAnswer(conversation)) return conversation;
  const { num_members: count, ...channel } = conversationJson(world, conversation);
  return done({ channel: asFlag(args.include_num_members) ? { ...channel, num_members: count } : channel });
}

const kindsByType: Readonly<Record<string, Conversation['kind']>> = {
  public_channel: 'channel',
  private_channel: 'private',
  im: 'im',
};

/** Without `types`: public channels. A token needs the scope of each type asked for. */
function list(args: Json, world: World): Answer {
  const types = asText(args.types || 'public_channel').split(',');
  if (types.some((type) => !(type in kindsByType) && type !== 'mpim')) return refused('invalid_types');
  const kinds = types.flatMap((type) => kindsByType[type] ?? []);
  const missing = missingScope(world, ...kinds.map((kind) => scopeFor(kind, 'read')));
  if (missing) return missing;

  const found = pageOf(visible(world, kinds, asFlag(args.exclude_archived)), args, 100, 999);
  if (!found) return refused('invalid_cursor');
  const channels = found.page.map((each) => conversationJson(world, each));
  return done({ channels, response_metadata: { next_cursor: found.next } });
}

const visible = (world: World, kinds: readonly Conversation['kind'][], withoutArchived: boolean) =>
  world.conversations
    .all()
    .filter(({ kind }) => kinds.includes(kind))
    .filter(({ isArchived }) => !(withoutArchived && isArchived))
    .filter((each) => each.kind === 'channel' || world.conversations.has(each, world.people.bot.id));

function members(args: Json, world: World): Answer {
  const conversation = toRead(world, asText(args.channel), 'read');
  if (isAnswer(conversation)) return conversation;
  const found = pageOf(world.conversations.membersOf(conversation), args, 100, 999);
  if (!found) return refused('invalid_cursor');
  return done({ members: found.page, response_metadata: { next_cursor: found.next } });
}
