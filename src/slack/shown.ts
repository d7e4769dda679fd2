import type { Message } from './blocks.ts';

/** Messages that are remembered: the oldest are forgotten, and then drawn once more. */
const MOST = 2_000;

/** What messages surely show, so that the same thing is not sent twice: Slack takes about one redraw a second. */
export function shownMessages() {
  const shown = new Map<string, string>();
  const keyOf = (channel: string, ts: string) => `${channel}/${ts}`;
  return {
    isShown: (channel: string, ts: string, message: Message): boolean =>
      shown.get(keyOf(channel, ts)) === JSON.stringify(message),
    /** Called before a redraw too: what a lost answer left there is not known. */
    forget: (channel: string, ts: string): void => void shown.delete(keyOf(channel, ts)),
    keep: (channel: string, ts: string, message: Message): void => {
      shown.set(keyOf(channel, ts), JSON.stringify(message));
      const [oldest] = shown.keys();
      if (shown.size > MOST && oldest !== undefined) shown.delete(oldest);
    },
  };
}
