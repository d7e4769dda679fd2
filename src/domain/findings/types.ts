import type { ChangeEvent } from '../change/events.ts';
import type { Change } from '../change/state.ts';
import type { Duration, Instant, UserId } from '../change/types.ts';
import type { Names } from '../telling.ts';

/** Every deviation an auditor would raise, as lists name it, in the order in which they show it. */
export const FINDING_TITLES = {
  'never-approved': 'never approved',
  'approved-after-deployment': 'approved after deployment',
  'proceeded-without-approval': 'proceeded without approval',
  'rejected-but-deployed': 'rejected but deployed',
  'self-approval-attempted': 'self-approval attempted',
  'approver-also-implemented': 'approver also implemented',
  'different-commit-deployed': 'different commit deployed',
  'record-opened-after-deployment': 'record opened after deployment',
  'ticket-later-than-24-h': 'ticket later than 24 h',
  'patch-late': 'patch late',
  'no-test-evidence': 'no test evidence',
  'record-incomplete': 'record incomplete',
  'review-late': 'review late',
  'review-missing': 'review missing',
  'review-by-involved-person': 'review by an involved person',
  'approved-in-seconds': 'approved in seconds',
  'deployment-without-record': 'deployment without a record',
} as const;
export type FindingCode = keyof typeof FINDING_TITLES;
export const FINDING_CODES = Object.keys(FINDING_TITLES) as FindingCode[];

/** What somebody said about a finding. It never takes the finding away. */
export interface Explanation {
  readonly by: UserId;
  readonly at: Instant;
  readonly text: string;
}

/** What a rule says, whatever it is applied to. */
export interface RuleWords {
  readonly code: FindingCode;
  /** What is demanded, in one sentence. */
  readonly rule: string;
  /** Where that comes from: `SOC 2 CC8.1`. */
  readonly source: string;
  /** What clears it, or that only an explanation answers it. */
  readonly clears: string;
}

export interface Finding extends RuleWords {
  /** As lists name it: `approved after deployment`. */
  readonly title: string;
  /** The facts, in plain sentences. */
  readonly evidence: string;
  readonly since: Instant;
  /** `cleared`: what was owed has been done since. `explained`: a named person answered it. Neither takes it away. */
  readonly state: 'open' | 'cleared' | 'explained';
  readonly explanations: readonly Explanation[];
}

/** The record of one change at a moment, and what people are called in sentences about it. */
export interface Facts {
  readonly change: Change;
  readonly events: readonly ChangeEvent[];
  readonly now: Instant;
  readonly names: Names;
}

/** What a rule found. */
export interface Found {
  /** Told only when somebody reads it: with every event it is asked which rules find something. */
  readonly evidence: () => string;
  readonly since: Instant;
  /** When the latest of its facts came on record: what was explained before that is not explained by it. */
  readonly latest?: Instant | undefined;
  readonly cleared?: boolean | undefined;
}

/**
 * One rule over the record. What it finds stays found: later facts add to it or clear it, and no deployment that becomes
 * known later makes it better.
 */
export interface Rule extends RuleWords {
  readonly find: (facts: Facts) => Found | undefined;
  /** When time alone may make it find something; only rules that look at the clock have this. */
  readonly dueAt?: (facts: Omit<Facts, 'now' | 'names'>) => Instant | undefined;
}

const HOUR: Duration = 3_600_000;
/** Within which a ticket is opened, and an approval given that was gone without. */
export const A_DAY: Duration = 24 * HOUR;
