import type { Conversation } from '../../server/wire.ts';
import { titleOf } from '../chat/conversation.tsx';
import { isApp, useHere } from '../here.ts';
import { Avatar } from '../text/avatar.tsx';
import { clockTime } from '../text/time.ts';
import { cityOf } from './people-rail.tsx';

/** Who one is, and the channels and direct messages they are in. */
export function Sidebar({ current, isInert }: { current: string | undefined; isInert: boolean }) {
  const { me, app, now, conversations } = useHere();
  const rooms = conversations.filter(({ dmWith }) => !dmWith);
  const dms = conversations.filter(({ dmWith }) => dmWith);
  return (
    <nav class="sidebar" aria-label="Conversations" inert={isInert}>
      <header>
        <h1>{me.realName}</h1>
        <p>{me.title}</p>
        <p>
          {clockTime(now, me.timezone)} in {cityOf(me.timezone)}
        </p>
      </header>
      <Group title="Channels" of={rooms} current={current} />
      <Group title="Direct messages" of={dms} current={current} />
      {app.hasHome && dms.length === 0 && rooms.length > 0 && <UnopenedApp />}
    </nav>
  );
}

/** An app with a Home tab can be opened before it ever wrote. */
function UnopenedApp() {
  const { act, app, openChannel } = useHere();
  return (
    <section>
      <h2>Apps</h2>
      <button
        type="button"
        class="room"
        onClick={() =>
          void act.openHome('home').then(
            () => openChannel('dm'),
            () => undefined,
          )
        }
      >
        <span class="room-name">{app.name}</span>
        <span class="app-tag">APP</span>
      </button>
    </section>
  );
}

function Group({ title, of, current }: { title: string; of: readonly Conversation[]; current: string | undefined }) {
  if (of.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {of.map((conversation) => (
          <li key={conversation.id}>
            <Room conversation={conversation} isCurrent={conversation.id === current} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Room({ conversation, isCurrent }: { conversation: Conversation; isCurrent: boolean }) {
  const here = useHere();
  const { id, name, dmWith, isFresh, badge } = conversation;
  const isUnread = (isFresh || badge > 0) && !isCurrent;
  return (
    <button
      type="button"
      class={`room ${isCurrent ? 'current' : ''} ${isUnread ? 'unread' : ''}`}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => here.openChannel(id)}
    >
      {dmWith ? <Avatar user={dmWith} size={20} /> : <span class="hash">#</span>}
      <span class="room-name">{dmWith ? titleOf(conversation, here) : name}</span>
      {dmWith && isApp(here, dmWith) && <span class="app-tag">APP</span>}
      {isUnread && badge > 0 && (
        <span class="badge">
          {badge > 99 ? '99+' : badge}
          <span class="unseen"> unread</span>
        </span>
      )}
      {isUnread && badge === 0 && <span class="unseen"> unread</span>}
    </button>
  );
}
