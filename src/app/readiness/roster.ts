import type { Groups } from '../ports.ts';
import type { GroupFacts } from '../readiness-ports.ts';

/** A group as it is looked up at the click. */
export const rosterOf =
  (groups: Groups) =>
  async (group: string): Promise<GroupFacts> => {
    const members = await groups.members(group);
    if (members) return { members, troubles: [] };
    return { members: [], troubles: [{ group, kind: 'unreachable', what: 'where its members come from' }] };
  };
