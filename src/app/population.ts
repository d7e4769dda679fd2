import type { Instant } from '../domain/change/types.ts';
import type { Ledger, Queries } from './ports.ts';
import type { Known } from './read.ts';
import { read } from './read.ts';

/** Half open: what is declared at `to` belongs to the next one. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** The emergency changes declared in this time, by number, one at a time. Drills are never among them. */
export async function* population(
  { ledger, queries }: { ledger: Pick<Ledger, 'history'>; queries: Pick<Queries, 'population'> },
  { from, to }: Period,
): AsyncGenerator<Known> {
  for (const key of await queries.population(from, to)) {
    const known = await read(ledger, key);
    if (!known) throw new Error(`${key} has a row in the read model and no events`);
    yield known;
  }
}
