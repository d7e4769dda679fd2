import type { FindingCode } from '../findings/types.ts';
import type { DutyCommand, LapseHandOver } from './duty-commands.ts';
import type { IncidentJudgement } from './events.ts';
import type { OutsideCommand } from './outside-commands.ts';
import type {
  Candidate,
  Decider,
  Deployment,
  Details,
  Evidence,
  GroupTrouble,
  Instant,
  Involvement,
  Requirement,
  Review,
  Source,
  Terms,
  UserId,
} from './types.ts';

export interface Order<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
export interface PersonOrder<Type extends string> extends Order<Type> {
  readonly by: UserId;
}

/** Whom to ask, worked out by `planApprovals` before the order is given. */
export interface ApprovalPlan {
  readonly asked: readonly Candidate[];
  readonly fallback?: string | undefined;
  readonly shortfall: readonly string[];
  /** What could not be known of the groups when people were asked. */
  readonly troubles?: readonly GroupTrouble[] | undefined;
}

export interface Declare extends PersonOrder<'Declare'> {
  readonly details: Details;
  readonly terms: Terms;
  readonly plan: ApprovalPlan;
  readonly source: Source;
  /** PagerDuty's incident id or number, as picked or typed. */
  readonly incident?: string | undefined;
  /** Declared after the fact. */
  readonly deployment?: Deployment | undefined;
  /** Who told of it, where that was not the requester. */
  readonly deploymentSource?: Source | undefined;
  readonly evidence?: Evidence | undefined;
  /** What the policy and the criterion ask for on top of the four things that always are. */
  readonly demanded?: readonly Demand[] | undefined;
}
export type Demand = 'reference' | 'impact' | 'testPlan' | 'links';
export interface Approve extends PersonOrder<'Approve'> {
  readonly decider: Decider;
  readonly comment?: string | undefined;
}
export interface Reject extends PersonOrder<'Reject'> {
  readonly decider: Decider;
  readonly reason: string;
}
/** "I'm looking." */
export interface Claim extends PersonOrder<'Claim'> {
  readonly decider: Decider;
}
export interface WithdrawApproval extends PersonOrder<'WithdrawApproval'> {
  readonly reason?: string | undefined;
}
export interface NameVerbalApproval extends PersonOrder<'NameVerbalApproval'> {
  readonly approver: UserId;
  readonly how: string;
  readonly saidAt: Instant;
}
export type DenyVerbalApproval = PersonOrder<'DenyVerbalApproval'>;
/** A second commit or system: a new approval on the same change. */
export interface ExtendScope extends PersonOrder<'ExtendScope'> {
  readonly systems: readonly string[];
  readonly commit?: string | undefined;
  readonly reason: string;
  readonly requirements: readonly Requirement[];
  readonly plan: ApprovalPlan;
}
/** Learned from a pipeline, a commit or a person. `sameAs` are other accounts of theirs. */
export interface NoteInvolvement extends Order<'NoteInvolvement'> {
  readonly user: UserId;
  readonly as: Involvement;
  readonly sameAs?: readonly UserId[] | undefined;
}
export interface AskAgain extends PersonOrder<'AskAgain'> {
  /** The change's own, with the fall-back group where too few are left now. */
  readonly requirements?: readonly Requirement[] | undefined;
  readonly plan: ApprovalPlan;
}
export interface Withdraw extends PersonOrder<'Withdraw'> {
  readonly reason?: string | undefined;
}
export interface ProceedWithoutApproval extends PersonOrder<'ProceedWithoutApproval'> {
  readonly reason: string;
}
export interface RecordDeployment extends PersonOrder<'RecordDeployment'> {
  readonly standing: Decider['standing'];
  readonly deployment: Deployment;
  readonly source: Source;
  /** Other accounts of the person who deployed. */
  readonly sameAs?: readonly UserId[] | undefined;
}
export interface RecordRollback extends PersonOrder<'RecordRollback'> {
  readonly rolledBackAt: Instant;
  readonly note: string;
  /** Who reports it in Slack has to be involved; a pipeline knows what it did. */
  readonly source?: Source | undefined;
}
export interface RecordNotImplemented extends PersonOrder<'RecordNotImplemented'> {
  readonly reason: string;
}
export interface AddEvidence extends PersonOrder<'AddEvidence'> {
  readonly standing: Decider['standing'];
  readonly evidence: Evidence;
}
export interface SubmitReview extends PersonOrder<'SubmitReview'> {
  readonly review: Review;
  readonly askReviewers: readonly UserId[];
  /** Test evidence handed in along with it. */
  readonly evidence?: readonly Evidence[] | undefined;
}
export interface ReturnReview extends PersonOrder<'ReturnReview'> {
  readonly decider: Decider;
  readonly comments: string;
}
export interface SignOff extends PersonOrder<'SignOff'> {
  readonly decider: Decider;
  readonly comment?: string | undefined;
  readonly incident?: IncidentJudgement | undefined;
}
/** What was refused for good is mended, says this person. */
export type RetryDelivery = PersonOrder<'RetryDelivery'>;
export interface LinkIncident extends PersonOrder<'LinkIncident'> {
  readonly reference: string;
}

/** Given by the ticker, never by people. */
export type RemindApprovers = Order<'RemindApprovers'>;
export type ExpireApproval = Order<'ExpireApproval'>;
export type RemindReview = Order<'RemindReview'>;
export type LapseClaim = Order<'LapseClaim'>;
/** The next rung while nobody answers; `asked` are the members of its group, looked up right before. */
export interface EscalateApproval extends Order<'EscalateApproval'> {
  readonly asked?: readonly Candidate[] | undefined;
}
export type TimerCommand =
  | RemindApprovers
  | ExpireApproval
  | RemindReview
  | LapseClaim
  | EscalateApproval
  | LapseHandOver;

/** `answerable`: what the record shows as open or explained; a finding never goes, so that looking it up before is enough. */
export interface ExplainFinding extends PersonOrder<'ExplainFinding'> {
  readonly finding: FindingCode;
  readonly text: string;
  readonly answerable: readonly FindingCode[];
  readonly decider: Decider;
}
export type Command =
  | Declare
  | Approve
  | Reject
  | AskAgain
  | Claim
  | WithdrawApproval
  | NameVerbalApproval
  | DenyVerbalApproval
  | ExtendScope
  | NoteInvolvement
  | Withdraw
  | ProceedWithoutApproval
  | RecordDeployment
  | RecordRollback
  | RecordNotImplemented
  | AddEvidence
  | SubmitReview
  | ReturnReview
  | SignOff
  | ExplainFinding
  | LinkIncident
  | RetryDelivery
  | TimerCommand
  | OutsideCommand
  | DutyCommand;
