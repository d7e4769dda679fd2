import type { FindingCode } from '../findings/types.ts';
import type { Problem } from '../substance.ts';
import type { GroupTrouble, Instant, Standing, UserId } from './types.ts';

/** Places of the quorum nobody has filled yet. */
export interface OpenPlace {
  readonly groups: readonly string[];
  readonly places: number;
}

/** Nobody can be said to belong to these groups, and why: in doubt the answer is no. */
export interface GroupsRefusal {
  readonly code: 'groups-unreachable' | 'groups-absent' | 'groups-empty';
  readonly groups: readonly string[];
  readonly troubles?: readonly GroupTrouble[] | undefined;
}

/** Why somebody cannot owe a review. */
export type CannotBeAsked = Exclude<Standing, 'member'> | 'owner' | 'reviewer';

/**
 * Why an order was not carried out: data, so that each surface says it in its own words
 * (`slack/copy/refusals.ts`). A refusal is an answer, never an exception.
 */
export type Refusal =
  | { readonly code: 'no-such-change' }
  | { readonly code: 'already-declared' }
  | { readonly code: 'not-substantial'; readonly field: string; readonly problem: Problem }
  | { readonly code: 'time-in-future'; readonly field: string }
  | { readonly code: 'time-too-old'; readonly field: string }
  | { readonly code: 'day-has-passed'; readonly field: string }
  | { readonly code: 'no-standing'; readonly standing: Exclude<Standing, 'member'> }
  | {
      readonly code: 'own-change';
      readonly needed: readonly OpenPlace[];
      readonly waitingFor: readonly UserId[];
      readonly askedAt: readonly Instant[];
    }
  | { readonly code: 'implementer' }
  | { readonly code: 'signed-the-review-off' }
  | {
      readonly code: 'not-eligible';
      readonly needed: readonly OpenPlace[];
      readonly troubles?: readonly GroupTrouble[] | undefined;
    }
  | GroupsRefusal
  | { readonly code: 'you-already-approved'; readonly at: Instant }
  | { readonly code: 'place-taken'; readonly by: readonly UserId[]; readonly needed: readonly OpenPlace[] }
  | { readonly code: 'already-authorized'; readonly by: readonly UserId[]; readonly at: Instant }
  | { readonly code: 'already-rejected'; readonly by: UserId; readonly at: Instant; readonly reason: string }
  | { readonly code: 'approval-expired'; readonly at: Instant }
  | { readonly code: 'approval-pending' }
  | { readonly code: 'withdrawn'; readonly by: UserId; readonly at: Instant }
  | { readonly code: 'not-implemented'; readonly by: UserId; readonly at: Instant }
  | { readonly code: 'closed'; readonly at: Instant }
  | { readonly code: 'only-requester'; readonly requester: UserId }
  | { readonly code: 'only-involved'; readonly people: readonly UserId[] }
  | { readonly code: 'already-deployed'; readonly at: Instant }
  | { readonly code: 'nothing-deployed' }
  | { readonly code: 'already-rolled-back'; readonly at: Instant }
  | { readonly code: 'already-proceeded'; readonly at: Instant }
  | { readonly code: 'same-deployment'; readonly at: Instant }
  | { readonly code: 'review-not-submitted' }
  | { readonly code: 'review-already-submitted'; readonly by: UserId; readonly at: Instant }
  | { readonly code: 'review-signed-off'; readonly by: UserId; readonly at: Instant }
  | { readonly code: 'late-reason-missing'; readonly limit: Instant }
  | { readonly code: 'not-a-reviewer'; readonly group: string }
  | { readonly code: 'reviewer-involved'; readonly as: 'requester' | 'implementer' | 'approver' | 'author' }
  | { readonly code: 'no-approval-of-yours' }
  | { readonly code: 'not-named' }
  | { readonly code: 'approval-not-pending' }
  | { readonly code: 'not-approved-yet' }
  | { readonly code: 'not-waiting-for'; readonly user: UserId }
  | { readonly code: 'no-such-finding'; readonly finding: FindingCode }
  | { readonly code: 'may-not-explain'; readonly people: readonly UserId[]; readonly group: string }
  | { readonly code: 'only-owner'; readonly owner: UserId }
  | { readonly code: 'already-owner' }
  | { readonly code: 'cannot-be-asked'; readonly user: UserId; readonly why: CannotBeAsked }
  | { readonly code: 'hand-over-pending'; readonly to: UserId; readonly answerBy: Instant }
  | { readonly code: 'hand-over-not-asked'; readonly owner: UserId }
  | { readonly code: 'not-an-escalation-contact'; readonly group: string | undefined }
  | { readonly code: 'snoozed-before'; readonly by: UserId; readonly until: Instant }
  | { readonly code: 'limit-passed'; readonly limit: Instant }
  | { readonly code: 'time-passed'; readonly until: Instant }
  | { readonly code: 'nothing-due' }
  | { readonly code: 'already-noted' };
