import type { Order } from './commands.ts';
import type { AskPurpose } from './effects.ts';
import type { Destination } from './outside-events.ts';
import type { Incident, Instant, UserId } from './types.ts';

/** Given by effect handlers, to note what the outside world answered. */
export interface NoteCard extends Order<'NoteCard'> {
  readonly channel: string;
  readonly ts: string;
  readonly permalink?: string | undefined;
}
export interface NoteAsk extends Order<'NoteAsk'> {
  readonly purpose: AskPurpose;
  readonly user: UserId;
  readonly channel: string;
  readonly ts: string;
}
export interface NoteTicket extends Order<'NoteTicket'> {
  readonly issueKey: string;
  readonly url: string;
  readonly assigned: boolean;
  readonly assignee?: string | undefined;
}
export type NoteTicketClosed = Order<'NoteTicketClosed'>;
export interface NoteFollowUp extends Order<'NoteFollowUp'> {
  readonly followUp: string;
  readonly issueKey: string;
  readonly url: string;
  readonly assigned: boolean;
}
export interface NoteIncident extends Order<'NoteIncident'> {
  readonly incident: Incident;
}
export interface NoteFailure extends Order<'NoteFailure'> {
  readonly destination: Destination;
  readonly effect: string;
  readonly words: string;
}

/** Heard from PagerDuty and Jira, where it happened at `occurredAt` by their clocks; `who` is a name they gave. */
interface Hearing<Type extends string> extends Order<Type> {
  readonly occurredAt: Instant;
  readonly who?: string | undefined;
}
export interface HearIncidentStatus extends Hearing<'HearIncidentStatus'> {
  readonly incidentId: string;
  readonly status: 'resolved' | 'reopened';
}
export interface HearIncidentMerged extends Hearing<'HearIncidentMerged'> {
  readonly incidentId: string;
  readonly into: string;
}
/** `priority` is absent when it was taken away. */
export interface HearIncidentPriority extends Hearing<'HearIncidentPriority'> {
  readonly incidentId: string;
  readonly priority?: string | undefined;
}
export interface HearTicketStatus extends Hearing<'HearTicketStatus'> {
  readonly issueKey: string;
  readonly status: string;
  /** The status belongs to the category Done. */
  readonly isDone: boolean;
}
export interface HearTicketDeleted extends Hearing<'HearTicketDeleted'> {
  readonly issueKey: string;
}
/** To another project: it has another key there, by which it is known from then on. */
export interface HearTicketMoved extends Hearing<'HearTicketMoved'> {
  readonly issueKey: string;
  readonly to: string;
}
/** `assignee` is Jira's account, absent when it is nobody's; `name` is what Jira calls them. */
export interface HearTicketAssigned extends Hearing<'HearTicketAssigned'> {
  readonly issueKey: string;
  readonly assignee?: string | undefined;
  readonly name?: string | undefined;
}
export type HearingCommand =
  | HearIncidentStatus
  | HearIncidentMerged
  | HearIncidentPriority
  | HearTicketStatus
  | HearTicketMoved
  | HearTicketAssigned
  | HearTicketDeleted;
export interface NoteTicketReopened extends Order<'NoteTicketReopened'> {
  readonly status: string;
}

/** What effects and webhooks learned of Slack, Jira and PagerDuty. */
export type OutsideCommand =
  | NoteCard
  | NoteAsk
  | NoteTicket
  | NoteTicketClosed
  | NoteFollowUp
  | NoteIncident
  | NoteTicketReopened
  | NoteFailure
  | HearingCommand;
