import type { Effect, Work } from '../domain/change/effects.ts';
import type { ChangeKey, Instant, UserId } from '../domain/change/types.ts';
import type { DayCount, SystemCount } from '../domain/digest.ts';
import type { Month, MonthlyCounted } from '../domain/monthly.ts';
import type { Sighting } from '../domain/sighting/types.ts';
import type { AskWork } from './pipeline/undeclared.ts';
import type { ChangeRow } from './read-model.ts';
import type { Author, ChainedEvent, RecordedEvent, WorkspaceEvent } from './record.ts';

/** One event of a stream with its place in the chain. */
export interface Entry {
  readonly position: number;
  readonly version: number;
  readonly event: RecordedEvent;
}

/** The workspace's events of a type, the latest first, `count` at most (one unless said). They are looked up, not searched for. */
export type Latest = <T extends WorkspaceEvent['type']>(type: T, count?: number) => readonly WorkspaceFact<T>[];

type WorkspaceFact<T> = Extract<WorkspaceEvent, { readonly type: T }>;

export interface History {
  /** Read when it is asked for: a stream that grows for ever is added to without. */
  readonly entries: readonly Entry[];
  /** When its first event occurred. */
  readonly began: Instant | undefined;
  readonly latest: Latest;
  /** The number the next change of this sequence will get. Gapless: it is taken only if the transaction commits. */
  readonly nextNumber: (sequence: string) => number;
}

/** What is done once a local date and concerns no single change. */
export interface DailyWork {
  readonly kind: 'check-readiness' | 'post-digest';
  readonly date: string;
}

/** The chain's head as it was when this was planned, for an issue in Jira: `week` is its Monday. */
export interface PublishedHead {
  readonly issueKey: string;
  readonly week: string;
  readonly head: string;
  readonly events: number;
}
/** What is done once a week and concerns no single change. */
export interface WeeklyWork extends PublishedHead {
  readonly kind: 'publish-head';
}

/** An evidence pack that somebody asked for in Slack. Days are UTC and both part of it. */
export interface EvidenceWork {
  readonly kind: 'send-evidence';
  readonly user: UserId;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly asOf: Instant;
}

/** The card of a month's review: posted once, redrawn with what was decided. */
export interface MonthlyWork {
  readonly kind: 'post-monthly' | 'refresh-monthly';
  readonly month: Month;
}

export interface PlannedEffect extends Omit<Effect, 'work'> {
  readonly work: Work | DailyWork | WeeklyWork | MonthlyWork | AskWork | EvidenceWork;
}

/** A webhook's delivery, by the id its sender gave it. */
export interface Received {
  readonly source: 'jira' | 'pagerduty';
  readonly delivery: string;
}

/** What one piece of work writes, all or nothing. */
export interface Writing<T> {
  readonly result: T;
  readonly events: readonly RecordedEvent[];
  readonly author: Author;
  readonly policyHash: string;
  readonly effects: readonly PlannedEffect[];
  readonly row?: ChangeRow | undefined;
  /** The sighting as it is now, for its row. */
  readonly sighting?: Sighting | undefined;
  /** The effect this outcome belongs to: done in the same transaction. */
  readonly settles?: string | undefined;
  /** The delivery that brought the order: a second one of the same id to the same stream is dropped. */
  readonly receives?: Received | undefined;
  /** Somebody whose name gives way to a pseudonym with it. */
  readonly forgets?: { readonly user: UserId; readonly pseudonym: string } | undefined;
  /** A local date whose digest is taken with it; the work is dropped when that date is taken already. */
  readonly digestDate?: string | undefined;
}

/** The record and what must be done because of it. Every promise resolves only once it is on disk. */
export interface Ledger {
  /**
   * Reads a stream, lets `decide` work on it and writes what it says, in one transaction that nothing comes between.
   * `decide` is pure and may be called again. @throws LedgerFailure when it cannot be written: nothing was taken then.
   */
  readonly commit: <T>(stream: string, now: Instant, decide: (history: History) => Writing<T>) => Promise<T>;
  readonly history: (stream: string) => Promise<readonly Entry[]>;
  /** The workspace's latest event of this type. */
  readonly latest: <T extends WorkspaceEvent['type']>(type: T) => Promise<WorkspaceFact<T> | undefined>;
  readonly head: () => Promise<{ readonly hash: string; readonly events: number }>;
  /** The whole record, oldest first, one at a time. */
  readonly chain: () => Iterable<ChainedEvent>;
  /** A policy that was once in force, by its SHA-256. */
  readonly policyText: (hash: string) => Promise<string | undefined>;
  readonly keepPolicy: (policy: { hash: string; text: string; at: Instant }) => Promise<void>;
}

