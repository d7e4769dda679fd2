import { useEffect, useState } from 'preact/hooks';
import type {
  ClockFace,
  Conversation,
  GitHubBoard,
  JiraBoard,
  PagerDutyBoard,
  Piece,
  StoryScene,
  TourStep,
  Weather,
  Workspace,
} from '../server/wire.ts';
import { actor } from './api.ts';
import type { SeenMessage, SeenView } from './kit/kit.ts';
import { EMPTY, type Room, withLatest, withOlder } from './rooms.ts';

/** Everything the page knows, as the server told it last. */
export interface Desk {
  readonly user: string;
  readonly isConnected: boolean;
  readonly workspace?: Workspace;
  readonly attention: Readonly<Record<string, number>>;
  readonly conversations?: readonly Conversation[];
  readonly messages: Readonly<Record<string, Room>>;
  readonly views: readonly SeenView[];
  /** What the app published on this person's Home tab. */
  readonly home: SeenView | null;
  /** Who has a form open. */
  readonly busy: readonly string[];
  readonly weather?: Weather;
  readonly tour?: readonly TourStep[];
  readonly story?: StoryScene | null;
  readonly loadOlder: (channel: string) => Promise<void>;
  readonly clock?: ClockFace;
  readonly jira?: JiraBoard;
  readonly pagerduty?: PagerDutyBoard;
  readonly github?: GitHubBoard;
}

interface Page {
  readonly value: readonly SeenMessage[];
  readonly since?: string;
}

type Known = Omit<Desk, 'loadOlder'>;
type Seen =
  | Exclude<Piece, { piece: 'messages' | 'views' | 'home' }>
  | ({ readonly piece: 'messages'; readonly channel: string } & Page)
  | { readonly piece: 'views'; readonly value: readonly SeenView[] }
  | { readonly piece: 'home'; readonly value: SeenView | null };

/** Follows what `user` sees. Right after a change of person, only what all people share is known. */
export function useDesk(user: string): Desk {
  const [desk, setDesk] = useState<Known>(() => forPerson(undefined, user));
  useEffect(() => {
    setDesk((before) => forPerson(before, user));
    const source = new EventSource(`/api/stream/${user}`);
    source.onopen = () => setDesk((before) => ({ ...before, isConnected: true }));
    source.onerror = () => setDesk((before) => ({ ...before, isConnected: false }));
    source.onmessage = ({ data }) => setDesk((before) => withPiece(before, JSON.parse(data)));
    return () => source.close();
  }, [user]);
  const known = desk.user === user ? desk : forPerson(desk, user);
  const loadOlder = async (channel: string) => {
    const before = known.messages[channel]?.since;
    if (!before) return;
    const { value, since } = await actor(user).older<Page>(channel, before);
    setDesk((now) => (now.user === user ? withRoom(now, channel, (room) => withOlder(room, value, since)) : now));
  };
  return { ...known, loadOlder };
}

function forPerson(before: Known | undefined, user: string): Known {
  const shared = before ?? { attention: {}, isConnected: true, busy: [] };
  return { ...shared, user, conversations: undefined, messages: {}, views: [], home: null };
}

function withPiece(desk: Known, seen: Seen): Known {
  if (seen.piece !== 'messages') return { ...desk, [seen.piece]: seen.value };
  return withRoom(desk, seen.channel, (room) => withLatest(room, seen.value, seen.since));
}

function withRoom(desk: Known, channel: string, change: (room: Room) => Room): Known {
  return { ...desk, messages: { ...desk.messages, [channel]: change(desk.messages[channel] ?? EMPTY) } };
}
