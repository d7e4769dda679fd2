import type { Judgement, RowClass } from '../../domain/reconcile/types.ts';
import { isDeviation, ROW_CLASSES } from '../../domain/reconcile/types.ts';
import type { Unreadable } from './run.ts';

/** What a page shows of each class; the rest is counted. A log of a million undeclared rows is one problem, not a million. */
export interface Kept {
  readonly deviations: ReadonlyMap<RowClass, readonly Judgement[]>;
  readonly unreadable: readonly Unreadable[];
}

export function keeping(limit: number) {
  const deviations = new Map<RowClass, Judgement[]>(ROW_CLASSES.filter(isDeviation).map((kind) => [kind, []]));
  const unreadable: Unreadable[] = [];
  const keep = <T>(list: T[] | undefined, one: T) => {
    if (list && list.length < limit) list.push(one);
  };
  return {
    deviation: (judgement: Judgement) => keep(deviations.get(judgement.kind), judgement),
    unreadable: (row: Unreadable) => keep(unreadable, row),
    kept: { deviations, unreadable } satisfies Kept,
  };
}
