import type Database from 'better-sqlite3';
import { LedgerFailure } from '../app/errors.ts';

interface Piece {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/** As many as one transaction takes: whoever came first does not wait for ever. */
const FULL = 64;

export interface GroupCommit {
  /**
   * Runs pieces of synchronous work in transactions, as many in one as are asked for while each turn of the event loop
   * brings more: they share one fsync. Where that fails, each runs again in a transaction of its own, so that one that throws
   * takes nothing of the others with it: a piece touches the database alone. A promise resolves only after the commit is on
   * disk.
   */
  readonly inGroup: <T>(work: () => T) => Promise<T>;
  /**
   * Another one as soon as what was remembered of the database may be wrong: somebody else has written to it
   * (https://www.sqlite.org/pragma.html#pragma_data_version), or a transaction of ours was undone.
   */
  readonly era: () => string;
}

export function groupCommit(raw: Database.Database): GroupCommit {
  const begin = raw.prepare('BEGIN IMMEDIATE');
  const commit = raw.prepare('COMMIT');
  const rollback = raw.prepare('ROLLBACK');
  let queue: Piece[] = [];
  const others = raw.prepare<[], number>('PRAGMA data_version').pluck();
  let undone = 0;
  /** While a transaction is open nobody else writes: asked for once. */
  let within: string | undefined;

  const inGroup = <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      if (queue.length === 0) setImmediate(gather, 0);
      queue.push({
        run: () => {
          result = work();
        },
        resolve: () => resolve(result),
        reject,
      });
    });

  const era = (): string => within ?? `${others.get()} ${undone}`;
  return { inGroup, era };

  function gather(before: number): void {
    if (before < queue.length && queue.length < FULL) setImmediate(gather, queue.length);
    else flush();
  }

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
      within = era();
      for (const { run } of batch) run();
      commit.run();
    } catch (cause) {
      undone += 1;
      // A full disk ends the transaction by itself.
      if (raw.inTransaction) rollback.run();
      return { begun, cause };
    } finally {
      within = undefined;
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
