import type { UserId } from '../domain/change/types.ts';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import type { Policy } from '../policy/load.ts';
import type { Groups, People } from './people-ports.ts';

/** Why somebody gets no evidence. */
export type NotAuditor = 'nobody-is' | 'not-a-member' | 'unreachable' | 'no-standing';

/** Whether somebody is one of the policy's auditors at this moment: in doubt they are not. */
export async function isAuditor(
  user: UserId,
  {
    policy,
    groups,
    people,
  }: { readonly policy: Pick<Policy, 'evidence'>; readonly groups: Groups; readonly people: People },
): Promise<Result<true, NotAuditor>> {
  const { auditors } = policy.evidence;
  if (auditors === undefined) return err('nobody-is');
  const [{ memberOf, unreachable }, { standing }] = await Promise.all([
    groups.membershipsOf(user, [auditors]),
    people.find(user),
  ]);
  if (standing !== 'member') return err(standing === 'unknown' ? 'unreachable' : 'no-standing');
  if (memberOf.length > 0) return ok(true);
  return err(unreachable.length > 0 ? 'unreachable' : 'not-a-member');
}
