import type { ChangeEvent } from '../domain/change/events.ts';
import type { ChangeId, Instant, Membership, UserId } from '../domain/change/types.ts';
import type { Ground } from '../domain/gate.ts';
import type { Month, MonthlyDecision, MonthlyFacts } from '../domain/monthly.ts';
import type { SightingEvent } from '../domain/sighting/events.ts';
import { SIGHTING_EVENTS } from '../domain/sighting/events.ts';
import type { EvidenceEvent } from './evidence-events.ts';

/** The workspace's own stream: what concerns no single change. */
export const WORKSPACE = 'workspace';

/** What happens at the edge where pipelines ask; the token by its id, never by itself. */
export type PipelineEvent =
  | {
      readonly type: 'TokenCreated';
      readonly at: Instant;
      readonly id: string;
      readonly name: string;
      readonly scopes: readonly string[];
      readonly expiresAt: Instant;
    }
  | { readonly type: 'TokenRevoked'; readonly at: Instant; readonly id: string; readonly name: string }
  /** The first time on a date that this was answered to this token: the same question again is no new fact. */
  | {
      readonly type: 'GateAnswered';
      readonly at: Instant;
      readonly token: string;
      readonly system: string;
      readonly commit?: string | undefined;
      readonly allowed: boolean;
      readonly ground: Ground;
      readonly change?: ChangeId | undefined;
      readonly reason: string;
    };

export type WorkspaceEvent =
  | EvidenceEvent
  | PipelineEvent
  | MonthlyEvent
  | { readonly type: 'PolicyAdopted'; readonly at: Instant; readonly hash: string }
  | { readonly type: 'DigestTaken'; readonly at: Instant; readonly date: string }
  /** The daily check: what would keep an emergency change from going its way, in short; none when all was well. */
  | {
      readonly type: 'ReadinessChecked';
      readonly at: Instant;
      readonly date: string;
      readonly faults: readonly string[];
    }
  | {
      readonly type: 'DigestPosted';
      readonly at: Instant;
      readonly date: string;
      readonly channel: string;
      readonly ts: string;
      /** Slack's id of the chart's file, where one went along. */
      readonly picture?: string | undefined;
      /** The chain's head as published, so that history cannot be rewritten unseen. */
      readonly head: string;
      readonly events: number;
    };

/** The review of a month by the change meeting: what it was shown, what it decided, who signed. */
export type MonthlyEvent =
  | {
      readonly type: 'MonthlyReviewPosted';
      readonly at: Instant;
      readonly month: Month;
      readonly channel: string;
      readonly ts: string;
      /** Slack's id of the chart in it. */
      readonly picture?: string | undefined;
      readonly facts: MonthlyFacts;
    }
  | ({ readonly type: 'MonthlyDecisionRecorded'; readonly month: Month } & MonthlyDecision)
  | {
      readonly type: 'MonthlyReviewSignedOff';
      readonly at: Instant;
      readonly by: UserId;
      readonly month: Month;
      readonly memberOf: readonly Membership[];
      readonly note?: string | undefined;
    };

/** Every type of them: a new one that is missing here does not compile. */
export const WORKSPACE_EVENTS = Object.keys({
  PolicyAdopted: true,
  DigestTaken: true,
  ReadinessChecked: true,
  DigestPosted: true,
  MonthlyReviewPosted: true,
  MonthlyDecisionRecorded: true,
  MonthlyReviewSignedOff: true,
  EvidenceExported: true,
  AuditorLinkMade: true,
  AuditorLinkRevoked: true,
  AuditorPageOpened: true,
  HeadPublished: true,
  PersonForgotten: true,
  RecordRestored: true,
  TokenCreated: true,
  TokenRevoked: true,
  GateAnswered: true,
} satisfies Record<WorkspaceEvent['type'], true>);

export type RecordedEvent = ChangeEvent | WorkspaceEvent | SightingEvent;

const OTHERS: ReadonlySet<string> = new Set([...WORKSPACE_EVENTS, ...SIGHTING_EVENTS]);

/** Whether a fact is one of a change. */
export const isChangeEvent = (event: RecordedEvent): event is ChangeEvent => !OTHERS.has(event.type);

/** Through what a fact came in. */
export type Surface = 'slack' | 'system' | 'api' | 'cli' | 'web';

/** Who is answerable for a fact: a Slack user id, or `breakglass` itself. */
export interface Author {
  readonly actor: string;
  readonly surface: Surface;
}

export const SYSTEM: Author = { actor: 'breakglass', surface: 'system' };

/** One link of the chain, as stored. Instants are UTC milliseconds, hashes lower-case hex. */
export interface ChainedEvent extends Author {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  /** Version of the event's shape. */
  readonly schema: number;
  readonly data: unknown;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly policyHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** As much of a link as the story of its change is told from. */
export type StoryEvent = Pick<
  ChainedEvent,
  'position' | 'schema' | 'data' | 'actor' | 'surface' | 'recordedAt' | 'hash'
>;
