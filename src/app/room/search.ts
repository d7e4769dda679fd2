import type { ChangeKey, Instant } from '../../domain/change/types.ts';
import type { Period } from '../../domain/period.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { VERDICTS } from '../../domain/verdict.ts';
import type { NumbersOf } from '../numbers.ts';
import type { ChainedEvent } from '../record.ts';

export const REVIEWS = ['not started', 'submitted', 'returned', 'signed off'] as const;

/** What an auditor looks for among the changes of a period; what is absent is not asked. */
export interface Search {
  /** Words that all have to be there: in the number, the summary, the systems, or the name of the requester. */
  readonly words: readonly string[];
  readonly system?: string | undefined;
  /** `none`: nothing was deployed. */
  readonly verdict?: Verdict | 'none' | undefined;
  readonly review?: (typeof REVIEWS)[number] | undefined;
  /** Only changes with findings that nobody has cleared or explained. */
  readonly openFindings: boolean;
}

/** Never fails: what makes no sense is not asked. At most 8 words. */
export function searchFrom(query: Readonly<Record<string, string>>): Search {
  return {
    words: (query.q ?? '').trim().split(/\s+/).filter(Boolean).slice(0, 8),
    system: query.system || undefined,
    verdict: [...VERDICTS, 'none' as const].find((verdict) => verdict === query.verdict),
    review: REVIEWS.find((review) => review === query.review),
    openFindings: query.findings === 'open',
  };
}

/** How many changes of a period there are of each sort. */
export interface Tally {
  readonly changes: number;
  readonly verdicts: ReadonlyMap<Verdict | 'none', number>;
  readonly systems: readonly { readonly name: string; readonly changes: number }[];
  readonly withOpenFindings: number;
  readonly reviewsMissing: number;
}

/** The record as the auditor's room asks for it. Drills are never in it. */
export interface RoomRecord {
  readonly search: (
    period: Pick<Period, 'from' | 'to'>,
    search: Search,
    place: { readonly now: Instant; readonly limit: number; readonly offset: number },
  ) => Promise<{ readonly keys: readonly ChangeKey[]; readonly total: number }>;
  readonly tally: (period: Pick<Period, 'from' | 'to'>, now: Instant) => Promise<Tally>;
  readonly numbers: NumbersOf;
  /** Of the emergency change with this number, if it was declared in the period. */
  readonly keyOf: (number: number, period: Pick<Period, 'from' | 'to'>) => Promise<ChangeKey | undefined>;
  /** Its events with their places in the chain, oldest first. */
  readonly story: (key: ChangeKey) => Promise<readonly ChainedEvent[]>;
  readonly policyText: (hash: string) => Promise<string | undefined>;
  readonly head: () => Promise<{ readonly hash: string; readonly events: number }>;
}
