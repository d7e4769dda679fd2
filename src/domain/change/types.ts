/** Milliseconds since the epoch, UTC. */
export type Instant = number;
/** Milliseconds. */
export type Duration = number;
/** A person, by Slack user id; whoever is only known elsewhere, as `github:login` or `api:name`. */
export type UserId = string;
/** Minted when the declare form opens, so that one form submitted twice declares one change. */
export type ChangeKey = string;

export const KINDS = [
  'application-code',
  'infrastructure',
  'configuration',
  'feature-flag',
  'secret',
  'database',
  'access',
  'data',
  'procedure',
] as const;
export type Kind = (typeof KINDS)[number];

export const RISKS = ['low', 'medium', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** Where a clock's time comes from. Nothing is back-dated: the time of recording stands beside it. */
export type Source = 'slack' | 'api' | 'github' | 'jira' | 'import' | 'system';

/** Drills have a sequence of their own: the same flow, marked everywhere, never in the population. */
export const SEQUENCES = ['EC', 'DRILL'] as const;
export type Sequence = (typeof SEQUENCES)[number];

/** `EC-42`: gapless within its sequence and never reused. */
export interface ChangeId {
  readonly sequence: Sequence;
  readonly number: number;
}

export const idText = ({ sequence, number }: ChangeId): string => `${sequence}-${number}`;

/** What the requester says at declare. */
export interface Details {
  readonly summary: string;
  /** Names from the policy's catalogue, or free text. */
  readonly systems: readonly string[];
  readonly criterion: { readonly id: string; readonly title: string };
  readonly justification: string;
  /** What the criterion asks to be named, e.g. the CVE and its CVSS score. */
  readonly reference?: string | undefined;
  readonly rollbackPlan: string;
  readonly kind: Kind;
  readonly risk: Risk;
  readonly implementers: readonly UserId[];
  readonly impact?: string | undefined;
  readonly testPlan?: string | undefined;
  readonly links: readonly string[];
  readonly drill?: boolean | undefined;
}

/** One person and the groups that make them eligible. */
export interface Candidate {
  readonly user: UserId;
  readonly groups: readonly string[];
}

/** `places` distinct people, each a member of one of `groups`. */
export interface Requirement {
  readonly rule: string;
  readonly groups: readonly string[];
  readonly places: number;
}

export const AUDIENCES = ['owner', 'thread', 'escalation', 'channel', 'page'] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface Rung {
  /** Counted from the start of the review's clock. */
  readonly after: Duration;
  readonly tell: readonly Audience[];
}

/** Another group is asked and may fill any open place; somebody is paged; the requester is offered to proceed. */
export type ApprovalRung =
  | { readonly after: Duration; readonly step: 'ask'; readonly group: string }
  | { readonly after: Duration; readonly step: 'page' }
  | { readonly after: Duration; readonly step: 'offer' };

/** How somebody who approved, or may, turned out to have a hand in the change. */
export type Involvement = 'implementer' | 'author' | 'deployer';

/** What the policy in force at declare demands of this change, for ever. */
export interface Terms {
  readonly policyHash: string;
  readonly requirements: readonly Requirement[];
  readonly approval: {
    readonly remindAfter: readonly Duration[];
    readonly expiresAfter: Duration;
    /** What is done, counted from the request, while nobody answers: in order of time. */
    readonly escalation?: readonly ApprovalRung[] | undefined;
    /** How long "I'm looking" keeps the reminders quiet. */
    readonly claimLasts?: Duration | undefined;
    /** Within which a yes said on a call has to be confirmed by a click. */
    readonly verbalWithin?: Duration | undefined;
    /** A yes sooner than this after the request was hardly read: a finding. */
    readonly readTime?: Duration | undefined;
  };
  readonly review: {
    readonly target: Duration;
    readonly limit: Duration;
    readonly ladder: readonly Rung[];
    /** After the last rung its audience is told again each time this has passed. */
    readonly repeatEvery: Duration;
    /** The group whose members may sign the review off. */
    readonly reviewers: string;
  };
  /** How long after the declaration the fix has to be out: the deadline that its criterion carries. */
  readonly patchWithin?: Duration | undefined;
  /** Whether a retro ticket is owed. */
  readonly ticket?: boolean | undefined;
}

export interface Incident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly serviceId?: string | undefined;
}

