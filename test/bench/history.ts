import { prepareDeclare } from '../../src/app/declare.ts';
import { listedGroups } from '../../src/app/groups.ts';
import type { Declare } from '../../src/domain/change/commands.ts';
import { decide } from '../../src/domain/change/decide.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { fold } from '../../src/domain/change/evolve.ts';
import type { Instant } from '../../src/domain/change/types.ts';
import { nextTimer } from '../../src/domain/timers.ts';
import { ana, ben, cleo, dan, details, HOUR, MINUTE, review } from '../support/changes.ts';
import { policy } from './settings.ts';

const SYSTEMS = Object.keys(policy.systems);

/** A declare as it leaves the form: every one of another system, with the people whom the policy then asks. */
export function declareOrder(number: number, at: Instant): Promise<Declare> {
  const system = SYSTEMS[number % SYSTEMS.length] ?? 'payments';
  const form = {
    by: ana,
    at,
    details: { ...details, systems: [system], risk: 'medium' as const },
    source: 'slack' as const,
  };
  return prepareDeclare(
    form,
    policy,
    listedGroups(() => policy),
  );
}

/** Declared, told everywhere, and waiting for the one yes that authorizes it. */
export function waiting(order: Declare, number: number): ChangeEvent[] {
  const { at } = order;
  const decision = decide(undefined, order, { nextId: () => ({ sequence: 'EC', number }) });
  const ts = `${Math.floor(at / 1000)}.${String(number).padStart(6, '0').slice(-6)}`;
  const permalink = `https://example.slack.com/archives/C0EMERGENCY/p${ts.replace('.', '')}`;
  const asks = order.plan.asked.map(({ user }) => ({
    type: 'AskPosted' as const,
    at,
    purpose: 'approve' as const,
    user,
    channel: user.replace(/^U/, 'D'),
    ts,
  }));
  return [...decision.events, { type: 'CardPosted', at, channel: 'C0EMERGENCY', ts, permalink }, ...asks];
}

/** Authorized and deployed; its review is owed. */
export function deployed(order: Declare, number: number): ChangeEvent[] {
  const { at } = order;
  const memberOf = [{ group: 'oncall-leads', ground: 'listed as on-call lead in the policy' }];
  const deployment = { deployedAt: at + 7 * MINUTE, what: 'v841', where: 'production', who: ana };
  return [
    ...waiting(order, number),
    { type: 'ApprovalGiven', by: ben, at: at + 4 * MINUTE, memberOf },
    { type: 'ChangeAuthorized', at: at + 4 * MINUTE },
    { type: 'DeploymentRecorded', by: ana, at: at + 8 * MINUTE, deployment, source: 'slack' },
  ];
}

/** Reviewed in time and closed. */
export function closed(order: Declare, number: number): ChangeEvent[] {
  const { at } = order;
  return [
    ...deployed(order, number),
    { type: 'ReviewSubmitted', by: ana, at: at + 10 * HOUR, review, askReviewers: [cleo, dan] },
    { type: 'ReviewSignedOff', by: cleo, at: at + 12 * HOUR, memberOf: [] },
    { type: 'ChangeClosed', at: at + 12 * HOUR },
  ];
}

/** The same with every reminder that was due by `now`. */
export function caughtUp(history: readonly ChangeEvent[], now: Instant): ChangeEvent[] {
  const change = fold('any', history);
  const timer = change && nextTimer(change);
  if (!change || !timer || timer.at > now) return [...history];
  const { events } = decide(change, { type: timer.type, at: timer.at }, { nextId: () => change.id });
  return caughtUp([...history, ...events], now);
}
