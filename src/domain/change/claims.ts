import { sameAgain } from './again.ts';
import { cannotDecide, fillsNoPlace, waitingFor } from './approve.ts';
import type { Claim, DenyVerbalApproval, LapseClaim, NameVerbalApproval, WithdrawApproval } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import type { ChangeEvent } from './events.ts';
import { ended, implausibleTime, onlyInvolved, unsubstantial } from './guards.ts';
import type { Change } from './state.ts';
import { firstDeployedAt, involved } from './state.ts';
import type { UserId } from './types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "I'm looking": for those who could approve now. Said again it lasts from then. */
export function claim(change: Change, { by, at, decider }: Claim): Decision {
  const refusal = firstRefusal(cannotDecide(change, by, decider), fillsNoPlace(change, by, decider));
  if (refusal) return refuse(refusal);
  return accept({ type: 'ApprovalClaimed', by, at, until: at + (change.terms.approval.claimLasts ?? 10 * MINUTE) });
}

export function lapseClaim(change: Change, { at }: LapseClaim): Decision {
  const lapsed = change.authorization.claims.filter(({ until }) => until <= at);
  if (lapsed.length === 0) return refuse({ code: 'nothing-due' });
  return accept(...lapsed.map(({ by }): ChangeEvent => ({ type: 'ClaimLapsed', by, at })));
}

/** One's own yes, as long as nothing went out on it. */
export function withdrawApproval(change: Change, { by, at, reason }: WithdrawApproval): Decision {
  const { given, status, round, rejected } = change.authorization;
  const deployedAt = firstDeployedAt(change);
  const refusal = firstRefusal(
    ended(change),
    given.some((approval) => approval.by === by) ? undefined : { code: 'no-approval-of-yours' },
    deployedAt === undefined ? undefined : { code: 'already-deployed', at: deployedAt },
    rejected && { code: 'already-rejected', ...rejected },
  );
  if (refusal) return refuse(refusal);
  const authorized = status === 'authorized';
  const withdrawn: ChangeEvent = { type: 'ApprovalWithdrawn', by, at, reason, authorized };
  if (!authorized) return accept(withdrawn);
  const left = given.filter((approval) => approval.by !== by);
  const again = {
    round: round + 1,
    because: 'approval withdrawn' as const,
    ...sameAgain(change, involved(change), left),
  };
  return accept(withdrawn, { type: 'ApprovalRequested', at, ...again });
}

/** Counts as unapproved until that person confirms with a click of their own. */
export function nameVerbalApproval(change: Change, { by, at, approver, how, saidAt }: NameVerbalApproval): Decision {
  const refusal = firstRefusal(
    onlyInvolved(change, by),
    ended(change),
    change.authorization.status === 'pending' ? undefined : { code: 'approval-not-pending' },
    involved(change).has(approver) ? { code: 'implementer' } : undefined,
    waitingFor(change).includes(approver) ? undefined : { code: 'not-waiting-for', user: approver },
    namedYes(change, approver, at) && { code: 'already-noted' },
    unsubstantial('how', how, 4),
    implausibleTime('saidAt', saidAt, at),
  );
  if (refusal) return refuse(refusal);
  const confirmBy = at + (change.terms.approval.verbalWithin ?? 4 * HOUR);
  return accept({ type: 'VerbalApprovalNamed', by, at, approver, how, saidAt, confirmBy });
}

export function denyVerbalApproval(change: Change, { by, at }: DenyVerbalApproval): Decision {
  const own = change.authorization.given.find((approval) => approval.by === by);
  const refusal = firstRefusal(
    ended(change),
    own && { code: 'you-already-approved', at: own.at },
    namedYes(change, by) ? undefined : { code: 'not-named' },
  );
  return refusal ? refuse(refusal) : accept({ type: 'VerbalApprovalDenied', by, at });
}

/** What was said of somebody and not denied; after `at` only what can still be confirmed. */
const namedYes = ({ authorization: { verbal } }: Change, user: UserId, at = 0) =>
  verbal.findLast(({ approver, denied, confirmBy }) => approver === user && !denied && at <= confirmBy);
