/** Slack's `ts`: seconds and microseconds of the workspace's clock; names a message within its channel. */
export type Ts = string;

const inMicroseconds = (count: number): Ts =>
  `${Math.floor(count / 1e6)}.${String(count % 1e6).padStart(6, '0')}`.padStart(17, '0');

/** Each call gives a later `ts` than the one before, also while the clock stands still. */
export function timestamps(now: () => number): () => Ts {
  let last = 0;
  return () => {
    last = Math.max(Math.floor(now()) * 1000, last + 1);
    return inMicroseconds(last);
  };
}

/** `undefined` when the text is no timestamp. Timestamps of this form compare as text. */
export function normalTs(text: string): Ts | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text);
  return match ? `${match[1]?.padStart(10, '0')}.${(match[2] ?? '').padEnd(6, '0')}` : undefined;
}
