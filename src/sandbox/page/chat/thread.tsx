import { useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import { Composer } from './composer.tsx';
import { titleOf } from './conversation.tsx';
import { MessageList } from './message-list.tsx';

export interface ThreadPlace {
  readonly channel: string;
  readonly ts: string;
}

export function Thread({
  place,
  messages,
  lit,
}: {
  place: ThreadPlace;
  messages: readonly SeenMessage[];
  lit: string | undefined;
}) {
  const here = useHere();
  const conversation = here.conversations.find(({ id }) => id === place.channel);
  const shown = messages.filter(({ ts, threadTs }) => ts === place.ts || threadTs === place.ts);
  const isClosed = conversation?.dmWith !== undefined && here.app.isReadOnly;
  return (
    <section class="thread" aria-label="Thread">
      <p class="pane-note">{conversation && titleOf(conversation, here)}</p>
      <MessageList label="Messages in the thread" messages={shown} lit={lit} />
      {!isClosed && <Composer channel={place.channel} threadTs={place.ts} label="Reply in thread" />}
    </section>
  );
}
