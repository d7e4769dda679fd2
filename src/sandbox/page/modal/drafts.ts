import type { Filling } from '../api.ts';

const PAUSE_MILLISECONDS = 200;

/** What was typed and not sent yet. Sent in the order of typing, one at a time. */
export interface Drafts {
  readonly fill: (blockId: string, value: Filling, when: 'now' | 'later') => void;
  /** Puts something else in the same line, after what was typed before. */
  readonly queue: (send: () => Promise<unknown>) => Promise<void>;
  /** Resolves when everything typed has reached the bot's form. */
  readonly flush: () => Promise<void>;
}

export function createDrafts(
  send: (blockId: string, value: Filling) => Promise<unknown>,
  onError: (error: Error) => void,
): Drafts {
  const waiting = new Map<string, Filling>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let line: Promise<void> = Promise.resolve();

  const queue = (job: () => Promise<unknown>) => {
    line = line.then(job).then(() => undefined, onError);
    return line;
  };
  const flush = () => {
    clearTimeout(timer);
    for (const [blockId, value] of waiting) void queue(() => send(blockId, value));
    waiting.clear();
    return line;
  };
  return {
    flush,
    queue: (job) => {
      void flush();
      return queue(job);
    },
    fill: (blockId, value, when) => {
      waiting.delete(blockId);
      waiting.set(blockId, value);
      clearTimeout(timer);
      if (when === 'now') void flush();
      else timer = setTimeout(flush, PAUSE_MILLISECONDS);
    },
  };
}
