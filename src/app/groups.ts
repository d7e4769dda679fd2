import type { Decider, Instant, UserId } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { isToldFirst } from '../policy/terms.ts';
import type { Account } from './identity.ts';
import { isSamePerson } from './identity.ts';
import type { Log } from './log.ts';
import type { Answer, GroupNow, LookUp, Sources } from './look-up.ts';
import { askSource, groupNow } from './look-up.ts';
import type { Groups, Memberships, People, Person } from './people-ports.ts';

/** Everything a press needs is looked up within this time, so that the answer to Slack stays within its three seconds (ms). */
const DEADLINE = 2_000;

export interface GroupsOptions extends Sources {
  readonly policy: () => Policy;
  readonly people: People;
  readonly now: () => Instant;
  readonly log: Log;
  /** Milliseconds. */
  readonly deadline?: number | undefined;
}

/** Groups as the policy composes them, looked up anew each time: who left a minute ago is gone. */
export function liveGroups({ policy, people, now, log, deadline = DEADLINE, ...sources }: GroupsOptions): Groups {
  /** Only what is under way is shared, so that many presses at once ask once; nothing is kept. */
  const underWay = new Map<string, Promise<Answer>>();

  const begin = (): LookUp => ({
    policy: policy(),
    sources,
    at: now(),
    timeout: deadline,
    late: endOf(deadline),
    log,
  });

  const look = (groups: readonly string[], lookUp: LookUp): Promise<GroupNow[]> =>
    Promise.all(
      [...new Set(groups)].map((group) =>
        groupNow(group, lookUp, ({ source, id }) => {
          const key = `${source} ${id}`;
          const shared = underWay.get(key) ?? askSource({ source, id }, lookUp).finally(() => underWay.delete(key));
          underWay.set(key, shared);
          return shared;
        }),
      ),
    );

  return {
    members: async (group) => {
      const [found] = await look([group], begin());
      const members = firstAccounts(found);
      const isSure = !found?.troubles.some(({ kind }) => kind === 'unreachable');
      return members.length === 0 && !isSure ? undefined : members;
    },
    membershipsOf: async (user, groups) => membershipsIn(await look(groups, begin()), user),
    rosterOf: async (groups, barred) => {
      const lookUp = begin();
      // From now on, also for who joins a look-up that is under way.
      void lookUp.late();
      const [found, out] = await Promise.all([look(groups, lookUp), known([...barred], people, lookUp.late)]);
      const everybody = [...new Set(found.flatMap(firstAccounts))];
      const rest = await eligible(await known(everybody, people, lookUp.late), out, lookUp.policy);
      return rosterIn(found, new Set(rest), lookUp.policy);
    },
  };
}

/** One deadline for all that wait, from the first of them on: the policy's own lists need no timer. */
function endOf(wait: number): LookUp['late'] {
  let end: Promise<'late'> | undefined;
  return () => {
    end ??= new Promise((resolve) => setTimeout(() => resolve('late'), wait).unref());
    return end;
  };
}

/** Groups of which only the policy's lists are known. */
export const listedGroups = (policy: () => Policy): Groups =>
  liveGroups({ policy, people: NOBODY, now: () => 0, log: SILENT });

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const NOBODY: People = {
  find: async (id) => ({ id, name: id, email: undefined, timezone: undefined, standing: 'unknown' }),
};

const firstAccounts = (found: GroupNow | undefined): UserId[] => [
  ...new Set((found?.members ?? []).flatMap(({ accounts }) => accounts[0] ?? [])),
];

/** By which of these groups this account may decide. A group is empty only where nothing of it is in doubt. */
export function membershipsIn(found: readonly GroupNow[], user: UserId): Memberships {
  const having = (kind: 'unreachable' | 'absent') =>
    found.filter(({ troubles }) => troubles.some((trouble) => trouble.kind === kind)).map(({ group }) => group);
  const empty = found.filter(
    ({ members, troubles }) => members.length === 0 && troubles.every(({ kind }) => kind === 'empty'),
  );
  return {
    memberOf: found.flatMap(({ members }) =>
      members.filter(({ accounts }) => accounts.includes(user)).map(({ membership }) => membership),
    ),
    unreachable: having('unreachable'),
    ...some('absent', having('absent')),
    ...some(
      'empty',
      empty.map(({ group }) => group),
    ),
    ...some(
      'troubles',
      found.flatMap(({ troubles }) => troubles),
    ),
  };
}

const some = <K extends keyof Decider>(key: K, list: readonly unknown[]) => (list.length > 0 ? { [key]: list } : {});

/** What Slack says of them, as far as it answers in time. */
function known(users: readonly UserId[], people: People, late: LookUp['late']): Promise<Person[]> {
  return Promise.all(
    users.map(async (id) => {
      const person = await Promise.race([people.find(id), late()]);
      return person === 'late' ? { id, name: id, email: undefined, timezone: undefined, standing: 'unknown' } : person;
    }),
  );
}

/** Somebody Slack could not be asked about is asked all the same: whether they may decide is seen when they press. */
function eligible(everybody: readonly Person[], barred: readonly Account[], policy: Policy): UserId[] {
  const chosen: Account[] = [];
  for (const person of everybody) {
    if (person.standing !== 'member' && person.standing !== 'unknown') continue;
    if ([...barred, ...chosen].some((other) => isSamePerson(person, other, policy))) continue;
    chosen.push(person);
  }
  return chosen.map(({ id }) => id);
}

/** A group of which a source is unknown, and nobody else is known, is unknown itself. */
function rosterIn(found: readonly GroupNow[], may: ReadonlySet<UserId>, policy: Policy) {
  const entries = found.map((group) => {
    const members = firstAccounts(group).filter((user) => may.has(user));
    const first = members.filter((user) => {
      const sources = group.members.filter(({ accounts }) => accounts[0] === user);
      const grounds = sources.flatMap(({ membership: { source } }) => source ?? []);
      return isToldFirst(policy, group.group, { user, sources: grounds });
    });
    return { group: group.group, members, first };
  });
  return {
    roster: new Map(entries.map(({ group, members }) => [group, members])),
    toldFirst: new Map(entries.map(({ group, members, first }) => [group, first.length > 0 ? first : members])),
    troubles: found.flatMap(({ troubles }) => troubles),
  };
}
