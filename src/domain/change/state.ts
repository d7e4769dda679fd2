import type { AskPurpose } from './effects.ts';
import type { RoundReason } from './events.ts';
import type { DeliveryFailed, Destination } from './outside-events.ts';
import type {
  Audience,
  Candidate,
  ChangeId,
  ChangeKey,
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

export interface GivenApproval {
  readonly by: UserId;
  readonly at: Instant;
  readonly memberOf: readonly Membership[];
  readonly comment?: string | undefined;
  readonly confirms?: { readonly saidAt: Instant; readonly how: string } | undefined;
}

export interface VerbalApproval {
  readonly by: UserId;
  readonly approver: UserId;
  readonly how: string;
  readonly saidAt: Instant;
  readonly confirmBy: Instant;
  readonly denied: boolean;
}

export interface Ask {
  readonly purpose: AskPurpose;
  readonly user: UserId;
  readonly channel: string;
  readonly ts: string;
}

export interface Authorization {
  readonly status: 'pending' | 'authorized' | 'rejected' | 'expired';
  readonly round: number;
  readonly requestedAt: Instant;
  readonly asked: readonly Candidate[];
  readonly fallback?: string | undefined;
  readonly shortfall: readonly string[];
  readonly troubles?: readonly GroupTrouble[] | undefined;
  /** Reminders sent in this round. */
  readonly reminders: number;
  readonly lastRemindedAt?: Instant | undefined;
  /** Yeses of this round. */
  readonly given: readonly GivenApproval[];
  /** Yeses that no longer count: taken back, of somebody who turned out to be involved, or for a narrower scope. */
  readonly earlier: readonly GivenApproval[];
  /** When the authorization that stands was complete. Of several rounds the first: later ones are for more, or again. */
  readonly authorizedAt?: Instant | undefined;
  /** Authorizations that were taken back before anything was deployed, with the time during which they stood. */
  readonly voided: readonly { readonly from: Instant; readonly until: Instant }[];
  /** What was approved before the extension that is asked for now, and stands again if that is refused or lapses. */
  readonly standing?:
    | { readonly requirements: readonly Requirement[]; readonly given: readonly GivenApproval[] }
    | undefined;
  /** Why this round was opened, after the first. */
  readonly because?: RoundReason | undefined;
  /** The rung of the escalation done last in this round, from 0; -1 for none. */
  readonly escalated: number;
  readonly paged: boolean;
  readonly claims: readonly { readonly by: UserId; readonly until: Instant }[];
  readonly verbal: readonly VerbalApproval[];
  readonly rejected?: { readonly by: UserId; readonly at: Instant; readonly reason: string } | undefined;
  readonly expiredAt?: Instant | undefined;
  readonly refusedAttempts: number;
}

export interface SignedOff {
  readonly by: UserId;
  readonly at: Instant;
  readonly comment?: string | undefined;
}

export interface ReviewTrack {
  readonly status: 'not started' | 'submitted' | 'returned' | 'signed off';
  readonly owner: UserId;
  readonly submitted?: { readonly by: UserId; readonly at: Instant; readonly review: Review } | undefined;
  /** The first submission: what the deadline is judged by. */
  readonly firstSubmittedAt?: Instant | undefined;
  readonly returned?: { readonly by: UserId; readonly at: Instant; readonly comments: string } | undefined;
  readonly signedOff?: SignedOff | undefined;
  /** Sign-offs of people who turned out to have a hand in the change. */
  readonly setAside?: readonly SignedOff[] | undefined;
  readonly lastRung: number;
  /** Somebody was paged for it: resolved when it is handed in. */
  readonly paged: boolean;
  /** When Slack last took a reminder. */
  readonly lastRemindedAt?: Instant | undefined;
  /** Reminders that Slack took: their buttons go when nothing is left to press. */
  readonly nags: readonly Nag[];
  readonly snoozed?:
    | { readonly by: UserId; readonly at: Instant; readonly until: Instant; readonly isOver: boolean }
    | undefined;
  /** Asked, and not answered yet. */
  readonly handOver?: { readonly to: UserId; readonly at: Instant; readonly answerBy: Instant } | undefined;
  /** How the last of those who were asked and did not take it answered. */
  readonly notTaken?:
    | { readonly to: UserId; readonly at: Instant; readonly how: 'declined' | 'unanswered' }
    | undefined;
  /** When it was noticed that the owner has left Slack. */
  readonly ownerLeft?: Instant | undefined;
}

/** One message that reminds of one or, to a person, several changes. */
export interface Nag {
  /** Absent for the thread and the channel. */
  readonly user?: UserId | undefined;
  readonly audience: Audience;
  readonly channel: string;
  readonly ts: string;
  readonly at: Instant;
  /** All that it lists, in its order. */
  readonly changes: readonly ChangeKey[];
  /** Not due itself: listed in a message about others. */
  readonly along?: boolean | undefined;
}

/** One emergency change as its events tell it. */
export interface Change {
  readonly key: ChangeKey;
  readonly id: ChangeId;
  /** Number of events so far. */
  readonly version: number;
  readonly requester: UserId;
  readonly declaredAt: Instant;
  readonly source: Source;
  readonly details: Details;
  readonly terms: Terms;
  readonly authorization: Authorization;
  /** Who turned out to have a hand in it, besides those the form named and those who deployed. */
  readonly involvements: readonly { readonly user: UserId; readonly as: Involvement; readonly at: Instant }[];
  readonly extensions: readonly {
    readonly by: UserId;
    readonly at: Instant;
    readonly systems: readonly string[];
    readonly commit?: string | undefined;
    readonly reason: string;
    readonly status: 'asked' | 'approved' | 'rejected' | 'lapsed';
    readonly rejectedBy?: UserId | undefined;
  }[];
  readonly proceeded?: { readonly by: UserId; readonly at: Instant; readonly reason: string } | undefined;
  readonly deployments: readonly (Deployment & {
    readonly recordedBy: UserId;
    readonly recordedAt: Instant;
    readonly source?: Source | undefined;
  })[];
  readonly rolledBack?:
    | { readonly by: UserId; readonly at: Instant; readonly rolledBackAt: Instant; readonly note: string }
    | undefined;
  readonly notImplemented?: { readonly by: UserId; readonly at: Instant; readonly reason: string } | undefined;
  readonly withdrawn?: { readonly by: UserId; readonly at: Instant; readonly reason?: string | undefined } | undefined;
  readonly evidence: readonly (Evidence & { readonly by: UserId; readonly at: Instant })[];
  readonly review: ReviewTrack;
  readonly closedAt?: Instant | undefined;
  readonly incidentReference?: string | undefined;
  readonly incident?: Incident | undefined;
  /** The last that was heard of the linked incident; absent: nothing yet. */
  readonly incidentStatus?: { readonly status: 'resolved' | 'reopened'; readonly occurredAt: Instant } | undefined;
  /** How often it was resolved. */
  readonly incidentResolves?: number | undefined;
  /** The priority it was given since; `name` is absent when it was taken away. */
  readonly incidentPriority?: { readonly name?: string | undefined; readonly occurredAt: Instant } | undefined;
  /** Incidents that were linked and then merged into another, oldest first. */
  readonly mergedIncidents: readonly Incident[];
  readonly card?:
    | { readonly channel: string; readonly ts: string; readonly permalink?: string | undefined }
    | undefined;
  readonly asks: readonly Ask[];
  readonly ticket?:
    | {
        readonly issueKey: string;
        readonly url: string;
        readonly assigned: boolean;
        /** Jira's account, where it is known. */
        readonly assignee?: string | undefined;
      }
    | undefined;
  /** Whom somebody gave the ticket to after it was opened; `name` is absent when it is nobody's. */
  readonly ticketAssigned?: { readonly name?: string | undefined; readonly occurredAt: Instant } | undefined;
  /** When the last that was heard of the ticket's status happened: what is older comes too late. */
  readonly ticketHeardAt?: Instant | undefined;
  /** Issues of the review's follow-ups, by the follow-up's id. */
  readonly followUpIssues?: Readonly<Record<string, { readonly issueKey: string; readonly url: string }>> | undefined;
  readonly ticketClosedAt?: Instant | undefined;
  /** Closed in Jira before the change was, and not reopened since. */
  readonly ticketClosedEarly?: { readonly status: string; readonly occurredAt: Instant } | undefined;
  readonly ticketDeleted?: { readonly issueKey: string; readonly occurredAt: Instant } | undefined;
  /** The last permanent refusal of each destination, until it is overcome. */
  readonly failures: Readonly<Partial<Record<Destination, DeliveryFailed>>>;
}

/** Everyone who asked for or carried out the change: none of them may approve it or sign off its review. */
export function involved(change: Change): ReadonlySet<UserId> {
  return new Set([
    change.requester,
    ...change.details.implementers,
    ...change.deployments.map((deployment) => deployment.who),
    ...change.involvements.map(({ user }) => user),
  ]);
}

/** The systems and commits that approvers are asked about now, or have approved: those of refused extensions are not. */
export function scopeOf({ details, extensions }: Pick<Change, 'details' | 'extensions'>) {
  const added = extensions.filter(({ status }) => status === 'asked' || status === 'approved');
  return {
    systems: [...new Set([...details.systems, ...added.flatMap(({ systems }) => systems)])],
    commits: added.flatMap(({ commit }) => commit ?? []),
  };
}

/** Somebody who said yes, by the groups on whose ground it counts. */
export const candidate = ({ by, memberOf }: Pick<GivenApproval, 'by' | 'memberOf'>): Candidate => ({
  user: by,
  groups: memberOf.map(({ group }) => group),
});

/** Withdrawn or closed: nothing more is asked of anybody. */
export const hasEnded = (change: Change): boolean =>
  change.closedAt !== undefined || change.withdrawn !== undefined || change.notImplemented !== undefined;

/** When the earliest known deployment went out. */
export function firstDeployedAt(change: Pick<Change, 'deployments'>): Instant | undefined {
  const instants = change.deployments.map((deployment) => deployment.deployedAt);
  return instants.length === 0 ? undefined : Math.min(...instants);
}
