import type { UserId } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { groupTitle, groupUsers } from '../policy/terms.ts';
import type { Groups } from './ports.ts';

/** Groups as the policy lists them. */
export function listedGroups(policy: () => Policy): Groups {
  return {
    members: async (group) => groupUsers(policy(), group),
    membershipsOf: async (user: UserId) => ({
      memberOf: Object.keys(policy().groups)
        .filter((group) => groupUsers(policy(), group).includes(user))
        .map((group) => ({ group, ground: `listed as ${groupTitle(policy(), group)} in the policy` })),
      unreachable: [],
    }),
  };
}
