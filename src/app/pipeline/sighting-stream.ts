import type { Instant } from '../../domain/change/types.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { SightingDecision, SightingRefusal } from '../../domain/sighting/decide.ts';
import type { SightingEvent } from '../../domain/sighting/events.ts';
import { SIGHTING_EVENTS } from '../../domain/sighting/events.ts';
import { foldSighting } from '../../domain/sighting/evolve.ts';
import type { Sighting } from '../../domain/sighting/types.ts';
import type { Ledger, PlannedEffect } from '../ports.ts';
import type { Author, RecordedEvent } from '../record.ts';

export interface StreamDeps {
  readonly ledger: Ledger;
  readonly policyHash: () => string;
}

/** What an order to a sighting led to: as it is now, and whether anything is new. */
export interface Noted {
  readonly sighting: Sighting;
  readonly isNew: boolean;
}

const TYPES: ReadonlySet<string> = new Set(SIGHTING_EVENTS);
const isOfSighting = (event: RecordedEvent): event is SightingEvent => TYPES.has(event.type);

/** Decides on one sighting inside the ledger's transaction, and keeps its row. @throws LedgerFailure */
export async function toSighting(
  key: string,
  order: {
    readonly at: Instant;
    readonly author: Author;
    readonly decide: (known: Sighting | undefined) => SightingDecision;
    /** The effect whose outcome this notes. */
    readonly settles?: string | undefined;
    readonly effects?: ((now: Sighting) => readonly PlannedEffect[]) | undefined;
  },
  { ledger, policyHash }: StreamDeps,
): Promise<Result<Noted, SightingRefusal>> {
  const { at, author, decide, effects, settles } = order;
  return ledger.commit<Result<Noted, SightingRefusal>>(key, at, ({ entries }) => {
    const past = entries.map(({ event }) => event).filter(isOfSighting);
    const before = foldSighting(key, past);
    const decision = decide(before);
    const base = { author, policyHash: policyHash(), events: [], effects: [], settles };
    if (!decision.ok) return { ...base, result: err(decision.error) };
    const sighting = foldSighting(key, [...past, ...decision.value]);
    if (!sighting) return { ...base, result: err({ code: 'no-such-sighting' }) };
    const isNew = decision.value.length > 0;
    if (!isNew) return { ...base, result: ok({ sighting, isNew }) };
    return {
      ...base,
      events: decision.value,
      effects: effects?.(sighting) ?? [],
      sighting,
      result: ok({ sighting, isNew }),
    };
  });
}
