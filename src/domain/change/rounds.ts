import { isMet } from '../authorization.ts';
import { approvalEscalation } from '../timers.ts';
import { sameAgain } from './again.ts';
import type { EscalateApproval, ExtendScope, NoteInvolvement } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import type { ChangeEvent } from './events.ts';
import { ended, notSubstantial, onlyInvolved, unsubstantial } from './guards.ts';
import type { Change } from './state.ts';
import { candidate, hasEnded, involved } from './state.ts';
import type { Candidate, Instant, Involvement, UserId } from './types.ts';

// What opens another round of approval on the same change.

/** A second commit or system needs a yes of its own; what was approved stays approved. */
export function extendScope(change: Change, command: ExtendScope): Decision {
  const { by, at, systems, commit, reason, requirements, plan } = command;
  const refusal = firstRefusal(
    onlyInvolved(change, by),
    ended(change),
    change.authorization.status === 'authorized' ? undefined : { code: 'not-approved-yet' },
    systems.length === 0 && !commit ? notSubstantial('systems', { kind: 'missing' }) : undefined,
    unsubstantial('reason', reason, 8),
  );
  if (refusal) return refuse(refusal);
  const round = change.authorization.round + 1;
  return accept(
    { type: 'ScopeExtended', by, at, systems, commit, reason, requirements },
    { type: 'ApprovalRequested', at, round, because: 'scope extended', ...plan },
  );
}

/** Somebody turned out to have a hand in it. Their approval or sign-off is kept, and an independent one is owed. */
export function noteInvolvement(change: Change, { user, as, at, sameAs = [] }: NoteInvolvement): Decision {
  if (involved(change).has(user)) return accept();
  return accept(...learned(change, { user, as, at, sameAs }));
}

interface Learned {
  readonly user: UserId;
  readonly as: Involvement;
  readonly at: Instant;
  readonly sameAs: readonly UserId[];
}

/** The facts that follow: that they are involved, and where their yes was needed, that another one is asked for. */
export function learned(change: Change, { user, as, at, sameAs }: Learned): ChangeEvent[] {
  const accounts = [user, ...sameAs];
  const { given, status, round, standing } = change.authorization;
  const yeses = [...given, ...(standing?.given ?? [])].map(({ by }) => by);
  const approved = [...new Set(yeses)].filter((by) => accounts.includes(by));
  const signedOff = accounts.find((account) => account === change.review.signedOff?.by);
  if (approved.length === 0 && as === 'deployer' && signedOff === undefined) return [];
  const involvement: ChangeEvent = { type: 'InvolvementLearned', at, user, as, approved, signedOff };
  const left = given.filter(({ by }) => !approved.includes(by));
  // What has ended is not opened again: then the involvement alone is on record, for the auditor.
  const isSettled = status !== 'authorized' || hasEnded(change);
  if (isSettled || approved.length === 0 || isMet(change.terms.requirements, left.map(candidate))) return [involvement];
  const plan = sameAgain(change, new Set([...involved(change), ...accounts]), left);
  return [
    involvement,
    { type: 'ApprovalRequested', at, round: round + 1, because: 'independent approval owed', ...plan },
  ];
}

/** While nobody answers: the next tier, a page, the offer to proceed. */
export function escalateApproval(change: Change, { at, asked = [] }: EscalateApproval): Decision {
  const due = approvalEscalation(change);
  if (!due || due.at > at) return refuse({ code: 'nothing-due' });
  const { rung, index } = due;
  if (rung.step === 'page') return accept({ type: 'ApproversPaged', at, rung: index });
  if (rung.step === 'offer') return accept({ type: 'ProceedOffered', at, rung: index });
  const { given, asked: before } = change.authorization;
  const barred = new Set([...involved(change), ...given.map(({ by }) => by)]);
  const knows = (person: Candidate) =>
    before.some(({ user, groups }) => user === person.user && person.groups.every((group) => groups.includes(group)));
  const fresh = asked.filter((person) => !barred.has(person.user) && !knows(person));
  return accept({ type: 'NextTierAsked', at, rung: index, group: rung.group, asked: fresh });
}
