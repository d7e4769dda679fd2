import type { ChangeId, ChangeKey, Instant, UserId } from '../change/types.ts';
import type { Seen } from './types.ts';

interface Fact<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
interface PersonFact<Type extends string> extends Fact<Type> {
  readonly by: UserId;
}

export interface SightingRecorded extends Fact<'SightingRecorded'> {
  readonly seen: Seen;
  readonly fingerprint: string;
  readonly judgeAt: Instant;
}
/** It belongs to this emergency change, whose own record tells the rest. */
export interface SightingMatched extends Fact<'SightingMatched'> {
  readonly change: ChangeKey;
  readonly id: ChangeId;
}
/** It went the normal way: `approvedBy` reviewed it, as GitHub said; empty where only its reference is known. */
export interface SightingFoundNormal extends Fact<'SightingFoundNormal'> {
  readonly reference: string;
  readonly approvedBy: readonly UserId[];
}
/** Nothing says why it went out: this person is asked, and the digest shows it until somebody answers. */
export interface SightingFoundUndeclared extends Fact<'SightingFoundUndeclared'> {
  readonly who: UserId;
  readonly answerBy: Instant;
}
/** The message that asks: redrawn once somebody answered. */
export interface SightingAsked extends Fact<'SightingAsked'> {
  readonly channel: string;
  readonly ts: string;
}
export interface SightingDeclared extends PersonFact<'SightingDeclared'> {
  readonly change: ChangeKey;
  readonly id: ChangeId;
}
export interface SightingLinked extends PersonFact<'SightingLinked'> {
  readonly reference: string;
}
export interface SightingExplained extends PersonFact<'SightingExplained'> {
  readonly text: string;
}

export type SightingEvent =
  | SightingRecorded
  | SightingMatched
  | SightingFoundNormal
  | SightingFoundUndeclared
  | SightingAsked
  | SightingDeclared
  | SightingLinked
  | SightingExplained;

/** Every type of them: a new one that is missing here does not compile. */
export const SIGHTING_EVENTS = Object.keys({
  SightingRecorded: true,
  SightingMatched: true,
  SightingFoundNormal: true,
  SightingFoundUndeclared: true,
  SightingAsked: true,
  SightingDeclared: true,
  SightingLinked: true,
  SightingExplained: true,
} satisfies Record<SightingEvent['type'], true>);
