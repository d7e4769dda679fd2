import type { ChangeEvent } from '../domain/change/events.ts';
import { fold } from '../domain/change/evolve.ts';
import type { Change } from '../domain/change/state.ts';
import type { ChangeKey } from '../domain/change/types.ts';
import { changeEvents } from './handle.ts';
import type { Ledger } from './ports.ts';

export interface Known {
  readonly change: Change;
  readonly events: readonly ChangeEvent[];
}

/** The change as it is now, with the events that tell it; `undefined` when there is none. */
export async function read(ledger: Pick<Ledger, 'history'>, key: ChangeKey): Promise<Known | undefined> {
  const events = changeEvents(await ledger.history(key));
  const change = fold(key, events);
  return change && { change, events };
}
