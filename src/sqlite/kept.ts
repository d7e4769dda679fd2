import type { Connection } from './open.ts';

/** How many are kept: all changes that anybody still works on, for most. */
const MOST = 1000;

export interface Kept<T> {
  /** `isSure`: nothing can have changed it since. Otherwise it is to be looked at again. */
  readonly get: (key: string) => { readonly value: T; readonly isSure: boolean } | undefined;
  /** As it was read in the era `seen`, asked for before the reading: somebody else may write in between. */
  readonly keep: (key: string, value: T, seen: string) => void;
  /** This connection itself has written something that it did not read first. */
  readonly doubt: (key: string) => void;
}

/**
 * Keeps what this connection last read from the database or wrote to it: see `GroupCommit.era`. What a connection keeps it
 * alone may write, through one ledger: `era` does not tell of its own writing.
 */
export function keeping<T>({ era }: Pick<Connection, 'era'>): Kept<T> {
  const kept = new Map<string, { readonly value: T; readonly seen: string }>();

  return {
    get: (key) => {
      const known = kept.get(key);
      return known && { value: known.value, isSure: known.seen === era() };
    },
    keep: (key, value, seen) => {
      // The one kept last is the last to go.
      kept.delete(key);
      kept.set(key, { value, seen });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
    doubt: (key) => {
      const known = kept.get(key);
      if (known) kept.set(key, { ...known, seen: '' });
    },
  };
}
