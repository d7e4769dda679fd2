import type { Instant } from '../domain/change/types.ts';
import type { Period } from '../domain/period.ts';

/** One change of the population, as lists show it. */
export interface Listed {
  readonly id: string;
  readonly number: number;
  /** Of the change's stream. */
  readonly key: string;
  readonly summary: string;
  readonly systems: readonly string[];
  readonly declaredAt: Instant;
}

/** Every emergency change declared in a period, by number; drills are never in it. */
export interface Numbers {
  readonly changes: readonly Listed[];
  /** Numbers between the first and the last that the record does not have at all: there should be none. */
  readonly missing: readonly string[];
}

/** The population as the database tells it. */
export type NumbersOf = (period: Pick<Period, 'from' | 'to'>) => Promise<Numbers>;

/** The stratum of a change: the system that was named first at declare. */
export const stratumOf = ({ systems }: Pick<Listed, 'systems'>): string => systems[0] ?? '';
