import type { WebClient } from '@slack/web-api';
import type { Handle } from '../app/handle.ts';
import type { HomeKeeper } from '../app/homes.ts';
import type { Log } from '../app/log.ts';
import type { Incidents } from '../app/outside-ports.ts';
import type { Groups } from '../app/people-ports.ts';
import type { AnswerSighting } from '../app/pipeline/answer.ts';
import type { Sightings } from '../app/pipeline/ports.ts';
import type { Ledger, Outbox, Queries } from '../app/ports.ts';
import type { Author } from '../app/record.ts';
import type { Drafts } from '../app/review-draft.ts';
import type { Instant, UserId } from '../domain/change/types.ts';
import type { Period } from '../domain/period.ts';
import type { SlackPeople } from './people.ts';
import type { Scene } from './scene.ts';

/** What the policy's auditors are handed. */
export interface EvidenceDesk {
  /** Takes down that somebody wants the pack of a period. */
  readonly send: (user: UserId, period: Period) => Promise<void>;
  /** A link into the auditor's room; `isReachable` from other machines than ours. */
  readonly link: (
    period: Period,
    author: Author,
  ) => Promise<{ readonly url: string; readonly expiresAt: Instant; readonly isReachable: boolean }>;
}

/** What listeners work with. */
export interface SlackDeps {
  readonly client: WebClient;
  readonly handle: Handle;
  readonly ledger: Ledger;
  readonly queries: Queries;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly homes: HomeKeeper;
  readonly sightings: Sightings;
  readonly answerSighting: AnswerSighting;
  readonly people: SlackPeople;
  readonly groups: Groups;
  readonly incidents: Incidents | undefined;
  readonly evidence: EvidenceDesk;
  readonly scene: () => Scene;
  readonly now: () => Instant;
  readonly mintKey: () => string;
  /** Effects were planned or dug out: have them delivered now. */
  readonly wake: () => void;
  readonly log: Log;
}

export const inSlack = (user: UserId): { author: Author } => ({ author: { actor: user, surface: 'slack' } });
