import { useEffect, useRef, useState } from 'preact/hooks';
import type { Conversation } from '../../server/wire.ts';
import { isApp, nameOf, useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

interface Props {
  readonly conversation: Conversation;
  readonly messages: readonly SeenMessage[];
  readonly lit: string | undefined;
  readonly onThread: (ts: string) => void;
}

/** A channel or a direct message. Mount it anew for each: it remembers what was new when it was opened. */
export function ConversationView({ conversation, messages, lit, onThread }: Props) {
  const here = useHere();
  const [openedAt] = useState(conversation.readTo);
  const { id, dmWith } = conversation;
  const name = titleOf(conversation, here);
  useReading(id, messages);
  const isClosed = dmWith !== undefined && isApp(here, dmWith) && here.app.isReadOnly;
  return (
    <section class="conversation" aria-label={name}>
      <header>
        <h1>{name}</h1>
        {dmWith && isApp(here, dmWith) && <span class="app-tag">APP</span>}
      </header>
      {messages.length === 0 && <Welcome conversation={conversation} />}
      <MessageList
        label={`Messages in ${name}`}
        messages={messages.filter(({ ts, threadTs }) => !threadTs || threadTs === ts)}
        readTo={openedAt}
        lit={lit}
        repliesOf={(ts) =>
          messages.filter((message) => message.threadTs === ts && message.ts !== ts && !message.ephemeralFor)
        }
        onThread={onThread}
      />
      {isClosed ? (
        <p class="closed-composer">{here.app.name} writes here. Commands go into a channel.</p>
      ) : (
        <Composer channel={id} label={`Message ${name}`} />
      )}
    </section>
  );
}

export function titleOf({ dmWith, name }: Conversation, here: Parameters<typeof nameOf>[0]): string {
  return dmWith ? nameOf(here, dmWith) : `#${name}`;
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

/** What is on the screen has been read. */
function useReading(channel: string, messages: readonly SeenMessage[]): void {
  const { act } = useHere();
  const told = useRef('0');
  const last = messages.filter(({ ephemeralFor }) => !ephemeralFor).at(-1)?.ts;
  useEffect(() => {
    if (!last || document.visibilityState === 'hidden' || told.current === last) return;
    told.current = last;
    void act.read(channel, last).catch(() => undefined);
  }, [channel, last]);
}
