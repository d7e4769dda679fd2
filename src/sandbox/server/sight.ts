import type { Message, PersonSession, SlackStandIn } from '../slack/contract.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Conversation, Piece } from './wire.ts';

/** Older messages of a conversation are left out: the page is for a day or two of trying things. */
const SHOWN = 500;

/** What one person sees in Slack now: conversations, messages with their threads, open modals. */
export function seenBy(slack: SlackStandIn, user: string, marks: ReadMarks): Piece[] {
  if (slack.person(user)?.kind === 'deactivated') return [{ piece: 'conversations', value: [] }];
  const session = slack.as(user);
  const rooms = session.conversations().map((room) => ({ room, messages: visible(slack, session, room.id) }));
  return [
    {
      piece: 'conversations',
      value: rooms.map(({ room, messages }): Conversation => {
        const readTo = marks.get(user, room.id);
        const unread = messages.filter((message) => isNews(message, user, readTo));
        const badge = unread.filter((message) => room.dmWith || message.text.includes(`<@${user}`)).length;
        return { ...room, readTo, badge, isFresh: unread.some(({ threadTs, ts }) => !threadTs || threadTs === ts) };
      }),
    },
    ...rooms.map(({ room, messages }): Piece => ({ piece: 'messages', channel: room.id, value: messages })),
    { piece: 'views', value: session.views() },
  ];
}

/** How many unread direct messages each person has from the app: who is waited for, at a glance. */
export function attention(slack: SlackStandIn, marks: ReadMarks): Piece {
  const value = slack.people().map(({ id }): [string, number] => {
    const dm = slack.botDm(id);
    const readTo = dm ? marks.get(id, dm) : '0';
    return [id, dm ? slack.allMessages(dm).filter((message) => isNews(message, id, readTo)).length : 0];
  });
  return { piece: 'attention', value: Object.fromEntries(value) };
}

function isNews(message: Message, user: string, readTo: string): boolean {
  return message.user !== user && !message.ephemeralFor && Number(message.ts) > Number(readTo);
}

/** Threads included. An ephemeral message of a thread is only told to those who ask for that thread. */
function visible(slack: SlackStandIn, session: PersonSession, channel: string): Message[] {
  const roots = session.messages(channel);
  const threads = roots.flatMap(({ ts, threadTs }) =>
    threadTs && threadTs !== ts ? [] : session.messages(channel, ts),
  );
  const byTs = new Map([...slack.allMessages(channel), ...roots, ...threads].map((message) => [message.ts, message]));
  return [...byTs.values()].sort((a, b) => Number(a.ts) - Number(b.ts)).slice(-SHOWN);
}
