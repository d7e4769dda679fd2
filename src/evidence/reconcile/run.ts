import type { Instant } from '../../domain/change/types.ts';
import type { KnownChange } from '../../domain/reconcile/known.ts';
import type { Reconciler } from '../../domain/reconcile/match.ts';
import type { Judgement, RowClass } from '../../domain/reconcile/types.ts';
import { isDeviation, ROW_CLASSES } from '../../domain/reconcile/types.ts';
import type { RawRow } from './fields.ts';
import type { Reader, SetAside } from './rows.ts';
import { readRow, SET_ASIDE } from './rows.ts';

export interface Unreadable {
  readonly line: number;
  readonly why: string;
}

export interface Summary {
  readonly rows: number;
  readonly counts: Readonly<Record<RowClass, number>>;
  readonly setAside: Readonly<Record<SetAside, number>>;
  readonly unreadable: number;
  /** What the readable rows span, or what was asked for. */
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
  /** Changes of that time without a row. */
  readonly unseen: readonly KnownChange[];
}

/** Half open; without an end it is whatever the log has. */
export interface Span {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Told of each row that somebody has to look at, in the log's order; what it returns is waited for. */
export interface Watcher {
  readonly deviation: (judgement: Judgement) => unknown;
  readonly unreadable: (row: Unreadable) => unknown;
  readonly progress: (rows: number) => void;
}

/** Holds a whole log against the record, a row at a time. Memory does not grow with the log. */
export async function reconcile(
  log: AsyncIterable<RawRow>,
  { reader, reconciler, period }: { reader: Reader; reconciler: Reconciler; period: Span },
  watcher: Watcher,
): Promise<Summary> {
  const counts = zeros(ROW_CLASSES);
  const setAside = zeros(SET_ASIDE);
  let [rows, unreadable, first, last] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const raw of log) {
    rows += 1;
    if (rows % 10_000 === 0) watcher.progress(rows);
    const reading = readRow(raw, reader);
    if ('setAside' in reading) setAside[reading.setAside] += 1;
    else if ('unreadable' in reading) {
      unreadable += 1;
      await watcher.unreadable(reading.unreadable);
    } else if (isWithin(reading.row.deployedAt, period)) {
      const judgement = reconciler.judge(reading.row);
      counts[judgement.kind] += 1;
      first = Math.min(first, reading.row.deployedAt);
      last = Math.max(last, reading.row.deployedAt);
      if (isDeviation(judgement.kind)) await watcher.deviation(judgement);
    } else setAside['of another time'] += 1;
  }
  const from = period.from ?? finite(first);
  const to = period.to ?? finite(last);
  const unseen = from === undefined || to === undefined ? [] : reconciler.unseen(from, to);
  return { rows, counts, setAside, unreadable, from, to, unseen };
}

/** Nothing to look at: every row is as it should be. Changes without a row are told, and are no deviation by themselves. */
export const isClean = ({ counts, unreadable }: Summary): boolean =>
  unreadable === 0 && ROW_CLASSES.every((kind) => !isDeviation(kind) || counts[kind] === 0);

const isWithin = (at: Instant, { from, to }: Span): boolean =>
  (from === undefined || at >= from) && (to === undefined || at < to);

const finite = (instant: Instant): Instant | undefined => (Number.isFinite(instant) ? instant : undefined);

const zeros = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
