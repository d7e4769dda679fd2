import type { ChangeEvent } from '../domain/change/events.ts';
import type { Ask, Change, Nag } from '../domain/change/state.ts';
import type { ChangeKey, FollowUp, Incident, Instant, UserId } from '../domain/change/types.ts';
import type { Digest, Week } from '../domain/digest.ts';
import type { DrillReport } from '../domain/drill-report.ts';
import type { Finding } from '../domain/findings/types.ts';
import type { Month, MonthlyFacts, MonthlyReview } from '../domain/monthly.ts';
import type { Period } from '../domain/period.ts';
import type { Sighting } from '../domain/sighting/types.ts';
import type { PublishedHead } from './ports.ts';
import type { Fault } from './readiness/report.ts';

/** What every delivery carries so that it can be recognised outside: a mark, and whether to look for it first. */
export interface Delivery {
  readonly key: string;
  readonly inDoubt: boolean;
  readonly lastTriedAt: Instant | undefined;
  readonly now: Instant;
}

/** One event of a change, as told to people outside: `mark` is "EC-42 #7". */
export interface Moment {
  readonly event: ChangeEvent;
  /** What led to it in the same commit and is told in one breath with it: the yes that completed an approval. */
  readonly first?: ChangeEvent | undefined;
  readonly mark: string;
}

/** What one person is reminded of, as of `at`. */
export interface Letter {
  readonly user: UserId;
  readonly at: Instant;
  readonly lines: readonly LetterLine[];
}
export interface LetterLine {
  readonly change: Change;
  readonly audience: 'owner' | 'escalation';
  /** What "Remind me at ..." offers on the clock on their wall; absent where it offers nothing. */
  readonly snoozeTo?: string | undefined;
}

/** Travels with the message, so that whoever finds it knows what it told: all that waited up to the effect `upTo`. */
export interface Seal {
  readonly upTo: number;
  readonly changes: readonly ChangeKey[];
}

/** An evidence pack as a file. */
export interface PackFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly period: Pick<Period, 'firstDay' | 'lastDay'>;
  readonly changes: number;
  readonly sha256: string;
}

/** Slack, as the app sees it. Each call @throws PermanentFailure or TransientFailure. */
export interface Chat {
  /** Posts the change's one card, or redraws it. */
  readonly ensureCard: (
    change: Change,
    findings: readonly Finding[],
    delivery: Delivery,
  ) => Promise<{ channel: string; ts: string; permalink?: string | undefined }>;
  readonly ask: (
    change: Change,
    purpose: Ask['purpose'],
    user: UserId,
    delivery: Delivery,
  ) => Promise<{ channel: string; ts: string }>;
  /** What an earlier try asked under this delivery's key, if it got that far. */
  readonly findAsk: (user: UserId, delivery: Delivery) => Promise<{ channel: string; ts: string } | undefined>;
  readonly refreshAsk: (change: Change, ask: Ask) => Promise<void>;
  readonly tellThread: (change: Change, moment: Moment, delivery: Delivery) => Promise<void>;
  /** Reminds in the thread or the channel; `to` are mentioned. */
  readonly nag: (
    change: Change,
    audience: 'thread' | 'channel',
    to: readonly UserId[],
    delivery: Delivery,
  ) => Promise<{ channel: string; ts: string }>;
  /** The incident is over: what is left to do, with the buttons for it. */
  /** How a drill went, in its thread. */
  readonly tellDrill: (change: Change, report: DrillReport, delivery: Delivery) => Promise<void>;
  readonly nudge: (change: Change, to: UserId, delivery: Delivery) => Promise<void>;
  /** Reminds one person of everything in the letter, in one message that carries `seal`. */
  readonly post: (letter: Letter, seal: Seal, delivery: Delivery) => Promise<{ channel: string; ts: string }>;
  /** What an earlier try posted under this delivery's key, if it got that far. */
  readonly findLetter: (
    user: UserId,
    delivery: Delivery,
  ) => Promise<(Seal & { channel: string; ts: string }) | undefined>;
  /** Redraws what was said in the thread or the channel. */
  readonly refreshNag: (change: Change, nag: Nag) => Promise<void>;
  readonly refreshLetter: (letter: Letter, place: { channel: string; ts: string }) => Promise<void>;
  readonly postDigest: (digest: Digest, delivery: Delivery) => Promise<{ channel: string; ts: string }>;
  /** Asks somebody about what went out without a record; whoever is not in Slack is asked where the cards are. */
  readonly askUndeclared: (
    who: UserId,
    batch: readonly Sighting[],
    delivery: Delivery,
  ) => Promise<{ channel: string; ts: string }>;
  readonly refreshUndeclared: (
    message: { channel: string; ts: string },
    who: UserId,
    batch: readonly Sighting[],
  ) => Promise<void>;
  /** `picture` is Slack's id of the chart in it, where it has one. */
  readonly postMonthly: (
    month: Month,
    facts: MonthlyFacts,
    delivery: Delivery,
  ) => Promise<{ channel: string; ts: string; picture?: string | undefined }>;
  readonly refreshMonthly: (review: MonthlyReview) => Promise<void>;
  /** Hands an evidence pack over in a direct message, once; a file too large for Slack or refused is told there in words. */
  readonly sendPack: (user: UserId, pack: PackFile, delivery: Delivery) => Promise<void>;
  /** Tells what the daily check found wrong, where the digest goes. */
  readonly postReadiness: (date: string, faults: readonly Fault[], delivery: Delivery) => Promise<void>;
}

