import type { Delivery } from '../deliveries.ts';

/** An account. The e-mail is what commits are signed with; GitHub knows whose it is. */
export interface Account {
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

export interface Repository {
  /** `acme/payments` */
  readonly name: string;
  readonly branch: string;
  /** Newest last; 40 hex digits each. */
  readonly commits: readonly Commit[];
  readonly isProtected: boolean;
}

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly by: string;
  readonly at: number;
}

/** Something that happened, for the page. */
export interface Activity {
  readonly at: number;
  readonly repository: string;
  readonly by: string;
  readonly what: string;
}

export interface GitHubWebhook {
  readonly url: string;
  readonly secret: string;
}

export interface GitHubOptions {
  readonly accounts: readonly Account[];
  /** Names of repositories. */
  readonly repositories: readonly string[];
  readonly now: () => number;
}

interface Deed {
  readonly repository: string;
  /** A login. */
  readonly by: string;
}
export interface Merge extends Deed {
  readonly title: string;
  /** Whoever wrote it; absent: the one who merges. */
  readonly author?: string | undefined;
  /** Approved before the merge. */
  readonly reviewedBy?: string | undefined;
}
export interface Push extends Deed {
  readonly message: string;
  readonly author?: string | undefined;
  readonly forced?: boolean | undefined;
}
export interface Deploy extends Deed {
  /** Absent: the newest one. */
  readonly commit?: string | undefined;
  readonly environment?: string | undefined;
  readonly outcome?: 'success' | 'failure' | undefined;
}

/** GitHub as far as its webhooks go: what people do there by hand, told to the bot with GitHub's signature. */
export interface GitHubStandIn {
  readonly accounts: () => readonly Account[];
  readonly repositories: () => readonly Repository[];
  /** Newest first. */
  readonly activity: () => readonly Activity[];
  /** Returns the merge commit. */
  readonly merge: (merge: Merge) => string;
  /** Returns the new head. */
  readonly push: (push: Push) => string;
  readonly deploy: (deploy: Deploy) => void;
  /** Takes the protection of the branch away, or puts it back. */
  readonly protect: (deed: Deed & { readonly on: boolean }) => void;
  readonly setWebhook: (webhook: GitHubWebhook | undefined) => void;
  readonly deliveries: () => readonly Delivery[];
  readonly redeliver: (id: string) => Promise<void>;
  readonly delivered: () => Promise<void>;
  readonly onChange: (listener: () => void) => () => void;
  readonly stop: () => Promise<void>;
}
