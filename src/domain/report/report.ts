import type { ChangeEvent } from '../change/events.ts';
import type { Change } from '../change/state.ts';
import { scopeOf } from '../change/state.ts';
import type { Duration, Instant } from '../change/types.ts';
import { yeses } from '../findings/facts.ts';
import { quickYeses } from '../findings/rules/seconds.ts';
import type { Finding } from '../findings/types.ts';
import { reviewClock } from '../review.ts';
import { timingVerdict } from '../verdict.ts';
import { KIND_WORDS } from '../words.ts';
import { counter, findingCounter, pairCounter, spreadOf, trendOf } from './tally.ts';
import type { Report, Thresholds } from './types.ts';
import { TIMINGS } from './types.ts';

export interface ReportOptions {
  /** The period, half open, UTC milliseconds. */
  readonly from: Instant;
  readonly to: Instant;
  /** As of when reviews are judged. */
  readonly asOf: Instant;
  /** Changes declared in the time of the same length right before. */
  readonly before: number;
  readonly thresholds: Thresholds;
  /** Who answers for a system, if the policy says so. */
  readonly teamOf: (system: string) => string | undefined;
  /** All deployments to production of the period, where that is known. */
  readonly deployments?: number | undefined;
}

export interface Reported {
  readonly change: Change;
  readonly events: readonly ChangeEvent[];
  readonly findings: readonly Finding[];
}

/** Takes the changes of a period one at a time and keeps only numbers of them. Pure: the same changes give the same report. */
export function reporter(options: ReportOptions) {
  const { from, to, asOf, before, thresholds, teamOf, deployments: total } = options;
  const [systems, kinds, criteria, teams, timings] = [counter(), counter(), counter(), counter(), counter()];
  const [findings, pairs, trend] = [
    findingCounter(),
    pairCounter(),
    trendOf(from, Math.max(from + 1, Math.min(to, asOf))),
  ];
  const [toAuthorize, toReview]: [Duration[], Duration[]] = [[], []];
  const sum = { declared: 0, deployed: 0, proceeded: 0, due: 0, onTime: 0, given: 0, quick: 0 };

  return { add, report };

  function add(reported: Reported): void {
    const { change } = reported;
    const verdict = timingVerdict(change);
    const scope = scopeOf(change).systems;
    sum.declared += 1;
    sum.deployed += change.deployments.length;
    if (change.proceeded) sum.proceeded += 1;
    systems.add(...scope);
    teams.add(...new Set(scope.flatMap((system) => teamOf(system) ?? [])));
    kinds.add(KIND_WORDS[change.details.kind]);
    criteria.add(change.details.criterion.title);
    timings.add(verdict ?? 'not deployed');
    trend.add(change.declaredAt, verdict !== undefined && verdict !== 'approved before deploy');
    findings.add(reported.findings);
    addTimes(reported);
    addApprovals(reported);
  }

  function addTimes({ change, findings: found }: Reported): void {
    const { authorizedAt } = change.authorization;
    const { firstSubmittedAt } = change.review;
    const { start } = reviewClock(change);
    if (authorizedAt !== undefined) toAuthorize.push(authorizedAt - change.declaredAt);
    if (firstSubmittedAt !== undefined) toReview.push(Math.max(0, firstSubmittedAt - start));
    const isLate = found.some(({ code }) => code === 'review-missing');
    if (firstSubmittedAt === undefined && !isLate) return;
    sum.due += 1;
    if (!isLate) sum.onTime += 1;
  }

  function addApprovals({ change, events }: Reported): void {
    const given = yeses(events);
    sum.given += given.length;
    sum.quick += quickYeses(events, thresholds.readTime).filter(({ takenBack }) => !takenBack).length;
    pairs.add(change.requester, new Set(given.map(({ by }) => by)));
  }

  function report(): Report {
    // Fewer in all than those of emergency changes: not every pipeline tells of its deployments.
    const share = total === undefined || total < sum.deployed || total === 0 ? undefined : sum.deployed / total;
    return {
      ...{ from, to, asOf, thresholds, before },
      declared: sum.declared,
      trend: trend.buckets(),
      deployments: { emergency: sum.deployed, total, share },
      ...{ systems: systems.counts(), kinds: kinds.counts(), criteria: criteria.counts(), teams: teams.counts() },
      verdicts: TIMINGS.map((verdict) => ({ verdict, times: timings.of(verdict) })),
      proceeded: sum.proceeded,
      toAuthorize: spreadOf(toAuthorize),
      toReview: spreadOf(toReview),
      reviews: { due: sum.due, onTime: sum.onTime },
      approvals: { given: sum.given, quick: sum.quick },
      pairs: pairs.from(thresholds.pairs),
      repeats: systems.counts().filter(({ times }) => times >= thresholds.repeats),
      findings: findings.counts(),
    };
  }
}
