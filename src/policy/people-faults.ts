import { canonicalEmail } from './email.ts';
import { SOURCE_KINDS } from './people.ts';
import type { Fault } from './references.ts';
import type { PolicyFile } from './schema.ts';

type Known = readonly [account: string, path: readonly PropertyKey[]];

/** Two names for one person: separation of duties would see two people where there is one. */
export function peopleFaults({ people, identity }: PolicyFile): Fault[] {
  const owners = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [person, accounts] of Object.entries(people)) {
    for (const [account, path] of accountsOf(person, accounts)) {
      const owner = owners.get(account);
      if (owner === undefined) owners.set(account, person);
      else faults.push({ path, message: twice(owner, person) });
    }
  }
  return [...faults, ...aliasFaults(identity.domain_aliases)];

  function accountsOf(person: string, { slack, also, email, pagerduty, jira, github }: PolicyFile['people'][string]) {
    const at = (...rest: PropertyKey[]) => ['people', person, ...rest];
    const all: (Known | undefined)[] = [
      [`slack ${slack}`, at('slack')],
      ...also.map((id, index): Known => [`slack ${id}`, at('also', index)]),
      email === undefined ? undefined : [`email ${canonicalEmail(email, identity)}`, at('email')],
      pagerduty === undefined ? undefined : [`pagerduty ${pagerduty}`, at('pagerduty')],
      jira === undefined ? undefined : [`jira ${jira}`, at('jira')],
      github === undefined ? undefined : [`github ${github.toLowerCase()}`, at('github')],
    ];
    return all.filter((known) => known !== undefined);
  }
}

const twice = (owner: string, person: string): string =>
  owner === person
    ? 'is named twice: once is enough'
    : `is "${owner}"'s already: one person has one name here, so make the two entries one`;

/** An alias of an alias would have to be followed: which of the domains is meant is said at once instead. */
function aliasFaults(aliases: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(aliases)
    .filter(([, home]) => Object.hasOwn(aliases, home))
    .map(([alias, home]) => ({
      path: ['identity', 'domain_aliases', alias],
      message: `"${home}" is an alias itself: name the domain that is none`,
    }));
}

/** `notify` names people of the policy or kinds of sources that the group has. */
export function notifyFaults({ groups, people }: PolicyFile, unknownPerson: UnknownPerson): Fault[] {
  return Object.entries(groups).flatMap(([group, { notify = [], ...sources }]) =>
    notify.flatMap((whom, index) => {
      const path = ['groups', group, 'notify', index];
      const kind = SOURCE_KINDS.find((known) => known === whom);
      if (kind && sources[kind].length === 0) return [{ path, message: `the group has no ${kind}: name what it has` }];
      if (kind) return [];
      return unknownPerson('person', whom, [...Object.keys(people), ...SOURCE_KINDS], path) ?? [];
    }),
  );
}

type UnknownPerson = (what: string, wanted: string, known: readonly string[], path: PropertyKey[]) => Fault | undefined;
