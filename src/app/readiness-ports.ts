import type { GroupTrouble, Instant, Standing, UserId } from '../domain/change/types.ts';
import type { Result } from '../domain/result.ts';

/** Why something could not be found out: it is not there, we may not ask, or nobody answered. `words` say it to people. */
export interface Trouble {
  readonly kind: 'absent' | 'refused' | 'unreachable';
  readonly words: string;
}
export type Found<T> = Result<T, Trouble>;

export interface GroupFacts {
  /** Who belongs to it now, by their first Slack account. */
  readonly members: readonly UserId[];
  readonly troubles: readonly GroupTrouble[];
}

export interface AccountFacts {
  readonly name: string;
  readonly standing: Standing;
  readonly email: string | undefined;
}

export interface ChannelFacts {
  readonly name: string;
  readonly isArchived: boolean;
  readonly hasBot: boolean;
}

/** A field of the project, as the creation of a ticket asks for it. */
export interface FieldFacts {
  readonly id: string;
  readonly name: string;
  /** Jira demands it and fills in nothing itself. */
  readonly isDemanded: boolean;
  /** What to write for it under `jira.fields`, as YAML. */
  readonly example: string;
}

/** Somebody is on call from `start` to `end`, both UTC milliseconds; open where absent. */
export interface Shift {
  readonly start: Instant | undefined;
  readonly end: Instant | undefined;
}

export interface Rota {
  readonly name: string;
  readonly shifts: readonly Shift[];
}

// What readiness asks of each system. No call throws: what went wrong is the answer.

export interface SlackProbe {
  /** Scopes of `manifest.json` that the bot's token lacks; an error when the token itself is not accepted. */
  readonly missingScopes: () => Promise<Found<readonly string[]>>;
  readonly channel: (id: string) => Promise<Found<ChannelFacts>>;
  readonly account: (user: UserId) => Promise<Found<AccountFacts>>;
}

export interface JiraProbe {
  /** The account's name; an error when the token is not accepted. */
  readonly account: () => Promise<Found<string>>;
  /** Names and ids of the project's issue types. */
  readonly issueTypes: (project: string) => Promise<Found<readonly { readonly id: string; readonly name: string }[]>>;
  readonly fields: (project: string, issueTypeId: string) => Promise<Found<readonly FieldFacts[]>>;
  /** Permissions that we need there and lack, in Jira's words. */
  readonly missingPermissions: (project: string) => Promise<Found<readonly string[]>>;
  /** Whether the issue type has a status of the category Done there. */
  readonly hasDone: (project: string, issueTypeId: string) => Promise<Found<boolean>>;
  readonly knows: (email: string) => Promise<Found<boolean>>;
}

export interface PagerDutyProbe {
  /** An error when the token is not accepted. */
  readonly token: () => Promise<Found<true>>;
  readonly knows: (email: string) => Promise<Found<boolean>>;
  /** Its name. */
  readonly service: (id: string) => Promise<Found<string>>;
  readonly escalationPolicy: (id: string) => Promise<Found<string>>;
  readonly schedule: (id: string, since: Instant, until: Instant) => Promise<Found<Rota>>;
  /** Everybody on call at any of its levels. */
  readonly policyRota: (id: string, since: Instant, until: Instant) => Promise<Found<Rota>>;
}

export interface Probes {
  /** By name. */
  readonly groups: (names: readonly string[]) => Promise<ReadonlyMap<string, GroupFacts>>;
  readonly slack: SlackProbe;
  readonly jira: JiraProbe | undefined;
  readonly pagerduty: PagerDutyProbe | undefined;
  /** Whether PAGERDUTY_ROUTING_KEY is set, and the e-mail in whose name notes are written. */
  readonly pagerdutySettings: { readonly hasRoutingKey: boolean; readonly fromEmail: string } | undefined;
}
