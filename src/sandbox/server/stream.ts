import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Piece } from './wire.ts';

/** Lets what changed settle: one step of the clock changes many messages. */
const SETTLE_MILLISECONDS = 25;

export interface Viewers {
  /** Answers with server-sent events: every piece once, and later each piece again when it has changed. */
  readonly join: (c: Context, look: () => readonly Piece[]) => Response;
  /** Something may have changed. */
  readonly nudge: () => void;
  readonly count: () => number;
}

export function createViewers(): Viewers {
  const viewers = new Set<() => void>();
  return {
    count: () => viewers.size,
    nudge: () => {
      for (const wake of viewers) wake();
    },
    join: (c, look) =>
      streamSSE(c, async (stream) => {
        let wake = () => {};
        let isWoken = false;
        const rouse = () => {
          isWoken = true;
          wake();
        };
        viewers.add(rouse);
        stream.onAbort(() => {
          viewers.delete(rouse);
          rouse();
        });

        const fresh = changesOnly();
        while (!stream.aborted) {
          isWoken = false;
          for (const data of fresh(look())) await stream.writeSSE({ data });
          if (!isWoken) await new Promise<void>((resolve) => (wake = resolve));
          await stream.sleep(SETTLE_MILLISECONDS);
        }
      }),
  };
}

/** Remembers what was sent, and lets through what differs. */
function changesOnly(): (pieces: readonly Piece[]) => string[] {
  const sent = new Map<string, string>();
  return (pieces) =>
    pieces.flatMap((piece) => {
      const key = piece.piece === 'messages' ? `messages/${piece.channel}` : piece.piece;
      const data = JSON.stringify(piece);
      if (sent.get(key) === data) return [];
      sent.set(key, data);
      return [data];
    });
}
