import type { Roster } from '../domain/authorization.ts';
import type { Decider, Duration, GroupTrouble, Instant, Standing, UserId } from '../domain/change/types.ts';

export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly email: string | undefined;
  readonly timezone: string | undefined;
  readonly standing: Standing;
}

/** The workspace's people. */
export interface People {
  /** Never throws: somebody Slack cannot tell about has the standing `unknown`, and so may decide nothing. */
  readonly find: (user: UserId) => Promise<Person>;
}

/** Finds a Slack account by its verified e-mail: whoever left is not found. */
export interface EmailBook {
  /** @throws PermanentFailure or TransientFailure when Slack could not be asked */
  readonly slackIdOf: (email: string) => Promise<UserId | undefined>;
}

/** What a user group or schedule says of itself at this moment. Nobody in it: `people` is empty. */
export type Roll<T> =
  | { readonly kind: 'found'; readonly name: string; readonly people: readonly T[] }
  | { readonly kind: 'absent' };

/** Slack's user groups. @throws PermanentFailure or TransientFailure when it could not be asked within `timeout` ms */
export interface UserGroups {
  readonly members: (id: string, timeout: Duration) => Promise<Roll<UserId>>;
}

/** Somebody as PagerDuty knows them. */
export interface OutsideUser {
  readonly id: string;
  readonly name: string;
  readonly email?: string | undefined;
}

/** Who is on call in PagerDuty at `at`. @throws PermanentFailure or TransientFailure when it could not be asked */
export interface OnCall {
  readonly onSchedule: (id: string, at: Instant, timeout: Duration) => Promise<Roll<OutsideUser>>;
  /** At every level. */
  readonly onEscalationPolicy: (id: string, at: Instant, timeout: Duration) => Promise<Roll<OutsideUser>>;
}

/** By which groups somebody may decide, and what is unknown of the others. */
export type Memberships = Pick<Decider, 'memberOf' | 'unreachable' | 'absent' | 'empty' | 'troubles'>;

/** Whom to ask, by group and by their first Slack account; who is told first; what is wrong with the groups. */
export interface RosterNow {
  readonly roster: Roster;
  readonly toldFirst: Roster;
  readonly troubles: readonly GroupTrouble[];
}

/**
 * Who belongs to a group at this moment. Nothing is remembered; what cannot be looked up within about two seconds is
 * unknown, and never throws.
 */
export interface Groups {
  /** `undefined` when nobody is known to belong to it and not everybody answered. */
  readonly members: (group: string) => Promise<readonly UserId[] | undefined>;
  readonly membershipsOf: (user: UserId, groups: readonly string[]) => Promise<Memberships>;
  /** Without those who are the same person as somebody barred, and without guests and people who left. */
  readonly rosterOf: (groups: readonly string[], barred: ReadonlySet<UserId>) => Promise<RosterNow>;
}
