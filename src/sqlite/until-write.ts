import type { Connection } from './open.ts';

/** Answers kept at once, at most. */
const MOST = 1_000;

/**
 * Remembers answers for as long as nobody has written to the database: neither this connection (`total_changes`) nor another
 * one, be it of another process (https://www.sqlite.org/pragma.html#pragma_data_version). What is remembered is never older
 * than what a question would say.
 */
export function untilWrite<T>({ raw }: Connection, ask: (about: string) => T): (about: string) => T {
  const others = raw.prepare('PRAGMA data_version').pluck();
  const own = raw.prepare('SELECT total_changes()').pluck();
  const known = new Map<string, T>();
  let seen = '';
  return (about) => {
    const now = `${others.get()} ${own.get()}`;
    if (now !== seen || known.size >= MOST) known.clear();
    seen = now;
    const remembered = known.get(about);
    if (remembered !== undefined) return remembered;
    const answer = ask(about);
    known.set(about, answer);
    return answer;
  };
}
