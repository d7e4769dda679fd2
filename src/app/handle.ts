import type { Command } from '../domain/change/commands.ts';
import { decide } from '../domain/change/decide.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import { evolve, fold } from '../domain/change/evolve.ts';
import { react } from '../domain/change/react.ts';
import type { Refusal } from '../domain/change/refusals.ts';
import type { Change } from '../domain/change/state.ts';
import type { ChangeKey } from '../domain/change/types.ts';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import { changeEvents, stateOf } from './folding.ts';
import type { History, Ledger, PlannedEffect, Received, Writing } from './ports.ts';
import { rowOf } from './read-model.ts';
import type { Author } from './record.ts';

export type Outcome = Result<Change, Refusal>;

/** Gives an order to a change. Resolves once what followed is on disk. @throws LedgerFailure when nothing was taken */
export type Handle = (key: ChangeKey, command: Command, options: HandleOptions) => Promise<Outcome>;

export interface HandleOptions {
  readonly author: Author;
  /** The effect whose outcome this command notes: marked done in the same commit. */
  readonly settles?: string | undefined;
  /** The webhook that brought this command: handled once, however often it is delivered. */
  readonly receives?: Received | undefined;
}

export interface HandleDeps {
  readonly ledger: Ledger;
  readonly policyHash: () => string;
  /** Told after each commit that planned effects, so that they need not wait for the next look. */
  readonly onEffects?: (() => void) | undefined;
}

export function handler({ ledger, policyHash, onEffects }: HandleDeps): Handle {
  return async (key, command, options) => {
    let planned = 0;
    const outcome = await ledger.commit(key, command.at, (history) => {
      const writing = follow(key, command, history, { ...options, policyHash: policyHash() });
      planned = writing.effects.length;
      return writing;
    });
    if (planned > 0) onEffects?.();
    return outcome;
  };
}

/** decide -> evolve -> react, on what the stream says at this moment. Pure. */
function follow(
  key: ChangeKey,
  command: Command,
  { entries, nextNumber }: History,
  { author, settles, receives, policyHash }: HandleOptions & { policyHash: string },
): Writing<Outcome> {
  const past = changeEvents(entries);
  const before = stateOf(key, entries);
  const decision = decide(before, command, {
    nextId: (sequence) => ({ sequence, number: nextNumber(sequence) }),
  });
  const { change, effects } = consequences(key, before, decision.events);
  const result: Outcome =
    decision.ok && change ? ok(change) : err(decision.ok ? { code: 'no-such-change' } : decision.error);
  const row = change && decision.events.length > 0 ? rowOf(change, [...past, ...decision.events]) : undefined;
  return { result, events: decision.events, author, policyHash, effects, row, settles, receives };
}

function consequences(key: ChangeKey, before: Change | undefined, events: readonly ChangeEvent[]) {
  let change = before;
  const effects: PlannedEffect[] = [];
  for (const event of events) {
    change = change ? evolve(change, event) : fold(key, [event]);
    if (change) effects.push(...react(change, event));
  }
  return { change, effects };
}
