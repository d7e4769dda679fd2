import type { FindingCode } from '../findings/types.ts';
import type { DutyEvent } from './duty-events.ts';
import type { AskPurpose } from './effects.ts';
import type {
  Candidate,
  ChangeId,
  Deployment,
  Details,
  Evidence,
  GroupTrouble,
  Incident,
  Instant,
  Involvement,
  Membership,
  Requirement,
  Review,
  Source,
  Terms,
  UserId,
} from './types.ts';

export interface Fact<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
export interface PersonFact<Type extends string> extends Fact<Type> {
  readonly by: UserId;
}

export interface ChangeDeclared extends PersonFact<'ChangeDeclared'> {
  readonly id: ChangeId;
  readonly details: Details;
  readonly terms: Terms;
  readonly source: Source;
}
/** `asked` are told; others of the groups may approve too. `shortfall` names groups that cannot be filled. */
export interface ApprovalRequested extends Fact<'ApprovalRequested'> {
  readonly round: number;
  readonly because?: RoundReason | undefined;
  /** Where the fall-back group joined since; as before when absent. */
  readonly requirements?: readonly Requirement[] | undefined;
  readonly asked: readonly Candidate[];
  readonly fallback?: string | undefined;
  readonly shortfall: readonly string[];
  /** What could not be known of the groups when people were asked. */
  readonly troubles?: readonly GroupTrouble[] | undefined;
}
/** Why a round of approval was opened after the first. */
export type RoundReason = 'asked again' | 'independent approval owed' | 'approval withdrawn' | 'scope extended';
/** "I'm looking": shown to all, and reminders wait until it lapses. */
export interface ApprovalClaimed extends PersonFact<'ApprovalClaimed'> {
  readonly until: Instant;
}
export type ClaimLapsed = PersonFact<'ClaimLapsed'>;
/** `authorized` says whether the change had been authorized with it. */
export interface ApprovalWithdrawn extends PersonFact<'ApprovalWithdrawn'> {
  readonly reason?: string | undefined;
  readonly authorized: boolean;
}
/** The requester says that `approver` said yes elsewhere. Counts for nothing until they click themselves. */
export interface VerbalApprovalNamed extends PersonFact<'VerbalApprovalNamed'> {
  readonly approver: UserId;
  readonly how: string;
  readonly saidAt: Instant;
  readonly confirmBy: Instant;
}
export type VerbalApprovalDenied = PersonFact<'VerbalApprovalDenied'>;
/** Somebody became known as having a hand in the change; `approved` says that they had approved it before. */
export interface InvolvementLearned extends Fact<'InvolvementLearned'> {
  readonly user: UserId;
  readonly as: Involvement;
  readonly approved: readonly UserId[];
  /** The account under which they had signed the review off. */
  readonly signedOff?: UserId | undefined;
}
export interface ScopeExtended extends PersonFact<'ScopeExtended'> {
  readonly systems: readonly string[];
  readonly commit?: string | undefined;
  readonly reason: string;
  readonly requirements: readonly Requirement[];
}
export interface ScopeExtensionRejected extends PersonFact<'ScopeExtensionRejected'> {
  readonly reason: string;
  readonly memberOf: readonly Membership[];
}
export interface NextTierAsked extends Fact<'NextTierAsked'> {
  readonly rung: number;
  readonly group: string;
  readonly asked: readonly Candidate[];
}
export interface ApproversPaged extends Fact<'ApproversPaged'> {
  readonly rung: number;
}
export interface ProceedOffered extends Fact<'ProceedOffered'> {
  readonly rung: number;
}
export interface ApproversReminded extends Fact<'ApproversReminded'> {
  readonly reminder: number;
}
export interface ApprovalGiven extends PersonFact<'ApprovalGiven'> {
  readonly memberOf: readonly Membership[];
  readonly comment?: string | undefined;
  /** The click that confirms what was said on a call. The approval counts from the click, not from the call. */
  readonly confirms?: { readonly saidAt: Instant; readonly how: string } | undefined;
}
export type ChangeAuthorized = Fact<'ChangeAuthorized'>;
export interface ChangeRejected extends PersonFact<'ChangeRejected'> {
  readonly reason: string;
  readonly memberOf: readonly Membership[];
}
export interface ApprovalAttemptRefused extends PersonFact<'ApprovalAttemptRefused'> {
  readonly attempted: 'approve' | 'reject';
  readonly code: string;
}
export interface ApprovalExpired extends Fact<'ApprovalExpired'> {
  readonly round: number;
}
export interface ChangeWithdrawn extends PersonFact<'ChangeWithdrawn'> {
  readonly reason?: string | undefined;
}
export interface ProceededWithoutApproval extends PersonFact<'ProceededWithoutApproval'> {
  readonly reason: string;
}
export interface DeploymentRecorded extends PersonFact<'DeploymentRecorded'> {
  readonly deployment: Deployment;
  readonly source: Source;
}
export interface DeploymentRolledBack extends PersonFact<'DeploymentRolledBack'> {
  readonly rolledBackAt: Instant;
  readonly note: string;
  readonly source?: Source | undefined;
}
export interface ChangeNotImplemented extends PersonFact<'ChangeNotImplemented'> {
  readonly reason: string;
}
export interface EvidenceAdded extends PersonFact<'EvidenceAdded'> {
  readonly evidence: Evidence;
}
export interface ReviewSubmitted extends PersonFact<'ReviewSubmitted'> {
  readonly review: Review;
  readonly askReviewers: readonly UserId[];
}
export interface ReviewReturned extends PersonFact<'ReviewReturned'> {
  readonly comments: string;
}
export interface ReviewSignedOff extends PersonFact<'ReviewSignedOff'> {
  readonly memberOf: readonly Membership[];
  readonly comment?: string | undefined;
  /** What the reviewer said of the linked incident, where they were asked. */
  readonly incident?: IncidentJudgement | undefined;
}
/** Whether the incident that was linked in a hurry is the one it was about. */
export type IncidentJudgement = 'confirmed' | 'wrong';
export type ChangeClosed = Fact<'ChangeClosed'>;
/** What somebody says about a finding: it stays, and is answered. */
export interface FindingExplained extends PersonFact<'FindingExplained'> {
  readonly finding: FindingCode;
  readonly text: string;
}

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

/** Who was asked, who said what, and what of it counts. */
export type AuthorizationEvent =
  | ApprovalRequested
  | ApproversReminded
  | ApprovalClaimed
  | ClaimLapsed
  | ApprovalWithdrawn
  | VerbalApprovalNamed
  | VerbalApprovalDenied
  | InvolvementLearned
  | ScopeExtended
  | ScopeExtensionRejected
  | NextTierAsked
  | ApproversPaged
  | ProceedOffered
  | ApprovalGiven
  | ChangeAuthorized
  | ChangeRejected
  | ApprovalAttemptRefused
  | ApprovalExpired;

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

export type ChangeEvent =
  | AuthorizationEvent
  | OutsideEvent
  | DutyEvent
  | ChangeDeclared
  | ChangeWithdrawn
  | ProceededWithoutApproval
  | DeploymentRecorded
  | DeploymentRolledBack
  | ChangeNotImplemented
  | EvidenceAdded
  | ReviewSubmitted
  | ReviewReturned
  | ReviewSignedOff
  | ChangeClosed
  | FindingExplained;
