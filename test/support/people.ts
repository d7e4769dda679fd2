import type { People } from '../../src/app/people-ports.ts';
import { people } from '../../src/sandbox/workspace.ts';

/** The sandbox's people, as Slack would tell of them. */
export const workspacePeople: People = {
  find: async (user) => {
    const known = people.find(({ id }) => id === user);
    return {
      id: user,
      name: known?.realName ?? user,
      email: known?.email,
      timezone: known?.timezone,
      standing: known ? 'member' : 'unknown',
    };
  },
};

const TITLES: Readonly<Record<string, string>> = { 'oncall-leads': 'on-call lead', leadership: 'leadership' };
export const groupTitle = (group: string): string => TITLES[group] ?? group;

export const names = {
  person: (user: string): string => people.find(({ id }) => id === user)?.realName ?? user,
  group: groupTitle,
};
