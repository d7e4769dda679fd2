import { isMet, openPlaces } from '../authorization.ts';
import type { ApprovalPlan } from './commands.ts';
import type { ChangeEvent } from './events.ts';
import type { Change, GivenApproval } from './state.ts';
import { candidate, involved } from './state.ts';
import type { Instant, UserId } from './types.ts';

/** The same people again, but for those who may not decide; what none of them can fill is said. */
export function sameAgain(
  { authorization, terms }: Change,
  barred: ReadonlySet<UserId>,
  given: readonly GivenApproval[] = authorization.given,
): ApprovalPlan {
  const asked = authorization.asked.filter(({ user }) => !barred.has(user));
  const left = given.filter(({ by }) => !barred.has(by)).map(candidate);
  // Somebody's yes counts for the groups of their click, whatever else they were asked for: they are not asked twice.
  const askable = asked.filter(({ user }) => !left.some((yes) => yes.user === user));
  const open = openPlaces(terms.requirements, [...left, ...askable]);
  return { asked, fallback: authorization.fallback, shortfall: [...new Set(open.flatMap(({ groups }) => groups))] };
}

/**
 * An extension was refused or lapsed, so what was approved before stands again: unless somebody who approved it turned out
 * to have a hand in the change meanwhile.
 */
export function afterExtension(change: Change, at: Instant): ChangeEvent[] {
  const { standing, round } = change.authorization;
  if (!standing) return [];
  const barred = involved(change);
  const independent = standing.given.filter(({ by }) => !barred.has(by));
  if (isMet(standing.requirements, independent.map(candidate))) return [];
  const before = { ...change, terms: { ...change.terms, requirements: standing.requirements } };
  const plan = sameAgain(before, barred, independent);
  return [{ type: 'ApprovalRequested', at, round: round + 1, because: 'independent approval owed', ...plan }];
}
