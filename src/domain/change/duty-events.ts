import type { Fact, PersonFact } from './events.ts';
import type { Audience, ChangeKey, Instant, Membership, UserId } from './types.ts';

// Who owes the review, and how they are told.

/**
 * It is time to tell somebody. `rung` counts from 0; rungs past the ladder's end are its daily repeats. Whom it reached is
 * `ReminderDelivered`.
 */
export interface ReviewReminded extends Fact<'ReviewReminded'> {
  readonly rung: number;
  readonly tell: readonly Audience[];
}
/** Who belongs to the audience, as looked up then: each of them is told on their own. */
export interface ReminderAddressed extends Fact<'ReminderAddressed'> {
  readonly rung: number;
  readonly audience: 'owner' | 'escalation';
  readonly to: readonly UserId[];
}
/** Slack took it. Only this counts as told. `changes` are all that share the message, in its order. */
export interface ReminderDelivered extends Fact<'ReminderDelivered'> {
  readonly rung: number;
  readonly audience: Exclude<Audience, 'page'>;
  /** Absent for the thread and the channel. */
  readonly user?: UserId | undefined;
  readonly channel: string;
  readonly ts: string;
  readonly changes?: readonly ChangeKey[] | undefined;
  /** Not due itself: listed in a message about others. */
  readonly along?: boolean | undefined;
}
/** Once for each change; `until` never lies past the limit. */
export interface ReviewSnoozed extends PersonFact<'ReviewSnoozed'> {
  readonly until: Instant;
}

/** `by` keeps owing until `to` says yes. */
export interface HandOverOffered extends PersonFact<'HandOverOffered'> {
  readonly to: UserId;
  readonly answerBy: Instant;
}
export interface HandOverAccepted extends PersonFact<'HandOverAccepted'> {
  readonly from: UserId;
}
export interface HandOverDeclined extends PersonFact<'HandOverDeclined'> {
  readonly from: UserId;
}
export interface HandOverUnanswered extends Fact<'HandOverUnanswered'> {
  readonly from: UserId;
  readonly to: UserId;
}
/** Whoever owes the review can no longer be reached in Slack: somebody else has to take it over. */
export interface ReviewOwnerLeft extends Fact<'ReviewOwnerLeft'> {
  readonly user: UserId;
}
/** By a member of the policy's escalation group, without being asked. */
export interface ReviewTakenOver extends PersonFact<'ReviewTakenOver'> {
  readonly from: UserId;
  readonly memberOf: readonly Membership[];
}
/** The ticket follows the owner. `assigned` is false when they have no Jira account that can be found. */
export interface TicketHandedOver extends Fact<'TicketHandedOver'> {
  readonly owner: UserId;
  readonly assigned: boolean;
}

export type DutyEvent =
  | ReviewReminded
  | ReminderAddressed
  | ReminderDelivered
  | ReviewSnoozed
  | HandOverOffered
  | HandOverAccepted
  | HandOverDeclined
  | HandOverUnanswered
  | ReviewOwnerLeft
  | ReviewTakenOver
  | TicketHandedOver;
