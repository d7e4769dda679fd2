import type { Connection } from './open.ts';

/** How many are kept: all changes that anybody still works on, for most. */
const MOST = 1000;

export interface Kept<T> {
  /** `isSure`: nothing can have changed it since. Otherwise it is to be looked at again. */
  readonly get: (key: string) => { readonly value: T; readonly isSure: boolean } | undefined;
  /** As it was just read or written. */
  readonly keep: (key: string, value: T) => void;
  /** This connection itself has written something that it did not read first. */
  readonly doubt: (key: string) => void;
}

/** Keeps what this connection last read from the database or wrote to it: see `GroupCommit.era`. */
export function keeping<T>({ era }: Pick<Connection, 'era'>): Kept<T> {
  const kept = new Map<string, { readonly value: T; readonly seen: string }>();

  return {
    get: (key) => {
      const known = kept.get(key);
      return known && { value: known.value, isSure: known.seen === era() };
    },
    keep: (key, value) => {
      // The one used last is the last to go.
      kept.delete(key);
      kept.set(key, { value, seen: era() });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
    doubt: (key) => {
      const known = kept.get(key);
      if (known) kept.set(key, { ...known, seen: '' });
    },
  };
}
