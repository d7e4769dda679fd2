import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import { dayName, isoDay } from '../text/time.ts';
import { MessageView } from './message.tsx';

const TOGETHER_MILLISECONDS = 5 * 60_000;

interface Props {
  readonly messages: readonly SeenMessage[];
  readonly label: string;
  /** Where the line "New" goes: after this `ts`. */
  readonly readTo?: string;
  readonly lit?: string | undefined;
  readonly repliesOf?: (ts: string) => readonly SeenMessage[];
  readonly onThread?: (ts: string) => void;
}

/** Stays at the bottom while one is there, as a chat does. */
export function MessageList({ messages, label, readTo, lit, repliesOf, onThread }: Props) {
  const { me, now } = useHere();
  const list = useBottom(messages, lit);
  const dayOf = (message: SeenMessage | undefined) => message && isoDay(Number(message.ts) * 1000, me.timezone);
  const firstNew = readTo
    ? messages.find(({ ts, user }) => Number(ts) > Number(readTo) && user !== me.id)?.ts
    : undefined;
  return (
    <div class="message-list" role="log" aria-label={label} ref={list}>
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const startsDay = dayOf(before) !== dayOf(message);
        const isNew = message.ts === firstNew && index > 0;
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
  );
}

function goesOn(before: SeenMessage | undefined, message: SeenMessage): boolean {
  if (!before || before.user !== message.user || before.ephemeralFor !== message.ephemeralFor) return false;
  // A card with blocks is looked for: it always says who posted it and when.
  if (message.blocks.length > 0 || before.blocks.length > 0) return false;
  return (Number(message.ts) - Number(before.ts)) * 1000 < TOGETHER_MILLISECONDS;
}

function useBottom(messages: readonly SeenMessage[], lit: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const isAtBottom = useRef(true);
  useLayoutEffect(() => {
    const shown = list.current;
    if (!shown) return;
    const onScroll = () => {
      isAtBottom.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < 40;
    };
    shown.addEventListener('scroll', onScroll, { passive: true });
    // A banner or a smaller window takes room from below.
    const resized = new ResizeObserver(() => {
      if (isAtBottom.current) shown.scrollTop = shown.scrollHeight;
    });
    resized.observe(shown);
    return () => {
      shown.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (list.current && isAtBottom.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages]);
  useLayoutEffect(() => {
    if (lit) list.current?.querySelector(`[data-ts="${CSS.escape(lit)}"]`)?.scrollIntoView({ block: 'center' });
  }, [lit]);
  return list;
}
