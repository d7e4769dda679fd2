import type { ChangeEvent } from '../domain/change/events.ts';
import { evolve, fold } from '../domain/change/evolve.ts';
import type { Change } from '../domain/change/state.ts';
import type { ChangeKey } from '../domain/change/types.ts';
import type { Entry } from './ports.ts';
import { isChangeEvent } from './record.ts';

/** The state that each entry led to, for as long as a store keeps the entry: a memory of what `stateOf` would work out again. */
const states = new WeakMap<Entry, Change>();

/** A change's state after these entries of its stream: only those added since it was last asked for are folded. */
export function stateOf(key: ChangeKey, entries: readonly Entry[]): Change | undefined {
  const known = entries.findLastIndex((entry) => states.has(entry));
  const base = entries[known];
  let change = base && states.get(base);
  for (const { event } of entries.slice(known + 1)) {
    if (isChangeEvent(event)) change = change ? evolve(change, event) : fold(key, [event]);
  }
  const last = entries.at(-1);
  if (last && change) states.set(last, change);
  return change;
}

export const changeEvents = (entries: readonly Entry[]): ChangeEvent[] =>
  entries.map(({ event }) => event).filter(isChangeEvent);
