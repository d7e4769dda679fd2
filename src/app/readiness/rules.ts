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
  if (![...facts.accounts.values()].some(({ ok }) => ok)) {
    return { area: 'rules', summary: '', faults: [], notices: [], skipped: 'nobody could be looked up in Slack' };
  }
  const roster = activeRoster(facts);
  const demands = demandsOf(policy);
  const known = new Map<Demand, Map<UserId | undefined, readonly Lacking[]>>();
  return {
    area: 'rules',
    summary: `${count(policy.rules.length, 'rule')} can be met, whoever declares the change`,
    faults: demands.flatMap(shortages),
    notices: [],
  };

  /** Said once: what a rule lacks by itself, it lacks together with others too. */
  function shortages(demand: Demand, index: number): Fault[] {
    const weaker = demands.slice(0, index).filter((other) => isPartOf(other, demand));
    const isNew = (who: UserId | undefined) => !weaker.some((other) => lacking(other, who).length > 0);
    const always = lacking(demand, undefined);
    if (always.length > 0) return isNew(undefined) ? always.map((open) => shortage(demand, open, [])) : [];
    return merged(
      everybody(roster)
        .filter(isNew)
        .flatMap((requester) => lacking(demand, requester).map((open) => ({ requester, open }))),
    ).map(({ open, requesters }) => shortage(demand, open, requesters));
  }

  /** Asked for again and again, worked out once. */
  function lacking(demand: Demand, requester: UserId | undefined): readonly Lacking[] {
    const ofDemand = known.get(demand) ?? new Map<UserId | undefined, readonly Lacking[]>();
    known.set(demand, ofDemand);
    const found = ofDemand.get(requester) ?? workOut(demand, requester);
    ofDemand.set(requester, found);
    return found;
  }

  function workOut(demand: Demand, requester: UserId | undefined): Lacking[] {
    const barred = new Set(requester === undefined ? [] : [requester]);
    const { requirements, asked } = planApprovals(demand, roster, barred, policy.approval.fallback_group);
    const open = openPlaces(requirements, asked).map(({ groups, places }) => ({ group: groups[0] ?? '', places }));
    return [...new Set(open.map(({ group }) => group))].map((group) => {
      const missing = placesOf(open.filter((each) => each.group === group));
      const wanted = placesOf(requirements.filter(({ groups }) => groups[0] === group));
      return { group, missing, left: wanted - missing, wanted };
    });
  }

  function shortage(demand: Demand, { group, missing, left, wanted }: Lacking, requesters: readonly UserId[]): Fault {
    const { fallback_group: fallback } = policy.approval;
    const names = requesters.map((requester) => nameOf(requester, facts));
    const when = names.length === 0 ? '' : ` when ${orList(names)} declares the change`;
    const filled = fallback === undefined || fallback === group ? '' : `, the fall-back group "${fallback}" included`;
    return {
      where: `group "${group}"`,
      what: `${count(left, 'person', 'people')} left, needs ${wanted}${when} (${rulesOf(demand)}${filled})`,
      fix: `add ${count(missing, 'person', 'people')} to "${group}"${fallback === undefined ? ', or name an approval.fallback_group' : ''}`,
    };
  }
}

/** The same lack under several requesters is told once. */
function merged(shortages: readonly { readonly requester: UserId; readonly open: Lacking }[]) {
  const byLack = new Map<string, { readonly open: Lacking; readonly requesters: UserId[] }>();
  for (const { requester, open } of shortages) {
    const key = `${open.group} ${open.left}/${open.wanted}`;
    const known = byLack.get(key) ?? { open, requesters: [] };
    known.requesters.push(requester);
    byLack.set(key, known);
  }
  return [...byLack.values()];
}

const orList = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

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

export function nameOf(user: UserId, { accounts }: Pick<Facts, 'accounts'>): string {
  const account = accounts.get(user);
  return account?.ok ? account.value.name : user;
}

function rulesOf(demand: Demand): string {
  const names = [...new Set(demand.map(({ rule }) => `"${rule}"`))];
  return names.length === 1
    ? `rule ${names[0]}`
    : `rules ${names.slice(0, -1).join(', ')} and ${names.at(-1)} together`;
}

/** Each rule by itself, then every set of rules that a change of one system can match: fewest first. */
function demandsOf(policy: Policy): Demand[] {
  const alone = policy.rules.map((rule) => requirementsFor({ ...policy, rules: [{ ...rule, when: {} }] }, anyChange));
  const systems = [[], ...Object.keys(policy.systems).map((system) => [system])];
  const together = KINDS.flatMap((kind) =>
    RISKS.flatMap((risk) =>
      policy.criteria.flatMap((criterion) =>
        systems.flatMap((some) =>
          [false, true].map((drill) => requirementsFor(policy, { kind, risk, systems: some, criterion, drill })),
        ),
      ),
    ),
  );
  const byRules = new Map([...alone, ...together].map((demand) => [JSON.stringify(demand), demand]));
  return [...byRules.values()].filter(({ length }) => length > 0).toSorted((a, b) => ruleCount(a) - ruleCount(b));
}

const anyChange = { kind: KINDS[0], risk: RISKS[0], systems: [], criterion: { id: '', title: '' } } as const;

const ruleCount = (demand: Demand): number => new Set(demand.map(({ rule }) => rule)).size;

const isPartOf = (part: Demand, whole: Demand): boolean =>
  part.every(({ rule }) => whole.some((other) => other.rule === rule));