/** A picture for people who see it, and what it shows for those who do not. */
export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly alt: string;
  /** PNG. */
  readonly bytes: Uint8Array;
}

/** Charts. May throw anything: whoever shows one goes on without it. */
export interface Pictures {
  readonly trend: (weeks: readonly Week[]) => Promise<Picture>;
  readonly months: (facts: MonthlyFacts) => Promise<Picture>;
}

/** Jira, as the app sees it. Each call @throws PermanentFailure or TransientFailure. */
export interface Tickets {
  /** Finds the retro ticket that carries the change's key, or opens one: an earlier try may have opened it unheard. */
  readonly ensure: (
    change: Change,
    delivery: Delivery,
  ) => Promise<{ issueKey: string; url: string; assigned: boolean; assignee?: string | undefined }>;
  /**
   * The issue of a follow-up, linked to the retro ticket: found by its key or opened, as `ensure` does. `undefined` where
   * the policy wants none.
   */
  readonly ensureFollowUp: (
    change: Change,
    followUp: FollowUp,
    delivery: Delivery,
  ) => Promise<{ issueKey: string; url: string; assigned: boolean } | undefined>;
  /** Links the card and the incident; the same link twice is one. */
  readonly link: (change: Change) => Promise<void>;
  readonly comment: (change: Change, moment: Moment, delivery: Delivery) => Promise<void>;
  /** Makes the review's owner the assignee; false, and nobody is, where they have no account that can be found. */
  readonly assign: (change: Change) => Promise<boolean>;
  /** Moves the ticket to a status of the category Done, with the review as its last comment. */
  readonly close: (change: Change, delivery: Delivery) => Promise<void>;
  /** Comments the chain's head on an issue, once a week: after a lost answer the comment is looked for first. */
  readonly publishHead: (published: PublishedHead, delivery: Delivery) => Promise<void>;
  /** Says what is missing and moves the ticket out of Done; its status then, `undefined` where no way leads back. */
  readonly reopen: (change: Change, moment: Moment, delivery: Delivery) => Promise<string | undefined>;
}

/** PagerDuty, as the app sees it. Each call @throws PermanentFailure or TransientFailure. */
export interface Incidents {
  /** Open incidents whose number, title or service fits what was typed. Answers within `timeout` ms or throws. */
  readonly search: (typed: string, timeout: number) => Promise<readonly Incident[]>;
  /** By id, number or URL. */
  readonly find: (reference: string) => Promise<Incident>;
  readonly note: (incident: Incident, change: Change, moment: Moment, delivery: Delivery) => Promise<void>;
  /** A change event on the timeline of the services. */
  readonly announce: (change: Change, moment: Moment, delivery: Delivery) => Promise<void>;
  /** Wakes the approvers: opens an incident under the policy's escalation policy, once for each round. */
  readonly pageApprovers: (change: Change, round: number, delivery: Delivery) => Promise<void>;
  /** Resolves that incident: there is nothing left to decide. */
  readonly settlePage: (change: Change, round: number, delivery: Delivery) => Promise<void>;
  /** Wakes somebody: the review is past its limit. */
  readonly page: (change: Change, delivery: Delivery) => Promise<void>;
  /** Wakes whoever runs Breakglass: one alert for each key. */
  readonly raiseAlarm: (key: string, words: string) => Promise<void>;
  /** Resolves it; nothing where none was raised. */
  readonly settleAlarm: (key: string) => Promise<void>;
  /** Resolves what `page` opened; nothing where it opened nothing. */
  readonly settleReviewPage: (change: Change, delivery: Delivery) => Promise<void>;
}
