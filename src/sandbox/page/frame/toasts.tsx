import { useEffect, useRef, useState } from 'preact/hooks';
import { nameOf, useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import type { Room } from '../rooms.ts';
import { Avatar } from '../text/avatar.tsx';
import { bare } from '../text/plain.ts';
import { Icon } from './icon.tsx';

const SHOWN_MILLISECONDS = 8000;
const AT_ONCE = 3;

interface Props {
  readonly rooms: Readonly<Record<string, Room>>;
  /** The conversation on the screen: its messages need no toast. */
  readonly current: string | undefined;
}

/** New direct messages of the current person, until they are looked at. Mount it anew for each person: what was there before is no news. */
export function Toasts({ rooms, current }: Props) {
  const here = useHere();
  const [toasts, drop] = useNews(rooms, current);
  const shown = toasts.slice(-AT_ONCE);
  return (
    <div class="toasts" role="status" aria-label="New messages">
      {shown.map((message) => (
        <div class="toast" key={message.ts}>
          <button
            type="button"
            class="toast-open"
            onClick={() => {
              drop(message.ts);
              here.openChannel(message.channel);
            }}
          >
            <Avatar user={message.user} size={24} />
            <span>
              <b>{nameOf(here, message.user)}</b>
              <span class="toast-text">
                {bare(message.text, (user) => nameOf(here, user), { now: here.now, zone: here.me.timezone })}
              </span>
            </span>
          </button>
          <button type="button" class="icon" aria-label="Dismiss" onClick={() => drop(message.ts)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      {toasts.length > AT_ONCE && <p class="toast more">and {toasts.length - AT_ONCE} more</p>}
    </div>
  );
}

function useNews(rooms: Props['rooms'], current: string | undefined) {
  const { me, conversations } = useHere();
  const [toasts, setToasts] = useState<readonly SeenMessage[]>([]);
  const seen = useRef<ReadonlySet<string>>(undefined);
  const drop = (ts: string) => setToasts((now) => now.filter((toast) => toast.ts !== ts));

  const dms = conversations.filter(({ dmWith }) => dmWith).flatMap(({ id }) => rooms[id]?.messages ?? []);
  const isComplete = conversations.length > 0 && conversations.every(({ id }) => rooms[id]);
  useEffect(() => {
    if (!isComplete) return;
    const before = seen.current;
    seen.current = new Set(dms.map(({ ts }) => ts));
    const news = before
      ? dms.filter(({ ts, user, channel }) => !before.has(ts) && user !== me.id && channel !== current)
      : [];
    if (news.length === 0) return;
    setToasts((now) => [...now, ...news]);
    setTimeout(() => news.map(({ ts }) => drop(ts)), SHOWN_MILLISECONDS);
  }, [rooms, isComplete]);
  const unseen = toasts.filter(({ channel }) => channel !== current);
  useEffect(() => {
    if (unseen.length < toasts.length) setToasts(unseen);
  }, [current, toasts]);
  return [unseen, drop] as const;
}
