import { approvalExpiry, approvalReminder } from '../timers.ts';
import { afterExtension, sameAgain } from './again.ts';
import type { AskAgain, ExpireApproval, ProceedWithoutApproval, RemindApprovers, Withdraw } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import type { ChangeEvent } from './events.ts';
import { ended, onlyInvolved, onlyRequester, unsubstantial } from './guards.ts';
import type { Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import { firstDeployedAt, involved } from './state.ts';
import type { UserId } from './types.ts';

/** Why this person may not take the change back, if so. */
export function withdrawal(change: Change, by: UserId): Refusal | undefined {
  const deployedAt = firstDeployedAt(change);
  return firstRefusal(
    onlyRequester(change, by),
    ended(change),
    deployedAt === undefined ? undefined : { code: 'already-deployed', at: deployedAt },
  );
}

export function withdraw(change: Change, { by, at, reason }: Withdraw): Decision {
  const refusal = withdrawal(change, by);
  return refusal ? refuse(refusal) : accept({ type: 'ChangeWithdrawn', by, at, reason });
}

/** The glass itself. An approval that had lapsed is asked for again: it is owed now. */
export function proceedWithoutApproval(change: Change, { by, at, reason }: ProceedWithoutApproval): Decision {
  const refusal = firstRefusal(
    onlyInvolved(change, by),
    ended(change),
    decided(change),
    change.proceeded ? { code: 'already-proceeded', at: change.proceeded.at } : undefined,
    unsubstantial('reason', reason, 10),
  );
  if (refusal) return refuse(refusal);
  return accept({ type: 'ProceededWithoutApproval', by, at, reason }, ...askIfLapsed(change, at));
}

export function askAgain(change: Change, { by, at, plan, requirements }: AskAgain): Decision {
  const refusal = firstRefusal(
    onlyInvolved(change, by),
    ended(change),
    decided(change),
    change.authorization.status === 'pending' ? { code: 'approval-pending' } : undefined,
  );
  if (refusal) return refuse(refusal);
  const round = change.authorization.round + 1;
  return accept({ type: 'ApprovalRequested', at, round, because: 'asked again', requirements, ...plan });
}

/** After downtime one reminder stands for all that were missed. */
export function remindApprovers(change: Change, { at }: RemindApprovers): Decision {
  const due = approvalReminder(change);
  if (!due || due.at > at) return refuse({ code: 'nothing-due' });
  const { requestedAt, reminders } = change.authorization;
  const passed = change.terms.approval.remindAfter.filter((after) => requestedAt + after <= at).length;
  return accept({ type: 'ApproversReminded', at, reminder: Math.max(passed, reminders + 1) });
}

export function expireApproval(change: Change, { at }: ExpireApproval): Decision {
  const due = approvalExpiry(change);
  if (!due || due.at > at) return refuse({ code: 'nothing-due' });
  const lapsed: ChangeEvent = { type: 'ApprovalExpired', at, round: change.authorization.round };
  return accept(lapsed, ...afterExtension(change, at));
}

/** A change that goes out after its request lapsed owes an approval: the same people are asked again. */
export function askIfLapsed(change: Change, at: number, deployer?: UserId): ChangeEvent[] {
  const { status, round } = change.authorization;
  if (status !== 'expired') return [];
  const barred = new Set([...involved(change), ...(deployer === undefined ? [] : [deployer])]);
  return [{ type: 'ApprovalRequested', at, round: round + 1, ...sameAgain(change, barred) }];
}

function decided({ authorization: { status, given, authorizedAt, rejected } }: Change): Refusal | undefined {
  if (status === 'authorized') {
    return { code: 'already-authorized', by: given.map(({ by }) => by), at: authorizedAt ?? 0 };
  }
  return rejected && { code: 'already-rejected', ...rejected };
}
