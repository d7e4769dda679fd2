import { filled, isMet, openPlaces, seat } from '../authorization.ts';
import { afterExtension } from './again.ts';
import type { Approve, Reject } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import type { ChangeEvent } from './events.ts';
import { ended, groupsInDoubt, standingRefusal, unsubstantial } from './guards.ts';
import type { OpenPlace, Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import { candidate, involved } from './state.ts';
import type { Candidate, Instant, UserId } from './types.ts';
import { accountsOf } from './types.ts';

export function approve(change: Change, { by, at, decider, comment }: Approve): Decision {
  const refusal = firstRefusal(cannotDecide(change, by, decider), fillsNoPlace(change, by, decider));
  if (refusal) return refuse(refusal, ...attempt({ by, at, attempted: 'approve', refusal }));

  const neededGroups = new Set(change.terms.requirements.flatMap(({ groups }) => groups));
  const memberOf = decider.memberOf.filter(({ group }) => neededGroups.has(group));
  const approval: ChangeEvent = {
    type: 'ApprovalGiven',
    by,
    at,
    memberOf,
    comment,
    confirms: saidOnACall(change, by, at),
  };
  if (!isMet(change.terms.requirements, [...counted(change), candidate({ by, memberOf })])) return accept(approval);

  const authorized: ChangeEvent = { type: 'ChangeAuthorized', at };
  // The review may have been signed off while the approval was still owed: then this was the last open track.
  return change.review.status === 'signed off'
    ? accept(approval, authorized, { type: 'ChangeClosed', at })
    : accept(approval, authorized);
}

export function reject(change: Change, { by, at, decider, reason }: Reject): Decision {
  const refusal = firstRefusal(cannotDecide(change, by, decider), notOfAnyGroup(change, decider));
  if (refusal) return refuse(refusal, ...attempt({ by, at, attempted: 'reject', refusal }));
  const thin = unsubstantial('reason', reason, 5);
  if (thin) return refuse(thin);

  const neededGroups = new Set(change.terms.requirements.flatMap(({ groups }) => groups));
  const memberOf = decider.memberOf.filter(({ group }) => neededGroups.has(group));
  // What was approved before stays approved: only the addition is refused.
  const isAddition = change.authorization.because === 'scope extended';
  const type = isAddition ? 'ScopeExtensionRejected' : 'ChangeRejected';
  const rejected: ChangeEvent = { type, by, at, reason, memberOf };
  const owed = isAddition ? afterExtension(change, at) : [];
  const isDone = change.review.status === 'signed off' && owed.length === 0;
  return accept(rejected, ...owed, ...(isDone ? [{ type: 'ChangeClosed' as const, at }] : []));
}

/** A yes that the requester named, if this click comes within the policy's hours. */
function saidOnACall(change: Change, by: UserId, at: Instant) {
  const named = change.authorization.verbal.findLast((said) => said.approver === by && !said.denied);
  return named && at <= named.confirmBy ? { saidAt: named.saidAt, how: named.how } : undefined;
}

/** Places still open, and who could fill them by group. */
export const stillNeeded = (change: Change): OpenPlace[] => openPlaces(change.terms.requirements, counted(change));

/** Whether the yeses so far are all that is needed. */
export const isComplete = (change: Change): boolean => isMet(change.terms.requirements, counted(change));

/** The yeses that count: not those of people who turned out to have a hand in the change since. */
function counted(change: Change): Candidate[] {
  const barred = involved(change);
  return change.authorization.given.filter(({ by }) => !barred.has(by)).map(candidate);
}

/** Those who were asked, may still decide, and would fill a place, also when somebody else would move over for them. */
export function waitingFor(change: Change): UserId[] {
  const { asked, given } = change.authorization;
  const barred = new Set([...involved(change), ...given.map(({ by }) => by)]);
  // Of fifty people in the same groups one stands for all.
  const known = new Map<string, boolean>();
  const wouldHelp = (person: Candidate): boolean => {
    const key = JSON.stringify(person.groups);
    const answer = known.get(key) ?? helps(change, person);
    known.set(key, answer);
    return answer;
  };
  return asked.filter((person) => !barred.has(person.user) && wouldHelp(person)).map(({ user }) => user);
}

/** Whether one more place would be filled with this person's yes. */
function helps(change: Change, person: Candidate): boolean {
  const { requirements } = change.terms;
  const given = counted(change);
  return filled(seat(requirements, [...given, person])) > filled(seat(requirements, given));
}

/** Separation of duties first (SOC 2 CC8.1, ISO 27001 A.5.3), then whether there is anything left to decide. */
export function cannotDecide(change: Change, by: string, decider: Approve['decider']): Refusal | undefined {
  const { authorization } = change;
  const accounts = accountsOf(by, decider);
  if (accounts.has(change.requester)) {
    return {
      code: 'own-change',
      needed: stillNeeded(change),
      waitingFor: waitingFor(change),
      askedAt: [authorization.requestedAt, authorization.lastRemindedAt].filter((at) => at !== undefined),
    };
  }
  const signer = change.review.signedOff?.by;
  if ([...involved(change)].some((user) => accounts.has(user))) return { code: 'implementer' };
  return firstRefusal(
    standingRefusal(decider.standing),
    signer !== undefined && accounts.has(signer) ? { code: 'signed-the-review-off' } : undefined,
    settled(change, accounts),
  );
}

function settled(change: Change, accounts: ReadonlySet<UserId>): Refusal | undefined {
  const { status, given, authorizedAt, rejected, expiredAt } = change.authorization;
  const own = given.find((approval) => accounts.has(approval.by));
  if (own) return { code: 'you-already-approved', at: own.at };
  if (status === 'authorized') {
    return { code: 'already-authorized', by: given.map((approval) => approval.by), at: authorizedAt ?? 0 };
  }
  if (rejected) return { code: 'already-rejected', ...rejected };
  if (status === 'expired') return { code: 'approval-expired', at: expiredAt ?? 0 };
  return ended(change);
}

function notOfAnyGroup(change: Change, decider: Approve['decider']): Refusal | undefined {
  const needed = new Set(change.terms.requirements.flatMap(({ groups }) => groups));
  if (decider.memberOf.some(({ group }) => needed.has(group))) return undefined;
  const unmatched = decider.troubles?.filter(({ kind, group }) => kind === 'unmatched' && needed.has(group)) ?? [];
  return (
    groupsInDoubt(needed, decider) ?? {
      code: 'not-eligible',
      needed: stillNeeded(change),
      ...(unmatched.length > 0 && { troubles: unmatched }),
    }
  );
}

/** One person counts for one place: a yes that fills none is not taken, so that nobody believes it helped. */
export function fillsNoPlace(change: Change, by: string, decider: Approve['decider']): Refusal | undefined {
  const outsider = notOfAnyGroup(change, decider);
  if (outsider) return outsider;
  if (helps(change, { user: by, groups: decider.memberOf.map(({ group }) => group) })) return undefined;
  return { code: 'place-taken', by: counted(change).map(({ user }) => user), needed: stillNeeded(change) };
}

interface Attempt {
  readonly by: UserId;
  readonly at: Instant;
  readonly attempted: 'approve' | 'reject';
  readonly refusal: Refusal;
}

/** Every refused attempt is kept, but for the second click of somebody whose yes already counts. */
function attempt({ by, at, attempted, refusal }: Attempt): ChangeEvent[] {
  if (refusal.code === 'you-already-approved') return [];
  return [{ type: 'ApprovalAttemptRefused', by, at, attempted, code: refusal.code }];
}
