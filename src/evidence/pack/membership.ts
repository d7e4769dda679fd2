import type { ChainedEvent } from '../../app/record.ts';
import { WORKSPACE_EVENTS } from '../../app/record.ts';
import type { ChangeDeclared } from '../../domain/change/events.ts';
import type { ChangeKey, Instant } from '../../domain/change/types.ts';
import type { Period } from '../../domain/period.ts';
import type { Withheld } from './lines.ts';

/** One change of the population: where it begins. */
export interface Member {
  readonly key: ChangeKey;
  readonly number: number;
}

/** A number of the sequence that is not of the population, and where it was given. */
export interface Neighbour {
  readonly number: number;
  readonly declaredAt: Instant;
  readonly position: number;
  readonly hash: string;
}

/** What belongs to a period, learned from the events themselves as they go by. */
export interface Membership {
  /** `undefined`: the event is told in full. */
  readonly withhold: (event: ChainedEvent) => Withheld | undefined;
  /** By number. */
  readonly members: () => readonly Member[];
  /** The last number before the first of the population, the first after its last, and those in between. */
  readonly around: () => Around;
}

export interface Around {
  readonly before?: Neighbour | undefined;
  readonly after?: Neighbour | undefined;
  readonly between: readonly Neighbour[];
}

/** Declared within the period, in the sequence `EC`. What a change's first event says decides for all that follow. */
export function membershipOf({ from, to }: Pick<Period, 'from' | 'to'>): Membership {
  const members = new Map<ChangeKey, number>();
  const drills = new Set<ChangeKey>();
  // Of the numbers that are not of the population only the last before it and those since its first are kept.
  let before: Neighbour | undefined;
  let later: Neighbour[] = [];

  function learn(event: ChainedEvent): void {
    const { id, at } = event.data as ChangeDeclared;
    if (id.sequence === 'DRILL') drills.add(event.stream);
    else if (at >= from && at < to) {
      members.set(event.stream, id.number);
      between.push(...later);
      later = [];
    } else {
      const neighbour = { number: id.number, declaredAt: at, position: event.position, hash: event.hash };
      if (members.size === 0) before = neighbour;
      else if (later.length < MOST_KEPT) later.push(neighbour);
    }
  }
  const between: Neighbour[] = [];

  return {
    withhold: (event) => {
      if (WORKSPACE_EVENTS.includes(event.type)) {
        return event.recordedAt >= from && event.recordedAt < to ? undefined : 'workspace';
      }
      if (event.type === 'ChangeDeclared') learn(event);
      if (members.has(event.stream)) return undefined;
      return drills.has(event.stream) ? 'drill' : 'another period';
    },
    members: () => Array.from(members, ([key, number]) => ({ key, number })).sort((a, b) => a.number - b.number),
    around: () => ({ before, between, after: later[0] }),
  };
}

/** A clock that runs wrong moves a few declarations to the wrong side of midnight, never a thousand. */
const MOST_KEPT = 1000;
