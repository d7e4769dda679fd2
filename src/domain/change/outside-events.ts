import type { AskPurpose } from './effects.ts';
import type { Fact, PersonFact } from './events.ts';
import type { Incident, Instant, UserId } from './types.ts';

export interface CardPosted extends Fact<'CardPosted'> {
  readonly channel: string;
  readonly ts: string;
  readonly permalink?: string | undefined;
}
/** A direct message with buttons that has to be settled later. */
export interface AskPosted extends Fact<'AskPosted'> {
  readonly purpose: AskPurpose;
  readonly user: UserId;
  readonly channel: string;
  readonly ts: string;
}
export interface TicketOpened extends Fact<'TicketOpened'> {
  readonly issueKey: string;
  readonly url: string;
  /** False when the owner has no Jira account that the e-mail finds. */
  readonly assigned: boolean;
  /** Jira's account of the one it is assigned to. */
  readonly assignee?: string | undefined;
}
/** A follow-up of the review has an issue of its own, linked to the retro ticket. */
export interface FollowUpOpened extends Fact<'FollowUpOpened'> {
  /** The follow-up's id in the review. */
  readonly followUp: string;
  readonly issueKey: string;
  readonly url: string;
  readonly assigned: boolean;
}
export type TicketClosed = Fact<'TicketClosed'>;
/** `by` is absent when the incident was named in the declare form and has now been found. */
export interface IncidentLinked extends Fact<'IncidentLinked'> {
  readonly by?: UserId | undefined;
  readonly incident: Incident;
}
/** Somebody mended what was refused and wants it tried again. */
export type DeliveryRetried = PersonFact<'DeliveryRetried'>;
/** Trying again cannot help: a person has to mend something. */
export interface DeliveryFailed extends Fact<'DeliveryFailed'> {
  readonly destination: Destination;
  readonly effect: string;
  readonly words: string;
}
export type Destination = 'slack' | 'jira' | 'pagerduty';

/** What is named and not yet found: looked up by an effect, so that a silent PagerDuty never blocks a declare. */
export interface IncidentNamed extends PersonFact<'IncidentNamed'> {
  readonly reference: string;
}

/** What happened in PagerDuty or Jira by other hands than ours: `occurredAt` by their clocks, `who` a name they gave. */
interface HeardFact<Type extends string> extends Fact<Type> {
  readonly occurredAt: Instant;
  readonly who?: string | undefined;
}
export interface IncidentResolved extends HeardFact<'IncidentResolved'> {
  readonly incidentId: string;
}
export interface IncidentReopened extends HeardFact<'IncidentReopened'> {
  readonly incidentId: string;
}
/** Both are kept: the one that was linked, and the one it lives on in. */
export interface IncidentMerged extends HeardFact<'IncidentMerged'> {
  readonly incidentId: string;
  readonly into: string;
}
/** `priority` is PagerDuty's name for it, absent when it was taken away. */
export interface IncidentPriorityChanged extends HeardFact<'IncidentPriorityChanged'> {
  readonly incidentId: string;
  readonly priority?: string | undefined;
}
/** Moved to a status of the category Done while the change still lacks something. */
export interface TicketClosedEarly extends HeardFact<'TicketClosedEarly'> {
  readonly issueKey: string;
  readonly status: string;
}
/** Out of Done again; `who` is absent when we did it, `occurredAt` too: then it is the fact's own time. */
export interface TicketReopened extends Fact<'TicketReopened'> {
  readonly issueKey: string;
  readonly status: string;
  readonly occurredAt?: Instant | undefined;
  readonly who?: string | undefined;
}
/** To another project, where it has another key; `url` is its address under that. */
export interface TicketMoved extends HeardFact<'TicketMoved'> {
  readonly issueKey: string;
  readonly to: string;
  readonly url: string;
}
/** `assignee` is Jira's account, absent when it is nobody's now. */
export interface TicketAssigned extends HeardFact<'TicketAssigned'> {
  readonly issueKey: string;
  readonly assignee?: string | undefined;
  readonly name?: string | undefined;
}
export interface TicketDeleted extends HeardFact<'TicketDeleted'> {
  readonly issueKey: string;
}

/** What Slack, Jira and PagerDuty answered and did. */
export type OutsideEvent =
  | CardPosted
  | AskPosted
  | TicketOpened
  | TicketClosed
  | FollowUpOpened
  | IncidentNamed
  | IncidentLinked
  | IncidentResolved
  | IncidentReopened
  | IncidentMerged
  | IncidentPriorityChanged
  | TicketMoved
  | TicketAssigned
  | TicketClosedEarly
  | TicketReopened
  | TicketDeleted
  | DeliveryFailed
  | DeliveryRetried;
