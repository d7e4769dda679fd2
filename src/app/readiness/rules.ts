import type { Roster } from '../../domain/authorization.ts';
import { openPlaces, planApprovals } from '../../domain/authorization.ts';
import type { Requirement, UserId } from '../../domain/change/types.ts';
import { KINDS, RISKS } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import { requirementsFor } from '../../policy/terms.ts';
import type { Facts } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { count } from './report.ts';

type Demand = readonly Requirement[];

/** Whoever asks, enough distinct people are left for every place of every rule, and of rules that match together. */
export function judgeRules(policy: Policy, facts: Facts): AreaReport {
  const roster = activeRoster(facts);
  const demands = demandsOf(policy);
  return {
    area: 'rules',
    summary: `${count(policy.rules.length, 'rule')} can be met, whoever declares the change`,
    faults: canBeJudged(facts) ? demands.flatMap(shortages) : [cannotBeJudged],
    notices: [],
  };

  /** Said once: what a rule lacks by itself, it lacks together with others too. */
  function shortages(demand: Demand, index: number): Fault[] {
    const weaker = demands.slice(0, index).filter((other) => isPartOf(other, demand));
    const isNew = (who: UserId | undefined) => !weaker.some((other) => lacking(other, who).length > 0);
    const always = lacking(demand, undefined);
    if (always.length > 0) return isNew(undefined) ? always.map((open) => shortage(demand, open, undefined)) : [];
    return everybody(roster)
      .filter(isNew)
      .flatMap((who) => lacking(demand, who).map((open) => shortage(demand, open, who)));
  }

  function lacking(demand: Demand, requester: UserId | undefined): Lacking[] {
    const barred = new Set(requester === undefined ? [] : [requester]);
    const { requirements, asked } = planApprovals(demand, roster, barred, policy.approval.fallback_group);
    const open = openPlaces(requirements, asked).map(({ groups, places }) => ({ group: groups[0] ?? '', places }));
    return [...new Set(open.map(({ group }) => group))].map((group) => {
      const missing = placesOf(open.filter((each) => each.group === group));
      const wanted = placesOf(requirements.filter(({ groups }) => groups[0] === group));
      return { group, missing, left: wanted - missing, wanted };
    });
  }

  function shortage(demand: Demand, { group, missing, left, wanted }: Lacking, requester: UserId | undefined): Fault {
    const { fallback_group: fallback } = policy.approval;
    const when = requester === undefined ? '' : ` when ${nameOf(requester, facts)} declares the change`;
    const filled = fallback === undefined || fallback === group ? '' : `, the fall-back group "${fallback}" included`;
    return {
      where: `group "${group}"`,
      what: `${count(left, 'person', 'people')} left, needs ${wanted}${when} (${rulesOf(demand)}${filled})`,
      fix: `add ${count(missing, 'person', 'people')} to "${group}"${fallback === undefined ? ', or name an approval.fallback_group' : ''}`,
    };
  }
}

interface Lacking {
  readonly group: string;
  readonly missing: number;
  readonly left: number;
  readonly wanted: number;
}

const placesOf = (some: readonly { readonly places: number }[]): number =>
  some.reduce((sum, { places }) => sum + places, 0);

const everybody = (roster: Roster): UserId[] => [...new Set([...roster.values()].flatMap((members) => members ?? []))];

/** Members who could press the button today: full members of the workspace, active. */
function activeRoster({ groups, accounts }: Facts): Roster {
  const isActive = (user: UserId) => {
    const account = accounts.get(user);
    return account?.ok === true && account.value.standing === 'member';
  };
  return new Map([...groups].map(([group, { members }]) => [group, members.filter(isActive)]));
}

const canBeJudged = ({ accounts }: Facts): boolean => [...accounts.values()].some(({ ok }) => ok);

const cannotBeJudged: Fault = {
  where: 'rules',
  what: 'nobody could be looked up in Slack, so it cannot be said whether enough people are left',
  fix: 'mend what is said of Slack, then run it again',
};

export function nameOf(user: UserId, { accounts }: Pick<Facts, 'accounts'>): string {
  const account = accounts.get(user);
  return account?.ok ? account.value.name : user;
}

function rulesOf(demand: Demand): string {
  const names = [...new Set(demand.map(({ rule }) => `"${rule}"`))];
  return names.length === 1 ? `rule ${names[0]}` : `rules ${names.join(' and ')} together`;
}

/** Each rule by itself, then every set of rules that one change can match: fewest first. */
function demandsOf(policy: Policy): Demand[] {
  const alone = policy.rules.map((rule) => requirementsFor({ ...policy, rules: [{ ...rule, when: {} }] }, anyChange));
  const systems = Object.keys(policy.systems);
  const together = KINDS.flatMap((kind) =>
    RISKS.flatMap((risk) =>
      policy.criteria.flatMap((criterion) =>
        [[], ...systems.map((system) => [system]), systems].map((some) =>
          requirementsFor(policy, { kind, risk, systems: some, criterion }),
        ),
      ),
    ),
  );
  const byRules = new Map([...alone, ...together].map((demand) => [rulesOf(demand), demand]));
  return [...byRules.values()].filter(({ length }) => length > 0).toSorted((a, b) => ruleCount(a) - ruleCount(b));
}

const anyChange = { kind: KINDS[0], risk: RISKS[0], systems: [], criterion: { id: '', title: '' } } as const;

const ruleCount = (demand: Demand): number => new Set(demand.map(({ rule }) => rule)).size;

const isPartOf = (part: Demand, whole: Demand): boolean =>
  part.every(({ rule }) => whole.some((other) => other.rule === rule));
