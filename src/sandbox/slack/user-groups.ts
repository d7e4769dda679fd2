import type { SlackOptions, UserGroup } from './contract.ts';

export interface UserGroups {
  readonly find: (id: string) => UserGroup | undefined;
  readonly all: () => readonly UserGroup[];
  readonly change: (id: string, to: Partial<Pick<UserGroup, 'users' | 'isDisabled'>>) => void;
}

export function userGroups({ userGroups: seeded = [] }: SlackOptions): UserGroups {
  const byId = new Map(seeded.map((group) => [group.id, group]));
  return {
    find: (id) => byId.get(id),
    all: () => [...byId.values()],
    change: (id, to) => {
      const group = byId.get(id);
      if (!group) throw new Error(`There is no user group ${id}.`);
      byId.set(id, { ...group, ...to });
    },
  };
}