/** One try of an effect. */
export interface Claim {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
  readonly work: PlannedEffect['work'];
  readonly attempts: number;
  /** An earlier try may have taken effect unheard: look for it before doing it again. */
  readonly inDoubt: boolean;
  /** When the try before this one began. */
  readonly lastTriedAt: Instant | undefined;
  /** In the order of planning. */
  readonly id: number;
  readonly lane: string;
}

/** One effect of a lane that waits behind its head. */
export type Waiting = Pick<Claim, 'id' | 'key' | 'stream' | 'version' | 'work'>;

export interface Outbox {
  /** Takes up to `limit` due effects under a lease, the oldest of each lane. */
  readonly claim: (now: Instant, limit: number) => Promise<readonly Claim[]>;
  readonly postpone: (key: string, until: Instant, error: string, inDoubt: boolean) => Promise<void>;
  /** `inDoubt`: a try before the refused one may have taken effect, which whoever digs it out has to look for. */
  readonly bury: (key: string, now: Instant, words: string, inDoubt?: boolean) => Promise<void>;
  readonly settle: (key: string, now: Instant) => Promise<void>;
  /** Digs out what was buried for this change, to be tried at once. Returns how many. */
  readonly retry: (stream: string, now: Instant) => Promise<number>;
  readonly nextDueAt: () => Promise<Instant | undefined>;
  /** All that is left to do in a lane, its head included, in order. */
  readonly waiting: (lane: string) => Promise<readonly Waiting[]>;
  /** Lets a whole lane rest: nothing was tried, nothing failed. What is planned there meanwhile wakes it. */
  readonly hold: (lane: string, until: Instant) => Promise<void>;
}

export interface Undelivered {
  readonly stream: string;
  /** `EC-42`; absent for what concerns no change. */
  readonly id: string | undefined;
  readonly kind: string;
  readonly words: string;
  readonly since: Instant;
}

/** Questions to the read model. */
export interface Queries {
  readonly byId: (sequence: string, number: number) => Promise<ChangeRow | undefined>;
  readonly open: (limit: number) => Promise<readonly ChangeRow[]>;
  /** Open changes that somebody declared or whose review they owe, the newest first; at most 100. */
  readonly openOf: (user: UserId) => Promise<readonly ChangeRow[]>;
  readonly countOpen: () => Promise<number>;
  readonly reviewsDueBefore: (instant: Instant) => Promise<readonly ChangeRow[]>;
  readonly overdueOf: (user: UserId, now: Instant) => Promise<readonly ChangeRow[]>;
  /** Returned by their reviewer and owed again. */
  readonly reviewsReturned: () => Promise<readonly ChangeRow[]>;
  readonly approvalsOwed: () => Promise<readonly ChangeRow[]>;
  /** Changes with open findings, as their rows say or as time may have added since; the newest first, drills never. */
  readonly withFindings: (now: Instant) => Promise<readonly ChangeRow[]>;
  /** What a month's review counts, declared in that time; drills are never in it. */
  readonly declaredFacts: (from: Instant, to: Instant) => Promise<readonly Omit<MonthlyCounted, 'month'>[]>;
  /**
   * The population by the UTC day of its declaration, `first` and `last` included: drills are never in it. A review that is
   * owed and past its limit at `now` counts as late.
   */
  readonly countedDays: (first: number, last: number, now: Instant) => Promise<readonly DayCount[]>;
  /** The same by system, over all these days. */
  readonly countedSystems: (first: number, last: number) => Promise<readonly SystemCount[]>;
  /** Its keys, by number: declared at `from` or after, and before `to`. */
  readonly population: (from: Instant, to: Instant) => Promise<readonly ChangeKey[]>;
  /** An open change declared since then for one of these systems or this incident; drills are no match for the real thing. */
  readonly similar: (
    since: Instant,
    systems: readonly string[],
    incident: string | undefined,
  ) => Promise<ChangeRow | undefined>;
  /** Changes linked to this PagerDuty incident, by its id. */
  readonly withIncident: (id: string) => Promise<readonly ChangeKey[]>;
  /** Changes whose ticket this is, by its key. */
  readonly withTicket: (issueKey: string) => Promise<readonly ChangeKey[]>;
  readonly timersDueBefore: (instant: Instant, limit: number) => Promise<readonly ChangeKey[]>;
  /** The change whose timer is due first. */
  readonly nextTimer: () => Promise<{ readonly key: ChangeKey; readonly at: Instant } | undefined>;
  readonly undelivered: (stuckBefore: Instant) => Promise<readonly Undelivered[]>;
  readonly lastDigest: () => Promise<string | undefined>;
  /** What went out without a record and nobody answered for yet, oldest first. */
  readonly undeclared: () => Promise<readonly Sighting[]>;
  /** GitHub repositories that told of something since then and belong to no system of the policy. */
  readonly unknownRepositories: (since: Instant) => Promise<readonly string[]>;
}
