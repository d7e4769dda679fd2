import type { Change } from './change/state.ts';
import { firstDeployedAt, hasEnded } from './change/state.ts';
import type { Instant } from './change/types.ts';

/** By when a fix has to be out, where the criterion sets a deadline (a critical vulnerability mostly does). */
export const patchDue = ({ declaredAt, terms }: Pick<Change, 'declaredAt' | 'terms'>): Instant | undefined =>
  terms.patchWithin === undefined ? undefined : declaredAt + terms.patchWithin;

/** The deadline while it still has to be met: nothing is out, and something may be. */
export const openPatchDue = (change: Change): Instant | undefined =>
  firstDeployedAt(change) === undefined && !hasEnded(change) ? patchDue(change) : undefined;
