import { Fragment } from 'preact';
import { useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import { dayName, isoDay } from '../text/time.ts';
import { MessageView } from './message.tsx';
import { useWindow } from './use-window.ts';

const TOGETHER_MILLISECONDS = 5 * 60_000;

interface Props {
  readonly messages: readonly SeenMessage[];
  readonly label: string;
  /** Where the line "New" goes: after this `ts`. */
  readonly readTo?: string;
  readonly lit?: string | undefined;
  readonly repliesOf?: (ts: string) => readonly SeenMessage[];
  readonly onThread?: (ts: string) => void;
  readonly loadOlder?: (() => Promise<void>) | undefined;
}

/** Stays at the bottom while one is there, as a chat does. Of a long list only the part around one is drawn. */
export function MessageList({ messages, label, readTo, lit, repliesOf, onThread, loadOlder }: Props) {
  const { me, now } = useHere();
  const { list, from, to, onScroll, toNewest, isBehind } = useWindow({ messages, lit, loadOlder });
  const dayOf = (message: SeenMessage | undefined) => message && isoDay(Number(message.ts) * 1000, me.timezone);
  const firstNew = readTo
    ? messages.find(({ ts, user }) => Number(ts) > Number(readTo) && user !== me.id)?.ts
    : undefined;
  return (
    <div class="message-room">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: reached with the keyboard, it scrolls with the arrow keys */}
      <div class="message-list" role="log" aria-label={label} tabIndex={0} ref={list} onScroll={onScroll}>
        {(from > 0 || loadOlder) && <p class="older">Older messages</p>}
        {messages.slice(from, to).map((message, index) => {
          const before = messages[from + index - 1];
          const startsDay = dayOf(before) !== dayOf(message);
          const isNew = message.ts === firstNew && from + index > 0;
          return (
            <Fragment key={message.ts}>
              {startsDay && (
                <div class={isNew ? 'day new' : 'day'}>
                  <span>{dayName(Number(message.ts) * 1000, now, me.timezone)}</span>
                </div>
              )}
              {isNew && !startsDay && (
                <div class="day new">
                  <span>New</span>
                </div>
              )}
              <MessageView
                message={message}
                isCont={!startsDay && !isNew && goesOn(before, message)}
                isLit={message.ts === lit}
                replies={repliesOf?.(message.ts) ?? []}
                {...(onThread && { onThread: () => onThread(message.ts) })}
              />
            </Fragment>
          );
        })}
      </div>
      {isBehind && (
        <button type="button" class="button to-newest" onClick={toNewest}>
          To the newest
        </button>
      )}
    </div>
  );
}

function goesOn(before: SeenMessage | undefined, message: SeenMessage): boolean {
  if (!before || before.user !== message.user || before.ephemeralFor !== message.ephemeralFor) return false;
  // A card with blocks is looked for: it always says who posted it and when.
  if (message.blocks.length > 0 || before.blocks.length > 0) return false;
  return (Number(message.ts) - Number(before.ts)) * 1000 < TOGETHER_MILLISECONDS;
}
