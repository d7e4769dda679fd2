import type { Instant } from '../change/types.ts';

/** One deployment as somebody else's log tells it. */
export interface LogRow {
  /** Where it stands in the log, from 1: the n-th record, a CSV file's header counted (a line break within quotes is none). */
  readonly line: number;
  /** As the policy's catalogue calls it; as the log does where the catalogue does not know it. */
  readonly system: string;
  /** Whether the catalogue or any change knows this system. */
  readonly isKnown: boolean;
  /** A commit, tag or version. */
  readonly version?: string | undefined;
  readonly deployedAt: Instant;
  readonly deployer?: string | undefined;
  /** The change that the log itself names, normal or emergency. */
  readonly reference?: string | undefined;
  readonly url?: string | undefined;
}

/** What a row can turn out to be. Only the first two are as they should be. */
export const ROW_CLASSES = [
  'matched',
  'normal',
  'undeclared',
  'approved after',
  'different commit',
  'unknown system',
  'inconclusive',
] as const;
export type RowClass = (typeof ROW_CLASSES)[number];

/** Classes somebody has to look at: the pipeline that calls `reconcile` fails on them. */
export const isDeviation = (kind: RowClass): boolean => kind !== 'matched' && kind !== 'normal';

export interface Judgement {
  readonly row: LogRow;
  readonly kind: RowClass;
  /** `EC-42`: the change it was held against, whatever came of it. */
  readonly change?: string | undefined;
  /** Why, as a plain sentence. */
  readonly why: string;
}