export interface Deployment {
  readonly deployedAt: Instant;
  readonly what: string;
  readonly where: string;
  readonly who: UserId;
  readonly link?: string | undefined;
  /** What a pipeline or GitHub says exactly, and people may: one system, the commit in lower-case hex. */
  readonly system?: string | undefined;
  readonly commit?: string | undefined;
  readonly environment?: string | undefined;
  /** One that failed counts too: it may have left something behind. */
  readonly outcome?: 'succeeded' | 'failed' | undefined;
}

export const CLEAN_UP = [
  'code-reviewed',
  'ci-green',
  'back-merged',
  'hot-patch-removed',
  'access-revoked',
  'branch-protection-restored',
] as const;
export type CleanUp = (typeof CLEAN_UP)[number];

/** What is still to be done after the review, whose it is and by when. */
export interface FollowUp {
  /** Its place in the form it was written in: what its Jira issue is recognised by. */
  readonly id: string;
  readonly what: string;
  /** Absent only in reviews of the time when follow-ups were free text. */
  readonly owner?: UserId | undefined;
  /** A day, `YYYY-MM-DD`. */
  readonly due?: string | undefined;
}

export interface Review {
  readonly rootCause: string;
  readonly deployed: string;
  readonly pathAppropriate: 'yes' | 'partly' | 'no';
  readonly whyNotNormal: string;
  readonly impact: string;
  readonly tests: string;
  readonly rolledBack: boolean;
  readonly cleanUp: readonly CleanUp[];
  readonly followUps: readonly FollowUp[];
  /** Demanded once the limit has passed. */
  readonly lateReason?: string | undefined;
}

export interface Evidence {
  readonly kind: 'test' | 'link' | 'note';
  readonly text: string;
  readonly url?: string | undefined;
  /** What somebody else wrote in Slack, and when: the time by Slack's clock. `author` is absent for an app's message. */
  readonly quoted?: { readonly author?: UserId | undefined; readonly writtenAt: Instant } | undefined;
}

/** How Slack sees the person at the moment of the click. `unknown`: Slack could not be asked. */
export type Standing = 'member' | 'guest' | 'bot' | 'deactivated' | 'stranger' | 'unknown';

export const GROUP_SOURCES = [
  'policy',
  'slack user group',
  'pagerduty schedule',
  'pagerduty escalation policy',
] as const;
export type GroupSource = (typeof GROUP_SOURCES)[number];

/** One group a person belongs to, and what says so. */
export interface Membership {
  readonly group: string;
  /** In words: `PagerDuty schedule “On-call leads”`. */
  readonly ground: string;
  readonly source?: GroupSource | undefined;
  /** Slack's or PagerDuty's id of it; for the policy the person's name there. */
  readonly sourceId?: string | undefined;
  /** When it was looked up. */
  readonly at?: Instant | undefined;
}

export const TROUBLES = ['absent', 'empty', 'unreachable', 'unmatched'] as const;

/**
 * Why a source of a group names nobody: it no longer exists, has nobody in it now, could not be asked, or names somebody
 * who cannot be told to be one person in Slack. `what` is the source (or that person) in words.
 */
export interface GroupTrouble {
  readonly group: string;
  readonly kind: (typeof TROUBLES)[number];
  readonly what: string;
}

/** Who is asking to decide, as looked up at the click. */
export interface Decider {
  readonly standing: Standing;
  readonly memberOf: readonly Membership[];
  /** Groups of which a source could not be looked up: they never make anybody eligible. */
  readonly unreachable: readonly string[];
  /** Groups of which a source no longer exists. */
  readonly absent?: readonly string[] | undefined;
  /** Groups with nobody in them now. */
  readonly empty?: readonly string[] | undefined;
  /** What exactly is wrong with those groups. */
  readonly troubles?: readonly GroupTrouble[] | undefined;
  /** People named in this change who are the same person under another account. */
  readonly aliases?: readonly UserId[] | undefined;
}

/** Every account of the person who decides. */
export const accountsOf = (by: UserId, { aliases = [] }: Pick<Decider, 'aliases'>): ReadonlySet<UserId> =>
  new Set([by, ...aliases]);
