import type { ChangeEvent } from '../domain/change/events.ts';
import type { Change } from '../domain/change/state.ts';
import type { ChangeKey } from '../domain/change/types.ts';
import { changeEvents, stateOf } from './folding.ts';
import type { Ledger } from './ports.ts';

export interface Known {
  readonly change: Change;
  readonly events: readonly ChangeEvent[];
}

/** The change as it is now, with the events that tell it; `undefined` when there is none. */
export async function read(ledger: Pick<Ledger, 'history'>, key: ChangeKey): Promise<Known | undefined> {
  const entries = await ledger.history(key);
  const change = stateOf(key, entries);
  return change && { change, events: changeEvents(entries) };
}
