import type { ChangeId, ChangeKey, Instant, UserId } from '../../domain/change/types.ts';
import type { Clearance } from '../../domain/clearance.ts';
import type { Sighting } from '../../domain/sighting/types.ts';

export const SCOPES = ['gate:read', 'deployments:write'] as const;
export type Scope = (typeof SCOPES)[number];

/** What is kept of a token: never the token itself, only its SHA-256. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant | undefined;
  /** To the minute. */
  readonly lastUsedAt?: Instant | undefined;
}

/** Who may ask. A token that another process revokes is refused from that moment on. */
export interface Tokens {
  readonly withHash: (hash: string) => Promise<Token | undefined>;
  readonly all: () => Promise<readonly Token[]>;
  readonly add: (token: Token, hash: string) => Promise<void>;
  readonly revoke: (id: string, at: Instant) => Promise<void>;
  readonly touch: (id: string, at: Instant) => Promise<void>;
}

/** What reviewers last said of pull requests, as GitHub told. Reviewers are Slack users where that is known. */
export interface Reviews {
  readonly approving: (repository: string, pull: number) => Promise<readonly UserId[]>;
  /** What was said later stands, whatever comes in later. */
  readonly note: (review: {
    readonly repository: string;
    readonly pull: number;
    readonly reviewer: UserId;
    readonly state: 'approved' | 'changes_requested' | 'dismissed';
    readonly submittedAt: Instant;
  }) => Promise<void>;
}

/**
 * An open change that is no drill and covers, or is asked to cover, a system. What a pipeline is told is absent in rows that
 * an older Breakglass wrote.
 */
export interface CoveringRow extends Partial<Clearance> {
  readonly key: ChangeKey;
  readonly id: ChangeId;
  readonly declaredAt: Instant;
}

/** Questions about what pipelines and GitHub told of. Instants are UTC milliseconds. */
export interface Sightings {
  /** Newest first. */
  readonly covering: (system: string) => Promise<readonly CoveringRow[]>;
  readonly byKey: (key: string) => Promise<Sighting | undefined>;
  /** Those whose quiet period is over, oldest first. */
  readonly due: (now: Instant, limit: number) => Promise<readonly Sighting[]>;
  readonly nextJudgement: () => Promise<Instant | undefined>;
  /** When the quiet period of this system ends that is under way now. */
  readonly quietUntil: (system: string, now: Instant) => Promise<Instant | undefined>;
  /** Nobody answered for them yet, oldest first. */
  readonly undeclared: () => Promise<readonly Sighting[]>;
  /** That went out from `from` on and before `to`, oldest first: the deployments of a period, and what became of them. */
  readonly between: (from: Instant, to: Instant) => Promise<readonly Sighting[]>;
  /** What one person is asked about in one message. */
  readonly batch: (batch: { system: string; judgeAt: Instant; who: UserId }) => Promise<readonly Sighting[]>;
  /** A repository told of something and belongs to no system. */
  readonly noteUnknown: (repository: string, at: Instant) => Promise<void>;
  /** The repositories of which that was noted since then. */
  readonly unknownSince: (since: Instant) => Promise<readonly { repository: string; deliveries: number }[]>;
  /** Merges and pushes that brought this commit, newest first. */
  readonly bringing: (commit: string) => Promise<readonly Sighting[]>;
}
