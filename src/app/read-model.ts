import { stillNeeded } from '../domain/change/approve.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import type { Change } from '../domain/change/state.ts';
import { firstDeployedAt, hasEnded, scopeOf } from '../domain/change/state.ts';
import type { ChangeKey, Instant, UserId } from '../domain/change/types.ts';
import type { Clearance } from '../domain/clearance.ts';
import { clearanceOf } from '../domain/clearance.ts';
import { nextFindingAt, openCodes } from '../domain/findings/findings.ts';
import type { FindingCode } from '../domain/findings/types.ts';
import { reviewClock, reviewIsOwed } from '../domain/review.ts';
import { approvalIsOwed, nextTimer } from '../domain/timers.ts';
import type { Verdict } from '../domain/verdict.ts';
import { timingVerdict } from '../domain/verdict.ts';

/** A change as lists, digests and timers ask for it. Instants are UTC milliseconds. */
export interface ChangeRow {
  readonly key: ChangeKey;
  readonly sequence: string;
  readonly number: number;
  readonly version: number;
  readonly summary: string;
  readonly systems: readonly string[];
  readonly criterion: string;
  readonly requester: UserId;
  readonly owner: UserId;
  readonly authorization: string;
  readonly review: string;
  readonly verdict: Verdict | undefined;
  readonly declaredAt: Instant;
  readonly authorizedAt: Instant | undefined;
  readonly deployedAt: Instant | undefined;
  readonly submittedAt: Instant | undefined;
  readonly closedAt: Instant | undefined;
  readonly ended: boolean;
  readonly reviewOwed: boolean;
  readonly approvalOwed: boolean;
  readonly targetAt: Instant;
  readonly limitAt: Instant;
  readonly nextTimerAt: Instant | undefined;
  readonly incident: string | undefined;
  readonly ticket: string | undefined;
  readonly permalink: string | undefined;
  /** Groups whose yes is still missing. */
  readonly needed: readonly string[];
  /** What was open when the latest of its events came on record. */
  readonly findings: readonly FindingCode[];
  /** From this moment on time alone has added another one. */
  readonly findingsAt: Instant | undefined;
  /** What pipelines are told; absent in rows that an older Breakglass wrote. */
  readonly clearance: Clearance | undefined;
}

/** Nothing in it that the events do not tell: the table can be emptied and filled again. */
export function rowOf(change: Change, events: readonly ChangeEvent[]): ChangeRow {
  const now = events.at(-1)?.at ?? change.declaredAt;
  const { target, limit } = reviewClock(change);
  const { details, authorization, review } = change;
  return {
    key: change.key,
    sequence: change.id.sequence,
    number: change.id.number,
    version: change.version,
    summary: details.summary,
    systems: scopeOf(change).systems,
    criterion: details.criterion.id,
    requester: change.requester,
    owner: review.owner,
    authorization: change.withdrawn ? 'withdrawn' : authorization.status,
    review: review.status,
    verdict: timingVerdict(change),
    declaredAt: change.declaredAt,
    authorizedAt: authorization.authorizedAt,
    deployedAt: firstDeployedAt(change),
    submittedAt: review.firstSubmittedAt,
    closedAt: change.closedAt,
    ended: hasEnded(change),
    reviewOwed: reviewIsOwed(change),
    approvalOwed: approvalIsOwed(change),
    targetAt: target,
    limitAt: limit,
    nextTimerAt: nextTimer(change)?.at,
    incident: change.incident?.id ?? change.incidentReference,
    ticket: change.ticket?.issueKey,
    permalink: change.card?.permalink,
    needed: authorization.status === 'pending' ? stillNeeded(change).flatMap(({ groups }) => groups) : [],
    findings: openCodes(change, events, now),
    findingsAt: nextFindingAt(change, events, now),
    clearance: clearanceOf(change),
  };
}
