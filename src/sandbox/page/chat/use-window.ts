import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SeenMessage } from '../kit/kit.ts';

/** How many messages are drawn at first, at most, and how many more when one scrolls to an end. */
const FIRST = 50;
const MOST = 150;
const STEP = 50;
const NEAR_PIXELS = 400;

interface Ends {
  /** `ts` of the first one drawn; absent: as many as are drawn at first. */
  readonly first?: string | undefined;
  /** `ts` of the last one drawn; absent: the newest, and those to come. */
  readonly last?: string | undefined;
}

interface Source {
  readonly messages: readonly SeenMessage[];
  readonly lit: string | undefined;
  /** Asks for older messages than there are; absent: there are none. */
  readonly loadOlder?: (() => Promise<void>) | undefined;
}

/** The part of a long list that is drawn: it moves along as one scrolls, and stays at the bottom while one is there. */
export function useWindow({ messages, lit, loadOlder }: Source) {
  const list = useRef<HTMLDivElement>(null);
  const isAtBottom = useRef(true);
  const anchor = useRef<{ ts: string; top: number }>(undefined);
  const isLoading = useRef(false);
  const [ends, setEnds] = useState<Ends>({});
  const { from, to } = placeOf(messages, ends);

  const onScroll = () => {
    const shown = list.current;
    if (!shown) return;
    const below = shown.scrollHeight - shown.scrollTop - shown.clientHeight;
    isAtBottom.current = below < 40 && to === messages.length;
    anchor.current = anchorIn(shown);
    if (shown.scrollTop < NEAR_PIXELS && from > 0) {
      const first = Math.max(0, from - STEP);
      setEnds(endsOf(messages, first, Math.min(to, first + MOST)));
    } else if (shown.scrollTop < NEAR_PIXELS && loadOlder && !isLoading.current) {
      isLoading.current = true;
      void loadOlder().finally(() => (isLoading.current = false));
    } else if (below < NEAR_PIXELS && to < messages.length) {
      const last = Math.min(messages.length, to + STEP);
      setEnds(endsOf(messages, Math.max(from, last - MOST), last));
    }
  };
  const toNewest = () => {
    isAtBottom.current = true;
    anchor.current = undefined;
    setEnds({});
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  };

  useLayoutEffect(() => {
    const shown = list.current;
    if (!shown) return;
    // A banner or a smaller window takes room from below.
    const resized = new ResizeObserver(() => {
      if (isAtBottom.current) shown.scrollTop = shown.scrollHeight;
    });
    resized.observe(shown);
    return () => resized.disconnect();
  }, []);
  useLayoutEffect(() => {
    const shown = list.current;
    if (shown && isAtBottom.current) shown.scrollTop = shown.scrollHeight;
    else if (shown && anchor.current) {
      holdStill(shown, anchor.current);
      // At the very top no further scrolling is heard of.
      onScroll();
    }
  }, [messages, from, to]);
  useLayoutEffect(() => {
    if (!lit) return;
    const at = messages.findIndex(({ ts }) => ts === lit);
    if (at < 0) return void loadOlder?.();
    if (at < from || at >= to) setEnds(endsOf(messages, Math.max(0, at - STEP / 2), at + STEP / 2));
    isAtBottom.current = false;
    const found = list.current?.querySelector(`[data-ts="${CSS.escape(lit)}"]`);
    found?.scrollIntoView({ block: 'center' });
    if (list.current) anchor.current = anchorIn(list.current);
  }, [lit, messages.length, from]);

  return { list, from, to, onScroll, toNewest, isBehind: to < messages.length };
}

function placeOf(messages: readonly SeenMessage[], { first, last }: Ends): { from: number; to: number } {
  const to = last === undefined ? messages.length : messages.findIndex(({ ts }) => ts > last);
  const end = to < 0 ? messages.length : to;
  const wanted = first === undefined ? end - FIRST : messages.findIndex(({ ts }) => ts >= first);
  return { from: Math.max(0, wanted, end - MOST), to: end };
}

function endsOf(messages: readonly SeenMessage[], from: number, to: number): Ends {
  return { first: messages[from]?.ts, last: to >= messages.length ? undefined : messages[to - 1]?.ts };
}

/** The first message on the screen, and where it is. */
function anchorIn(shown: HTMLElement): { ts: string; top: number } | undefined {
  const edge = shown.getBoundingClientRect().top;
  for (const article of shown.querySelectorAll<HTMLElement>('[data-ts]')) {
    const { top, bottom } = article.getBoundingClientRect();
    if (bottom > edge) return { ts: article.dataset.ts ?? '', top: top - edge };
  }
  return undefined;
}

function holdStill(shown: HTMLElement, { ts, top }: { ts: string; top: number }): void {
  const article = shown.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (article) shown.scrollTop += article.getBoundingClientRect().top - shown.getBoundingClientRect().top - top;
}
