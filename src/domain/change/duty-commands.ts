import type { Order, PersonOrder } from './commands.ts';
import type { ReminderDelivered } from './duty-events.ts';
import type { Decider, Instant, Standing, UserId } from './types.ts';

/** The owner asks a colleague to owe the review instead. */
export interface OfferHandOver extends PersonOrder<'OfferHandOver'> {
  readonly to: UserId;
  /** How Slack sees `to` at this moment. */
  readonly standing: Standing;
  /** Other accounts of `to` that are named in this change. */
  readonly sameAs?: readonly UserId[] | undefined;
  /** When whoever is the escalation contact is told that there was no answer. */
  readonly answerBy: Instant;
}
export interface AcceptHandOver extends PersonOrder<'AcceptHandOver'> {
  readonly standing: Standing;
}
export type DeclineHandOver = PersonOrder<'DeclineHandOver'>;
export interface TakeOver extends PersonOrder<'TakeOver'> {
  readonly decider: Decider;
  /** The policy's escalation group; absent when it names none. */
  readonly group: string | undefined;
}
/** "Remind me at 17:00." */
export interface SnoozeReview extends PersonOrder<'SnoozeReview'> {
  readonly until: Instant;
}

/** Given by the ticker. */
export type LapseHandOver = Order<'LapseHandOver'>;

/** Given by whoever delivers reminders. */
export interface AddressReminder extends Order<'AddressReminder'> {
  readonly rung: number;
  readonly audience: 'owner' | 'escalation';
  readonly to: readonly UserId[];
}
export type NoteReminder = Omit<ReminderDelivered, 'type'> & Order<'NoteReminder'>;
export interface NoteOwnerLeft extends Order<'NoteOwnerLeft'> {
  readonly user: UserId;
}
export interface NoteAssignee extends Order<'NoteAssignee'> {
  readonly owner: UserId;
  readonly assigned: boolean;
}

export type DutyCommand =
  | OfferHandOver
  | AcceptHandOver
  | DeclineHandOver
  | TakeOver
  | SnoozeReview
  | AddressReminder
  | NoteReminder
  | NoteOwnerLeft
  | NoteAssignee;
