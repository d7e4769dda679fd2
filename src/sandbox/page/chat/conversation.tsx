import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Conversation } from '../../server/wire.ts';
import { isApp, nameOf, useHere } from '../here.ts';
import type { SeenMessage, SeenView } from '../kit/kit.ts';
import type { Room } from '../rooms.ts';
import { Composer } from './composer.tsx';
import { Home, HomeTabs } from './home.tsx';
import { MessageList } from './message-list.tsx';

interface Props {
  readonly conversation: Conversation;
  readonly room: Room;
  readonly home: SeenView | null;
  readonly lit: string | undefined;
  readonly onThread: (ts: string) => void;
  readonly loadOlder: () => Promise<void>;
}

/** A channel or a direct message. Mount it anew for each: it remembers what was new when it was opened. */
export function ConversationView({ conversation, room, home, lit, onThread, loadOlder }: Props) {
  const here = useHere();
  const [openedAt] = useState(conversation.readTo);
  const { id, dmWith } = conversation;
  const { messages, since } = room;
  const isWithApp = dmWith !== undefined && isApp(here, dmWith);
  const name = titleOf(conversation, here);
  const [tab, setTab] = useHomeTab(isWithApp);
  useReading(id, tab === 'messages' ? messages : []);
  const roots = useMemo(
    () => messages.filter(({ ts, threadTs }) => (!threadTs || threadTs === ts) && ts >= (since ?? '')),
    [messages, since],
  );
  const threads = useMemo(() => threadsOf(messages), [messages]);
  return (
    <section class="conversation" aria-label={name}>
      <header>
        <h1>{name}</h1>
        {isWithApp && <span class="app-tag">APP</span>}
        {isWithApp && here.app.hasHome && <HomeTabs tab={tab} onTab={setTab} />}
      </header>
      {tab === 'home' ? (
        <Home view={home} />
      ) : (
        <>
          {messages.length === 0 && <Welcome conversation={conversation} />}
          <MessageList
            label={`Messages in ${name}`}
            messages={roots}
            readTo={openedAt}
            lit={lit}
            repliesOf={(ts) => threads.get(ts) ?? []}
            onThread={onThread}
            loadOlder={since === undefined ? undefined : loadOlder}
          />
          {isWithApp && here.app.isReadOnly ? (
            <p class="closed-composer">{here.app.name} writes here. Commands go into a channel.</p>
          ) : (
            <Composer channel={id} label={`Message ${name}`} />
          )}
        </>
      )}
    </section>
  );
}

export function titleOf({ dmWith, name }: Conversation, here: Parameters<typeof nameOf>[0]): string {
  return dmWith ? nameOf(here, dmWith) : `#${name}`;
}

/** Which tab of the app is open; the app is told, if it asked to be. */
function useHomeTab(isWithApp: boolean) {
  const { act, app } = useHere();
  const [tab, setTab] = useState<'home' | 'messages'>('messages');
  useEffect(() => {
    if (isWithApp && app.hearsOpening) void act.openHome(tab).catch(() => undefined);
  }, [tab, isWithApp]);
  return [tab, setTab] as const;
}

function threadsOf(messages: readonly SeenMessage[]): ReadonlyMap<string, readonly SeenMessage[]> {
  const threads = new Map<string, SeenMessage[]>();
  for (const message of messages) {
    const { ts, threadTs, ephemeralFor } = message;
    if (!threadTs || threadTs === ts || ephemeralFor) continue;
    threads.set(threadTs, [...(threads.get(threadTs) ?? []), message]);
  }
  return threads;
}

function Welcome({ conversation }: { conversation: Conversation }) {
  const here = useHere();
  const [command] = here.app.commands;
  return (
    <div class="welcome">
      <h2>This is {titleOf(conversation, here)}</h2>
      {command && !conversation.dmWith && (
        <p>
          Nothing yet. Type <code>{command.command}</code> below. {command.description}.
        </p>
      )}
      {conversation.dmWith && <p>What {here.app.name} has to tell you alone comes here.</p>}
    </div>
  );
}

/** What is on the screen has been read; in a window that nobody sees, once it is seen. */
function useReading(channel: string, messages: readonly SeenMessage[]): void {
  const { act } = useHere();
  const told = useRef('0');
  const last = messages.findLast(({ ephemeralFor }) => !ephemeralFor)?.ts;
  useEffect(() => {
    const tell = () => {
      if (!last || document.visibilityState === 'hidden' || told.current === last) return;
      told.current = last;
      void act.read(channel, last).catch(() => undefined);
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [channel, last]);
}
