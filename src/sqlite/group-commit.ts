import type Database from 'better-sqlite3';
import { LedgerFailure } from '../app/errors.ts';

interface Piece {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Runs pieces of synchronous work in transactions, as many in one as were asked for in the same turn of the event loop:
 * they share one fsync. Where that fails, each runs again in a transaction of its own, so that one that throws takes nothing
 * of the others with it: a piece touches the database alone. A promise resolves only after the commit is on disk.
 */
export function groupCommit(raw: Database.Database): <T>(work: () => T) => Promise<T> {
  const begin = raw.prepare('BEGIN IMMEDIATE');
  const commit = raw.prepare('COMMIT');
  const rollback = raw.prepare('ROLLBACK');
  let queue: Piece[] = [];

  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      if (queue.length === 0) setImmediate(flush);
      queue.push({
        run: () => {
          result = work();
        },
        resolve: () => resolve(result),
        reject,
      });
    });

  function flush(): void {
    const batch = queue;
    queue = [];
    const failure = together(batch);
    if (!failure) return;
    // Somebody else is writing: waiting again for each of them would hold up everything.
    const isLost = !failure.begun || batch.length === 1;
    if (isLost) failAll(batch, failure.cause);
    else for (const piece of batch) alone(piece);
  }

  function alone(piece: Piece): void {
    const failure = together([piece]);
    if (failure) failAll([piece], failure.cause);
  }

  /** All or nothing: why it was nothing. */
  function together(batch: readonly Piece[]): { readonly begun: boolean; readonly cause: unknown } | undefined {
    let begun = false;
    try {
      begin.run();
      begun = true;
      for (const { run } of batch) run();
      commit.run();
    } catch (cause) {
      // A full disk ends the transaction by itself.
      if (raw.inTransaction) rollback.run();
      return { begun, cause };
    }
    for (const { resolve } of batch) resolve();
    return undefined;
  }
}

function failAll(batch: readonly Piece[], cause: unknown): void {
  for (const { reject } of batch) reject(asFailure(cause));
}

function asFailure(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code.startsWith('SQLITE_') ? new LedgerFailure(`The record cannot be written (${code})`, { cause }) : cause;
}
