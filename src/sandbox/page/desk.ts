import { useEffect, useState } from 'preact/hooks';
import type { ClockFace, Conversation, JiraBoard, PagerDutyBoard, Piece, Workspace } from '../server/wire.ts';
import type { SeenMessage, SeenView } from './kit/kit.ts';

/** Everything the page knows, as the server told it last. */
export interface Desk {
  readonly user: string;
  readonly isConnected: boolean;
  readonly workspace?: Workspace;
  readonly attention: Readonly<Record<string, number>>;
  readonly conversations?: readonly Conversation[];
  readonly messages: Readonly<Record<string, readonly SeenMessage[]>>;
  readonly views: readonly SeenView[];
  readonly clock?: ClockFace;
  readonly jira?: JiraBoard;
  readonly pagerduty?: PagerDutyBoard;
}

type Seen =
  | Exclude<Piece, { piece: 'messages' | 'views' }>
  | { readonly piece: 'messages'; readonly channel: string; readonly value: readonly SeenMessage[] }
  | { readonly piece: 'views'; readonly value: readonly SeenView[] };

/** Follows what `user` sees. Right after a change of person, only what all people share is known. */
export function useDesk(user: string): Desk {
  const [desk, setDesk] = useState<Desk>(() => forPerson(undefined, user));
  useEffect(() => {
    setDesk((before) => forPerson(before, user));
    const source = new EventSource(`/api/stream/${user}`);
    source.onopen = () => setDesk((before) => ({ ...before, isConnected: true }));
    source.onerror = () => setDesk((before) => ({ ...before, isConnected: false }));
    source.onmessage = ({ data }) => setDesk((before) => withPiece(before, JSON.parse(data)));
    return () => source.close();
  }, [user]);
  return desk.user === user ? desk : forPerson(desk, user);
}

function forPerson(before: Desk | undefined, user: string): Desk {
  const shared = before ?? { attention: {}, isConnected: true };
  return { ...shared, user, conversations: undefined, messages: {}, views: [] };
}

function withPiece(desk: Desk, seen: Seen): Desk {
  if (seen.piece !== 'messages') return { ...desk, [seen.piece]: seen.value };
  return { ...desk, messages: { ...desk.messages, [seen.channel]: seen.value } };
}
