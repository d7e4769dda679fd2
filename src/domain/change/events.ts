import type { FindingCode } from '../findings/types.ts';
import type { DutyEvent } from './duty-events.ts';
import type { OutsideEvent } from './outside-events.ts';
import type {
  Candidate,
  ChangeId,
  Deployment,
  Details,
  Evidence,
  GroupTrouble,
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
