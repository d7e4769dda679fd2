import type { SlackOptions } from './contract.ts';
import { slackId } from './ids.ts';
import type { People } from './people.ts';

export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'private' | 'im';
  readonly name: string;
  readonly isArchived: boolean;
  /** Absent: everybody. */
  readonly members?: ReadonlySet<string>;
  /** The person at the other end of a DM with the bot. */
  readonly dmWith?: string;
  /** Seconds since the epoch, on the workspace's clock. */
  readonly created: number;
}

export interface Conversations {
  /** By id, or a channel by its name with or without `#`. */
  readonly find: (idOrName: string) => Conversation | undefined;
  readonly all: () => readonly Conversation[];
  readonly dmOf: (userId: string) => Conversation | undefined;
  readonly openDm: (userId: string) => Conversation;
  readonly setArchived: (id: string, isArchived: boolean) => Conversation;
  readonly setMember: (id: string, userId: string, isMember: boolean) => Conversation;
  readonly has: (conversation: Conversation, userId: string) => boolean;
  readonly membersOf: (conversation: Conversation) => readonly string[];
}

export function conversations(options: SlackOptions, everybody: People): Conversations {
  const created = Math.floor(options.now() / 1000);
  const byId = new Map(options.channels.map((channel) => [channel.id, fromOptions(channel, created)]));
  const dms = new Map<string, string>();
  const find = (idOrName: string) => byId.get(idOrName) ?? byName(idOrName.replace(/^#/, ''));
  const byName = (name: string) => [...byId.values()].find((each) => each.kind !== 'im' && each.name === name);
  const dmOf = (userId: string) => byId.get(dms.get(userId) ?? '');
  const channelOf = (id: string) => {
    const conversation = find(id);
    if (!conversation || conversation.kind === 'im') throw new Error(`There is no channel ${id}.`);
    return conversation;
  };
  const keep = (conversation: Conversation) => {
    byId.set(conversation.id, conversation);
    return conversation;
  };

  return {
    find,
    dmOf,
    all: () => [...byId.values()],
    openDm: (userId) => {
      const open = dmOf(userId);
      if (open) return open;
      const dm = keep(directMessage(userId, everybody.bot.id, Math.floor(options.now() / 1000)));
      dms.set(userId, dm.id);
      return dm;
    },
    setArchived: (id, isArchived) => keep({ ...channelOf(id), isArchived }),
    setMember: (id, userId, isMember) => {
      const conversation = channelOf(id);
      const everyone = [...everybody.all(), everybody.bot].map((each) => each.id);
      const members = new Set(conversation.members ?? everyone);
      if (isMember) members.add(userId);
      else members.delete(userId);
      return keep({ ...conversation, members });
    },
    has: (conversation, userId) => conversation.members?.has(userId) ?? everybody.find(userId) !== undefined,
    membersOf: ({ members }) =>
      [...everybody.all(), everybody.bot]
        .filter(({ id, kind }) => kind !== 'deactivated' && (members?.has(id) ?? true))
        .map(({ id }) => id),
  };
}

function fromOptions(channel: SlackOptions['channels'][number], created: number): Conversation {
  const { id, name, isPrivate, isArchived, members } = channel;
  const kind = isPrivate ? 'private' : 'channel';
  return { id, name, kind, isArchived: isArchived ?? false, created, members: members && new Set(members) };
}

function directMessage(userId: string, botId: string, created: number): Conversation {
  const members = new Set([userId, botId]);
  return { id: slackId('D'), kind: 'im', name: 'directmessage', isArchived: false, members, dmWith: userId, created };
}
