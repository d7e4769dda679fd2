import type { Message, PersonSession } from '../contract.ts';
import { asJson } from '../json.ts';
import { conversationOf, messageOf, type Seat } from './guard.ts';

type Reading = Pick<PersonSession, 'say' | 'views' | 'messages' | 'latest' | 'message' | 'conversations'>;

export function reading(seat: Seat): Reading {
  const { world } = seat;
  return {
    say: (channel, text, threadTs) => {
      const conversation = conversationOf(seat, channel);
      if (conversation.isArchived) throw new Error(`#${conversation.name} is archived.`);
      if (conversation.kind === 'im' && isReadOnly(seat))
        throw new Error('Sending messages to this app is turned off.');
      if (threadTs) messageOf(seat, channel, threadTs);
      const author = { channel: conversation.id, ts: world.nextTs(), user: seat.person().id };
      return world.messages.add({ ...author, text, blocks: [], threadTs });
    },
    views: () => world.views.stackOf(seat.person().id),
    messages: (channel, threadTs) => {
      const { id } = conversationOf(seat, channel);
      const shown = threadTs ? thread(seat, id, threadTs) : world.messages.topLevel(id);
      const own = world.messages.ephemeral(id, seat.person().id).filter((each) => each.threadTs === threadTs);
      return own.length === 0 ? shown : [...shown, ...own].toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
    },
    latest: (channel, most, before) => {
      const { id } = conversationOf(seat, channel);
      const own = world.messages.ephemeral(id, seat.person().id).filter(({ ts }) => !before || ts < before);
      const shown = world.messages.latest(id, most, before);
      if (own.length === 0) return shown;
      return [...shown, ...own].toSorted((a, b) => (a.ts < b.ts ? -1 : 1)).slice(-most);
    },
    message: (channel, ts) => world.messages.find(conversationOf(seat, channel).id, ts),
    conversations: () => {
      const { id: me } = seat.person();
      const mine = world.conversations.all().filter((each) => world.conversations.has(each, me));
      const bot = world.people.bot;
      return mine.map(({ id, name, kind }) =>
        kind === 'im' ? { id, name: bot.realName, dmWith: bot.id } : { id, name },
      );
    },
  };
}

function thread({ world }: Seat, channel: string, threadTs: string): readonly Message[] {
  const parent = world.messages.find(channel, threadTs);
  return [...(parent ? [parent] : []), ...world.messages.replies(channel, threadTs)];
}

/** https://docs.slack.dev/reference/app-manifest: `messages_tab_read_only_enabled` */
const isReadOnly = ({ world }: Seat): boolean =>
  asJson(asJson(world.manifest.features).app_home).messages_tab_read_only_enabled === true;
