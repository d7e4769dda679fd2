import type { TimerCommand } from './change/commands.ts';
import type { Change } from './change/state.ts';
import { hasEnded } from './change/state.ts';
import type { Instant } from './change/types.ts';
import { nextReminder } from './reminders.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The next thing time itself will bring about on this change: the column that ticks ask for. */
export function nextTimer(change: Change): { readonly at: Instant; readonly type: TimerCommand['type'] } | undefined {
  const due = [
    approvalReminder(change),
    approvalEscalation(change),
    approvalExpiry(change),
    claimLapse(change),
    reviewReminder(change),
    handOverLapse(change),
  ];
  return due.filter((timer) => timer !== undefined).toSorted((a, b) => a.at - b.at)[0];
}

const awaitsApproval = (change: Change): boolean => change.authorization.status === 'pending' && !hasEnded(change);

/** Out already, or going out without a yes: the approval is owed and can no longer lapse. */
export const approvalIsOwed = (change: Change): boolean =>
  awaitsApproval(change) && (change.deployments.length > 0 || change.proceeded !== undefined);

/** When approvers are asked again: as the policy says, and daily after that while an approval is owed. */
export function approvalReminder(change: Change) {
  if (!awaitsApproval(change)) return undefined;
  const { requestedAt, reminders, lastRemindedAt } = change.authorization;
  const after = change.terms.approval.remindAfter[reminders];
  if (after !== undefined) {
    return { at: Math.max(requestedAt + after, claimedUntil(change)), type: 'RemindApprovers' as const };
  }
  if (!approvalIsOwed(change)) return undefined;
  return { at: Math.max(lastRemindedAt ?? 0, requestedAt) + DAY, type: 'RemindApprovers' as const };
}

/** Somebody is looking: nobody is asked again before that lapses. */
const claimedUntil = ({ authorization }: Change): Instant =>
  Math.max(0, ...authorization.claims.map(({ until }) => until));

function claimLapse(change: Change) {
  if (!awaitsApproval(change) || change.authorization.claims.length === 0) return undefined;
  return { at: Math.min(...change.authorization.claims.map(({ until }) => until)), type: 'LapseClaim' as const };
}

/** The next rung of the escalation, after the one done last. */
export function approvalEscalation(change: Change) {
  if (!awaitsApproval(change)) return undefined;
  const { requestedAt, escalated } = change.authorization;
  const index = escalated + 1;
  const rung = change.terms.approval.escalation?.[index];
  if (!rung) return undefined;
  return {
    at: Math.max(requestedAt + rung.after, claimedUntil(change)),
    type: 'EscalateApproval' as const,
    rung,
    index,
  };
}

export function approvalExpiry(change: Change) {
  if (!awaitsApproval(change) || approvalIsOwed(change)) return undefined;
  const at = change.authorization.requestedAt + change.terms.approval.expiresAfter;
  return { at, type: 'ExpireApproval' as const };
}

function reviewReminder(change: Change) {
  const next = nextReminder(change);
  return next && { at: next.at, type: 'RemindReview' as const };
}

function handOverLapse(change: Change) {
  const { handOver, status } = change.review;
  if (!handOver || hasEnded(change) || status === 'submitted' || status === 'signed off') return undefined;
  return { at: handOver.answerBy, type: 'LapseHandOver' as const };
}
