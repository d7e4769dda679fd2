import type { Instant } from '../../domain/change/types.ts';
import type { Outcome } from '../../domain/sighting/types.ts';

/** Somebody as GitHub names them. The e-mail is there only where GitHub has found its owner: then it is verified. */
export interface GitHubPerson {
  readonly login: string;
  readonly verifiedEmail?: string | undefined;
}

interface Fact<Kind extends string> {
  readonly kind: Kind;
  /** What makes it this one and no other, whichever webhook tells of it and however often. */
  readonly id: string;
  /** `acme/payments`, in lower-case letters. */
  readonly repository: string;
  readonly occurredAt: Instant;
  readonly who: GitHubPerson;
  readonly what: string;
  readonly url?: string | undefined;
}

export interface DeploymentFact extends Fact<'deployment'> {
  readonly environment: string;
  /** GitHub itself calls the environment production. */
  readonly isProduction: boolean;
  readonly commit: string;
  readonly outcome: Outcome;
}
export interface MergeFact extends Fact<'merge'> {
  readonly branch: string;
  readonly commit: string | undefined;
  readonly pull: number;
  readonly authors: readonly GitHubPerson[];
}
export interface PushFact extends Fact<'push'> {
  readonly branch: string;
  readonly commit: string | undefined;
  readonly authors: readonly GitHubPerson[];
}
export type ProtectionFact = Fact<'protection'>;
export interface ReviewFact extends Pick<Fact<'review'>, 'kind' | 'repository'> {
  readonly pull: number;
  readonly reviewer: GitHubPerson;
  readonly state: 'approved' | 'changes_requested' | 'dismissed';
  readonly submittedAt: Instant;
}

/** What GitHub tells that concerns emergency changes, read and checked. */
export type GitHubFact = DeploymentFact | MergeFact | PushFact | ProtectionFact | ReviewFact;
