import type { UserId } from '../../domain/change/types.ts';
import type { Names } from '../../domain/telling.ts';

/** `names.json`: what the people and groups of the pack are called, and nobody else. */
export interface Called {
  readonly people: Readonly<Record<UserId, string>>;
  readonly groups: Readonly<Record<string, string>>;
}

/** `names`, and a list of those that were used. */
export function noting(names: Names): Names & { readonly used: () => Called } {
  const [people, groups] = [new Map<string, string>(), new Map<string, string>()];
  const remembered = (known: Map<string, string>, name: (id: string) => string) => (id: string) => {
    const called = known.get(id) ?? name(id);
    known.set(id, called);
    return called;
  };
  return {
    person: remembered(people, names.person),
    group: remembered(groups, names.group),
    used: () => ({ people: sorted(people), groups: sorted(groups) }),
  };
}

export const calledText = (called: Called): string => `${JSON.stringify(called, null, 2)}\n`;

/** Whoever is not in it keeps their id. */
export function namesFromCalled({ people, groups }: Called): Names {
  const [persons, titles] = [new Map(Object.entries(people)), new Map(Object.entries(groups))];
  return { person: (user) => persons.get(user) ?? user, group: (group) => titles.get(group) ?? group };
}

const sorted = (names: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...names].toSorted(([a], [b]) => (a < b ? -1 : 1)));
