import type Database from 'better-sqlite3';
import { LedgerFailure } from '../app/errors.ts';

interface Waiting {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Runs pieces of synchronous work in transactions, as many in one as were asked for in the same turn of the event loop:
 * they share one fsync. Each has a savepoint of its own, so one that throws takes nothing of the others with it. A
 * promise resolves only after the commit is on disk.
 */
export function groupCommit(raw: Database.Database): <T>(work: () => T) => Promise<T> {
  const begin = raw.prepare('BEGIN IMMEDIATE');
  const commit = raw.prepare('COMMIT');
  const rollback = raw.prepare('ROLLBACK');
  const savepoint = raw.prepare('SAVEPOINT piece');
  const release = raw.prepare('RELEASE piece');
  const undo = raw.prepare('ROLLBACK TO piece');
  let queue: Waiting[] = [];

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
    try {
      begin.run();
    } catch (cause) {
      failAll(batch, cause);
      return;
    }
    const done = batch.filter(piece);
    try {
      commit.run();
    } catch (cause) {
      if (raw.inTransaction) rollback.run();
      failAll(done, cause);
      return;
    }
    for (const { resolve } of done) resolve();
  }

  function piece({ run, reject }: Waiting): boolean {
    try {
      if (!raw.inTransaction) throw new LedgerFailure('The record cannot be written (the transaction was ended)');
      savepoint.run();
      run();
      release.run();
      return true;
    } catch (cause) {
      // A full disk ends the whole transaction by itself: then nothing more is begun, COMMIT fails and everybody hears it.
      if (raw.inTransaction) {
        undo.run();
        release.run();
      }
      reject(asFailure(cause));
      return false;
    }
  }
}

function failAll(batch: readonly Waiting[], cause: unknown): void {
  for (const { reject } of batch) reject(asFailure(cause));
}

function asFailure(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code.startsWith('SQLITE_') ? new LedgerFailure(`The record cannot be written (${code})`, { cause }) : cause;
}
