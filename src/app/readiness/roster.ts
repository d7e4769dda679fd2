import type { Groups } from '../people-ports.ts';
import type { GroupFacts } from '../readiness-ports.ts';

/** Groups as they are looked up at the click: one person once, and nobody who could not press the button. */
export const rosterOf =
  (groups: Pick<Groups, 'rosterOf'>) =>
  async (names: readonly string[]): Promise<ReadonlyMap<string, GroupFacts>> => {
    const { roster, troubles } = await groups.rosterOf(names, new Set());
    return new Map(
      names.map((name) => [
        name,
        { members: roster.get(name) ?? [], troubles: troubles.filter(({ group }) => group === name) },
      ]),
    );
  };
