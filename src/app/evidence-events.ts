import type { Instant, UserId } from '../domain/change/types.ts';

interface Fact<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** Days are UTC and both part of the period. */
interface OfPeriod {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** An evidence pack left the house: through what says the event's surface, to whom its actor. */
export interface EvidenceExported extends Fact<'EvidenceExported'>, OfPeriod {
  readonly changes: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly sample?: { readonly size: number; readonly seed: string } | undefined;
  /** What was recorded later is not in it. UTC. */
  readonly asOf?: Instant | undefined;
  /** The chain's head then, and its position. */
  readonly head?: string | undefined;
  readonly events?: number | undefined;
  /** SHA-256 of its SHA256SUMS, which stands for all files in it. */
  readonly sums?: string | undefined;
}

/** A link into the auditor's room: what it opens, and until when. Its token is nowhere in the record. */
export interface AuditorLinkMade extends Fact<'AuditorLinkMade'>, OfPeriod {
  readonly link: string;
  readonly expiresAt: Instant;
}
export interface AuditorLinkRevoked extends Fact<'AuditorLinkRevoked'> {
  readonly link: string;
}
/** Somebody read this page through that link. */
export interface AuditorPageOpened extends Fact<'AuditorPageOpened'> {
  readonly link: string;
  readonly page: string;
}

/** The chain's head, written into a Jira issue for the week that begins on this Monday. */
export interface HeadPublished extends Fact<'HeadPublished'> {
  readonly week: string;
  readonly issueKey: string;
  readonly head: string;
  readonly events: number;
}

/** A name gave way to a pseudonym, outside the chain. */
export interface PersonForgotten extends Fact<'PersonForgotten'> {
  readonly user: UserId;
  readonly pseudonym: string;
}

/** The record went on from a backup: what was recorded after this head is not in it. */
export interface RecordRestored extends Fact<'RecordRestored'> {
  readonly head: string;
  readonly events: number;
}

/** What happened to the record itself and to the evidence made of it. */
export type EvidenceEvent =
  | EvidenceExported
  | AuditorLinkMade
  | AuditorLinkRevoked
  | AuditorPageOpened
  | HeadPublished
  | PersonForgotten
  | RecordRestored;
