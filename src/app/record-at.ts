import type { ChangeKey } from '../domain/change/types.ts';
import type { ChainedEvent, StoryEvent } from './record.ts';

/** The whole record as it stood at a moment: nothing that is recorded later changes what it tells. */
export interface RecordAt {
  /** The last event of that moment; position 0 when there was none. */
  readonly head: { readonly position: number; readonly hash: string };
  /** The policy in force then; `undefined` when nothing was recorded. */
  readonly policyHash: string | undefined;
  /** Every event up to the head, oldest first, one at a time. */
  readonly walk: () => Iterable<ChainedEvent>;
  /** The events of one change up to the head, oldest first. */
  readonly story: (key: ChangeKey) => readonly StoryEvent[];
  /** A policy that was once in force, by its SHA-256. */
  readonly policyText: (hash: string) => string | undefined;
}
