import { waitingFor } from '../domain/change/approve.ts';
import type { TimerCommand } from '../domain/change/commands.ts';
import type { Change } from '../domain/change/state.ts';
import type { Instant, UserId } from '../domain/change/types.ts';
import { idText } from '../domain/change/types.ts';
import { nextReminder } from '../domain/reminders.ts';
import { nextTimer } from '../domain/timers.ts';
import type { Policy } from '../policy/load.ts';
import { nextDigestTime } from './digest.ts';
import type { Ledger, Outbox, Queries } from './ports.ts';
import { read } from './read.ts';

/** The next thing that time will bring about: when, what, about which change, and whom it concerns. */
export interface Upcoming {
  readonly at: Instant;
  readonly kind: TimerCommand['type'] | 'digest' | 'delivery' | 'sighting';
  readonly id?: string | undefined;
  readonly who?: readonly UserId[] | undefined;
}

export interface UpcomingDeps {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queries: Queries;
  readonly policy: () => Policy;
  /** When the next quiet period ends. */
  readonly nextJudgement?: (() => Promise<Instant | undefined>) | undefined;
}

export async function upcoming(deps: UpcomingDeps, now: Instant): Promise<Upcoming> {
  const { ledger, outbox, queries, policy, nextJudgement } = deps;
  const [first, deliveryAt, judgeAt] = await Promise.all([queries.nextTimer(), outbox.nextDueAt(), nextJudgement?.()]);
  const known = first && (await read(ledger, first.key));
  const candidates: Upcoming[] = [{ at: nextDigestTime(policy(), now), kind: 'digest' }];
  if (deliveryAt !== undefined) candidates.push({ at: deliveryAt, kind: 'delivery' });
  if (judgeAt !== undefined) candidates.push({ at: judgeAt, kind: 'sighting' });
  if (known) candidates.push(...timerOf(known.change));
  return candidates.reduce((soonest, each) => (each.at < soonest.at ? each : soonest));
}

function timerOf(change: Change): Upcoming[] {
  const timer = nextTimer(change);
  if (!timer) return [];
  return [{ at: timer.at, kind: timer.type, id: idText(change.id), who: concerned(change, timer.type) }];
}

function concerned(change: Change, kind: TimerCommand['type']): readonly UserId[] {
  if (kind === 'RemindApprovers' || kind === 'EscalateApproval') return waitingFor(change);
  if (kind === 'ExpireApproval') return [change.requester];
  if (kind === 'LapseClaim') return change.authorization.claims.map(({ by }) => by);
  if (kind === 'LapseHandOver') return [];
  return nextReminder(change)?.tell.includes('owner') && change.review.status !== 'submitted'
    ? [change.review.owner]
    : [];
}
