import type { Audience, UserId } from './types.ts';

/** What a direct message with buttons asks for: a decision, a sign-off, the click that confirms a yes said on a call, or to owe a review. */
export type AskPurpose = 'approve' | 'review' | 'verbal' | 'hand-over';

/**
 * What has to be done in the outside world because of a fact. `version` names the event it is about: its place in the
 * change's own history, and the mark by which a second delivery is recognised outside ("EC-42 #7").
 */
export type Work =
  | { readonly kind: 'refresh-card' }
  | { readonly kind: 'ask'; readonly purpose: AskPurpose; readonly user: UserId; readonly round: number }
  | { readonly kind: 'refresh-asks' }
  | { readonly kind: 'tell-thread' }
  | { readonly kind: 'nag'; readonly audience: Exclude<Audience, 'page'>; readonly rung: number }
  | { readonly kind: 'nudge-owner' }
  | NagPerson
  | { readonly kind: 'refresh-nags'; readonly user: UserId }
  | { readonly kind: 'refresh-open-nags' }
  | { readonly kind: 'assign-ticket' }
  | { readonly kind: 'page'; readonly rung: number }
  | { readonly kind: 'page-approvers'; readonly round: number }
  | { readonly kind: 'settle-page'; readonly round: number }
  | { readonly kind: 'settle-review-page' }
  | { readonly kind: 'open-ticket' }
  | { readonly kind: 'link-ticket' }
  | { readonly kind: 'comment-ticket' }
  | { readonly kind: 'close-ticket' }
  | { readonly kind: 'open-follow-up-ticket'; readonly followUp: string }
  | { readonly kind: 'reopen-ticket' }
  | { readonly kind: 'find-incident' }
  | { readonly kind: 'note-incident' }
  | { readonly kind: 'announce-deployment' }
  /** How a drill went, once it is over. */
  | { readonly kind: 'report-drill' };

/** One person is told. All that waits for the same person goes out in one message. */
export interface NagPerson {
  readonly kind: 'nag-person';
  readonly audience: 'owner' | 'escalation';
  readonly user: UserId;
  readonly rung: number;
}

export type WorkKind = Work['kind'];

export interface Effect {
  /** Unique: the same effect planned twice is one. */
  readonly key: string;
  /** Effects of one lane are delivered one after the other, in the order they were planned. */
  readonly lane: string;
  /** The lane is one for all changes: somebody's mailbox. */
  readonly shared?: boolean | undefined;
  /** Not before this has passed since it was planned (milliseconds): what comes meanwhile goes with it. */
  readonly after?: number | undefined;
  readonly version: number;
  readonly work: Work;
  /** Redraws from the state as it is then: one that waits stands for all that would follow it. */
  readonly coalesce?: boolean | undefined;
}

/** Whether what failed was to remind somebody: until Slack takes it, nobody counts as told. */
export const isReminder = ({ effect }: { readonly effect: string }): boolean =>
  effect === 'nag' || effect === 'nag-person';
