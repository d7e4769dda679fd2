import type { OpenPlace } from './change/refusals.ts';
import type { Candidate, Requirement, UserId } from './change/types.ts';

interface Place {
  readonly requirement: number;
  readonly groups: readonly string[];
}

/** Which candidate sits on which place: people are distinct by construction, a place holds one person. */
interface Seating {
  readonly places: readonly Place[];
  readonly seated: readonly (UserId | undefined)[];
}

function placesOf(requirements: readonly Requirement[]): Place[] {
  return requirements.flatMap(({ groups, places }, requirement) =>
    Array.from({ length: places }, () => ({ requirement, groups })),
  );
}

/**
 * Seats as many people as possible, one person on one place ("1 on-call lead and 1 leadership" needs two people even
 * when one of them is in both groups). A maximum bipartite matching by augmenting paths (Kuhn): people who were
 * seated may be moved to another place they fit, never unseated.
 */
export function seat(requirements: readonly Requirement[], candidates: readonly Candidate[]): Seating {
  const places = placesOf(requirements);
  const seated: (number | undefined)[] = places.map(() => undefined);
  const people = distinct(candidates);
  people.forEach((_person, index) => {
    find(index, new Set());
  });
  return { places, seated: seated.map((index) => (index === undefined ? undefined : people[index]?.user)) };

  function find(person: number, tried: Set<number>): boolean {
    for (const [index, place] of places.entries()) {
      if (tried.has(index) || !fits(people[person], place)) continue;
      tried.add(index);
      const sitting = seated[index];
      if (sitting === undefined || find(sitting, tried)) {
        seated[index] = person;
        return true;
      }
    }
    return false;
  }
}

const fits = (person: Candidate | undefined, place: Place): boolean =>
  person?.groups.some((group) => place.groups.includes(group)) ?? false;

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const groups = new Map<UserId, string[]>();
  for (const { user, groups: more } of candidates) groups.set(user, [...(groups.get(user) ?? []), ...more]);
  return [...groups].map(([user, all]) => ({ user, groups: all }));
}

/** How many places these people fill. */
export const filled = ({ seated }: Seating): number => seated.filter((user) => user !== undefined).length;

/** The places still open, by requirement, in the policy's order. */
export function openPlaces(requirements: readonly Requirement[], given: readonly Candidate[]): OpenPlace[] {
  const { places, seated } = seat(requirements, given);
  return requirements
    .map(({ groups }, index) => ({
      groups,
      places: places.filter((place, at) => place.requirement === index && seated[at] === undefined).length,
    }))
    .filter(({ places: open }) => open > 0);
}

/** Whether every place is filled by a person of its own. No requirement at all is never met: in doubt, no. */
export function isMet(requirements: readonly Requirement[], given: readonly Candidate[]): boolean {
  return requirements.length > 0 && openPlaces(requirements, given).length === 0;
}

/** Who belongs to which group now; `undefined` when the group could not be looked up. */
export type Roster = ReadonlyMap<string, readonly UserId[] | undefined>;

export interface ApprovalOutlook {
  readonly requirements: readonly Requirement[];
  readonly asked: readonly Candidate[];
  readonly fallback?: string | undefined;
  readonly shortfall: readonly string[];
}

/**
 * Works out, before a declare is accepted, who can approve once separation of duties has taken people away. Where too
 * few are left the fall-back group may fill any place; where even that is too little, `shortfall` names the groups.
 */
export function planApprovals(
  requirements: readonly Requirement[],
  roster: Roster,
  barred: ReadonlySet<UserId>,
  fallback: string | undefined,
): ApprovalOutlook {
  const eligible = (wanted: readonly Requirement[]) => candidates(wanted, roster, barred);
  if (isMet(requirements, eligible(requirements)))
    return { requirements, asked: eligible(requirements), shortfall: [] };
  if (fallback === undefined) return { requirements, asked: eligible(requirements), shortfall: short(requirements) };

  const open = short(requirements);
  const widened = requirements.map((requirement) =>
    requirement.groups.some((group) => open.includes(group))
      ? { ...requirement, groups: [...new Set([...requirement.groups, fallback])] }
      : requirement,
  );
  const stillShort = isMet(widened, eligible(widened)) ? [] : short(widened);
  return { requirements: widened, asked: eligible(widened), fallback, shortfall: stillShort };

  function short(wanted: readonly Requirement[]): string[] {
    return [...new Set(openPlaces(wanted, eligible(wanted)).flatMap(({ groups }) => groups))];
  }
}

/** Those who are told first for at least one of their groups. The others may decide all the same, and stay quiet. */
export const firstAsked = (eligible: readonly Candidate[], toldFirst: Roster): Candidate[] =>
  eligible.filter(({ user, groups }) => groups.some((group) => toldFirst.get(group)?.includes(user) ?? true));

function candidates(requirements: readonly Requirement[], roster: Roster, barred: ReadonlySet<UserId>): Candidate[] {
  const groups = [...new Set(requirements.flatMap((requirement) => requirement.groups))];
  const people = new Map<UserId, string[]>();
  for (const group of groups) {
    for (const user of roster.get(group) ?? []) {
      if (!barred.has(user)) people.set(user, [...(people.get(user) ?? []), group]);
    }
  }
  return [...people].map(([user, memberOf]) => ({ user, groups: memberOf }));
}
