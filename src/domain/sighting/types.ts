import type { ChangeId, ChangeKey, Instant, UserId } from '../change/types.ts';

export const SIGHTING_KINDS = ['deployment', 'merge', 'push', 'protection'] as const;
export type SightingKind = (typeof SIGHTING_KINDS)[number];

export const OUTCOMES = ['succeeded', 'failed', 'rolled-back'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Something that went to production or past a protection, as a pipeline or GitHub told of it. `who` is a Slack user where
 * the policy or an e-mail says so, else `github:login` or `api:name`.
 */
export interface Seen {
  readonly kind: SightingKind;
  readonly source: 'api' | 'github' | 'import';
  readonly system: string;
  readonly repository?: string | undefined;
  readonly branch?: string | undefined;
  readonly environment?: string | undefined;
  /** Lower-case hex. */
  readonly commit?: string | undefined;
  /** One line for people: a version, a pull request's title. */
  readonly what: string;
  readonly occurredAt: Instant;
  readonly who: UserId;
  /** Whoever wrote what went out. */
  readonly authors?: readonly UserId[] | undefined;
  readonly url?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** The normal change it belongs to, as the pipeline says: then nobody is asked. */
  readonly reference?: string | undefined;
  /** A pull request's number. */
  readonly pull?: number | undefined;
}

export const SIGHTING_STATES = ['waiting', 'matched', 'normal', 'open', 'answered'] as const;

/**
 * `waiting`: its quiet period runs. `matched`: it belongs to an emergency change. `normal`: the normal path's record is
 * known. `open`: undeclared, and somebody was asked. `answered`: by a named person.
 */
export type SightingState = (typeof SIGHTING_STATES)[number];

export type Answer =
  | {
      readonly how: 'declared';
      readonly by: UserId;
      readonly at: Instant;
      readonly change: ChangeKey;
      readonly id: ChangeId;
    }
  | { readonly how: 'linked'; readonly by: UserId; readonly at: Instant; readonly reference: string }
  | { readonly how: 'explained'; readonly by: UserId; readonly at: Instant; readonly text: string };

export interface Sighting {
  /** The stream that holds it. */
  readonly key: string;
  readonly seen: Seen;
  /** SHA-256 of what was sent, so that the same delivery can be told from another one under its id. */
  readonly fingerprint: string;
  readonly recordedAt: Instant;
  readonly state: SightingState;
  /** When it is judged, unless it is matched before. */
  readonly judgeAt: Instant;
  readonly change?: { readonly key: ChangeKey; readonly id: ChangeId } | undefined;
  /** What of the normal path is known: a reference, and who approved it. */
  readonly normal?: { readonly reference: string; readonly approvedBy: readonly UserId[] } | undefined;
  readonly asked?: { readonly at: Instant; readonly answerBy: Instant; readonly who: UserId } | undefined;
  /** Where its batch was asked about. */
  readonly message?: { readonly channel: string; readonly ts: string } | undefined;
  readonly answer?: Answer | undefined;
}

/** Nobody answers for it yet: what the finding `deployment without a record` is made of. */
export const isUndeclared = ({ state }: Pick<Sighting, 'state'>): boolean => state === 'open';
