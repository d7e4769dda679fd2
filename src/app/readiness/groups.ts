import type { GroupTrouble } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { GroupFacts } from '../readiness-ports.ts';
import type { Facts } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { count } from './report.ts';

/** Every group that somebody is asked by names people, and each of its sources answers. */
export function judgeGroups(_policy: Policy, { groups }: Facts): AreaReport {
  const sources = [...groups].map(([group, facts]) => troublesOf(group, facts));
  const people = new Set([...groups.values()].flatMap(({ members }) => members));
  return {
    area: 'groups',
    summary: `${count(groups.size, 'group resolves', 'groups resolve')} to ${count(people.size, 'person', 'people')}`,
    faults: sources.flatMap(({ faults }) => faults),
    notices: sources.flatMap(({ notices }) => notices),
  };
}

/** An empty source is a fault only where the group has nobody else. */
function troublesOf(group: string, { members, troubles }: GroupFacts) {
  const isHarmless = ({ kind }: GroupTrouble) => kind === 'empty' && members.length > 0;
  const nobody: Fault = {
    where: `group "${group}"`,
    what: 'has nobody in it now who may decide',
    fix: `put somebody in, or name others under groups.${group}`,
  };
  const faults = troubles.filter((trouble) => !isHarmless(trouble)).map((trouble) => troubled(group, trouble));
  return {
    faults: members.length === 0 && faults.length === 0 ? [nobody] : faults,
    notices: troubles.filter(isHarmless).map((trouble) => troubled(group, trouble)),
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
