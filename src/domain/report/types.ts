import type { Duration, Instant, UserId } from '../change/types.ts';
import type { FindingCode } from '../findings/types.ts';
import { VERDICTS } from '../verdict.ts';

/** Every order of timestamps, and that there is none. */
export const TIMINGS = [...VERDICTS, 'not deployed'] as const;
export type Timing = (typeof TIMINGS)[number];

/** How often each name occurs, the most frequent first. */
export type Counts = readonly { readonly name: string; readonly times: number }[];

/** How long something took, in milliseconds; median and p90 by nearest rank, absent when it never happened. */
export interface Spread {
  readonly count: number;
  readonly median: Duration | undefined;
  readonly p90: Duration | undefined;
}

/** What is worth a word: from which number on, by the policy. */
export interface Thresholds {
  /** A yes sooner than this after the request was hardly read. */
  readonly readTime: Duration;
  /** So many changes of one system are a pattern. */
  readonly repeats: number;
  /** So many changes of one requester approved by one person are a pattern. */
  readonly pairs: number;
}

export interface Bucket {
  /** `2026-07`, or the first day of the week. */
  readonly label: string;
  readonly declared: number;
  /** Of these, how many went out without an approval before it. */
  readonly unapproved: number;
}

/** How often the glass was broken, and why: the emergency changes declared in a period. Drills are never in it. */
export interface Report {
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant;
  readonly thresholds: Thresholds;
  readonly declared: number;
  /** Declared in the time of the same length right before. */
  readonly before: number;
  readonly trend: readonly Bucket[];
  readonly deployments: {
    readonly emergency: number;
    /** All deployments to production of the period, where that is known. */
    readonly total: number | undefined;
    /** 0 to 1. */
    readonly share: number | undefined;
  };
  readonly systems: Counts;
  readonly kinds: Counts;
  readonly criteria: Counts;
  /** The teams the policy names for the systems. */
  readonly teams: Counts;
  readonly verdicts: readonly { readonly verdict: Timing; readonly times: number }[];
  readonly proceeded: number;
  /** From declare to the last yes. */
  readonly toAuthorize: Spread;
  /** From the first deployment to the review. */
  readonly toReview: Spread;
  /** Of the reviews that were due by now. */
  readonly reviews: { readonly due: number; readonly onTime: number };
  readonly approvals: { readonly given: number; readonly quick: number };
  readonly pairs: readonly { readonly requester: UserId; readonly approver: UserId; readonly times: number }[];
  readonly repeats: Counts;
  readonly findings: readonly { readonly code: FindingCode; readonly times: number; readonly open: number }[];
}
