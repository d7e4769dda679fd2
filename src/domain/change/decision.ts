import type { ChangeEvent } from './events.ts';
import type { Refusal } from './refusals.ts';

/**
 * What an order leads to: facts (an empty list is "nothing to do"), or a refusal. A refusal may leave facts of its own
 * to be recorded: the attempt is evidence too.
 */
export type Decision =
  | { readonly ok: true; readonly events: readonly ChangeEvent[] }
  | { readonly ok: false; readonly error: Refusal; readonly events: readonly ChangeEvent[] };

export const accept = (...events: readonly ChangeEvent[]): Decision => ({ ok: true, events });

export const refuse = (error: Refusal, ...recorded: readonly ChangeEvent[]): Decision => ({
  ok: false,
  error,
  events: recorded,
});

/** The first guard that objects. */
export function firstRefusal(...refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  return refusals.find((refusal) => refusal !== undefined);
}
