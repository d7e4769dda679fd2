import type { ChangeEvent } from './change/events.ts';
import type { Change } from './change/state.ts';
import type { Duration, Instant, UserId } from './change/types.ts';
import { findingsOf, openFindings } from './findings/findings.ts';
import type { Finding } from './findings/types.ts';
import { lasting } from './lasting.ts';
import type { Names } from './telling.ts';

/** One step of the procedure as it was practised. */
export interface DrillStep {
  readonly at: Instant;
  /** `approved`, `review handed in`. */
  readonly what: string;
  readonly by?: UserId | undefined;
  /** Since the step before it, in milliseconds; the first took nothing. */
  readonly took: Duration;
}

export interface DrillReport {
  readonly id: Change['id'];
  readonly summary: string;
  readonly endedAt: Instant | undefined;
  /** From the declaration to the end, or to now while it goes on. */
  readonly lasted: Duration;
  readonly people: readonly { readonly user: UserId; readonly parts: readonly string[] }[];
  readonly steps: readonly DrillStep[];
  /** What would be open, had it been no drill. */
  readonly findings: readonly Finding[];
}

/** Who took part, how long each step took, and what an auditor would have raised. */
export function drillReport(change: Change, events: readonly ChangeEvent[], now: Instant, names?: Names): DrillReport {
  const endedAt = change.closedAt ?? change.withdrawn?.at;
  return {
    id: change.id,
    summary: change.details.summary,
    endedAt,
    lasted: (endedAt ?? now) - change.declaredAt,
    people: peopleOf(change, events),
    steps: stepsOf(events),
    findings: openFindings(findingsOf(change, events, now, names)),
  };
}

/** The facts that are steps, in words, and who took them. */
const STEPS: Partial<Record<ChangeEvent['type'], string>> = {
  ChangeDeclared: 'declared',
  ApprovalClaimed: 'looked at it',
  ApprovalGiven: 'approved',
  ChangeRejected: 'rejected',
  ChangeAuthorized: 'approval complete',
  ProceededWithoutApproval: 'went ahead without approval',
  DeploymentRecorded: 'recorded the deployment',
  DeploymentRolledBack: 'recorded the rollback',
  ChangeNotImplemented: 'said that nothing went out',
  ChangeWithdrawn: 'withdrew it',
  ReviewSubmitted: 'handed the review in',
  ReviewReturned: 'returned the review',
  ReviewSignedOff: 'signed the review off',
  ChangeClosed: 'closed',
};

function stepsOf(events: readonly ChangeEvent[]): DrillStep[] {
  const facts = events.filter(({ type }) => STEPS[type] !== undefined);
  return facts.map((event, index) => ({
    at: event.at,
    what: STEPS[event.type] ?? '',
    ...('by' in event ? { by: event.by } : {}),
    took: event.at - (facts[index - 1]?.at ?? event.at),
  }));
}

/** Everybody with what they did; those who were asked for an approval and did not answer are named too. */
function peopleOf(change: Change, events: readonly ChangeEvent[]): DrillReport['people'] {
  const parts = new Map<UserId, Set<string>>();
  const add = (user: UserId, part: string) => parts.set(user, (parts.get(user) ?? new Set()).add(part));
  for (const { by, what } of stepsOf(events)) if (by !== undefined) add(by, what);
  for (const user of change.details.implementers) add(user, 'implementer');
  for (const event of events) {
    if (event.type !== 'ApprovalRequested' && event.type !== 'NextTierAsked') continue;
    for (const { user } of event.asked) if (!parts.has(user)) add(user, 'was asked and did not answer');
  }
  return [...parts].map(([user, all]) => ({ user, parts: [...all] }));
}

/** `4 min after the step before`: nothing for the first. */
export const tookWords = ({ took }: DrillStep, index: number): string => (index === 0 ? '' : `after ${lasting(took)}`);
