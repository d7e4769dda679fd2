import type { Message, PersonSession, SlackStandIn } from '../slack/contract.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Conversation, Piece } from './wire.ts';

/** Older messages of a conversation are sent when somebody scrolls up to them. */
export const SHOWN = 200;

/** What one person sees in Slack now: conversations, messages with their threads, open modals, the app's Home. */
export function seenBy(slack: SlackStandIn, user: string, marks: ReadMarks, hasHome: boolean): Piece[] {
  if (slack.person(user)?.kind === 'deactivated') return [{ piece: 'conversations', value: [] }];
  const session = slack.as(user);
  const rooms = session.conversations().map((room) => ({ room, ...visible(session, room.id) }));
  return [
    {
      piece: 'conversations',
      value: rooms.map(({ room, value }): Conversation => {
        const readTo = marks.get(user, room.id);
        const unread = value.filter((message) => isNews(message, user, readTo));
        const badge = unread.filter((message) => room.dmWith || message.text.includes(`<@${user}`)).length;
        return { ...room, readTo, badge, isFresh: unread.some(({ threadTs, ts }) => !threadTs || threadTs === ts) };
      }),
    },
    ...rooms.map(({ room, ...messages }): Piece => ({ piece: 'messages', channel: room.id, ...messages })),
    { piece: 'views', value: session.views() },
    ...(hasHome ? [{ piece: 'home', value: session.home() ?? null } as const] : []),
  ];
}

/** How many unread direct messages each person has from the app: who is waited for, at a glance. */
export function attention(slack: SlackStandIn, marks: ReadMarks): Piece {
  const value = here(slack).map(({ id }): [string, number] => {
    const dm = slack.botDm(id);
    const readTo = dm ? marks.get(id, dm) : '0';
    const unread = dm
      ? slack
          .as(id)
          .latest(dm, SHOWN)
          .filter((message) => isNews(message, id, readTo))
      : [];
    return [id, unread.length];
  });
  return { piece: 'attention', value: Object.fromEntries(value) };
}

/** Who has a form open. */
export function busy(slack: SlackStandIn): Piece {
  const filling = here(slack).filter(({ id }) => slack.as(id).views().length > 0);
  return { piece: 'busy', value: filling.map(({ id }) => id) };
}

export interface Page {
  readonly value: readonly Message[];
  readonly since?: string;
}

/** The latest page of a conversation, or the one before `before`. */
export function visible(session: PersonSession, channel: string, before?: string): Page {
  const [oldest, ...shown] = session.latest(channel, SHOWN + 1, before);
  if (!oldest) return { value: [] };
  if (shown.length < SHOWN) return { value: [oldest, ...shown] };
  const [{ ts: since } = oldest] = shown;
  return { value: [...parentsBefore(session, shown, since), ...shown], since };
}

/** Threads whose first message is older than the page it is answered on. */
function parentsBefore(session: PersonSession, shown: readonly Message[], since: string): Message[] {
  const wanted = new Set(shown.flatMap(({ threadTs }) => (threadTs && threadTs < since ? [threadTs] : [])));
  const [{ channel } = { channel: '' }] = shown;
  return [...wanted].sort().flatMap((ts) => session.message(channel, ts) ?? []);
}

function here(slack: SlackStandIn) {
  return slack.people().filter(({ kind }) => kind !== 'deactivated' && kind !== 'bot');
}

function isNews(message: Message, user: string, readTo: string): boolean {
  return message.user !== user && !message.ephemeralFor && Number(message.ts) > Number(readTo);
}
