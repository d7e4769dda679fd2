import type { GroupTrouble } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Facts } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { count } from './report.ts';

/** Every group that somebody is asked by names people, and each of its sources answers. */
export function judgeGroups(_policy: Policy, { groups }: Facts): AreaReport {
  const people = new Set([...groups.values()].flatMap(({ members }) => members));
  return {
    area: 'groups',
    summary: `${count(groups.size, 'group resolves', 'groups resolve')} to ${count(people.size, 'person', 'people')}`,
    faults: [...groups].flatMap(([group, { members, troubles }]) => {
      const faults = troubles.map((trouble) => troubled(group, trouble));
      const isSilent = members.length === 0 && faults.length === 0;
      return isSilent ? [troubled(group, { group, kind: 'empty', what: 'the group' })] : faults;
    }),
    notices: [],
  };
}

function troubled(group: string, { kind, what }: GroupTrouble): Fault {
  const where = `group "${group}"`;
  switch (kind) {
    case 'absent':
      return { where, what: `${what} does not exist any more`, fix: `name another one under groups.${group}` };
    case 'empty':
      return {
        where,
        what: `${what} has nobody in it now`,
        fix: `put somebody in, or name others under groups.${group}`,
      };
    case 'unreachable':
      return { where, what: `${what} could not be asked`, fix: 'check the connection and its token' };
    case 'unmatched':
      return {
        where,
        what: `${what} cannot be told to be one person in Slack`,
        fix: 'give them the same e-mail there and in Slack, or name both accounts under people',
      };
  }
}
