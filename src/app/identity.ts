import type { Standing, UserId } from '../domain/change/types.ts';
import { canonicalEmail } from '../policy/email.ts';
import type { Policy } from '../policy/load.ts';
import type { OutsideUser } from './people-ports.ts';

// One person, several accounts. Pure: whoever calls has looked up the e-mail addresses.

export type PeopleRules = Pick<Policy, 'people' | 'identity'>;

/** A Slack account with the e-mail that Slack has verified, as far as it could be looked up. */
export interface Account {
  readonly id: UserId;
  readonly email?: string | undefined;
}

/** Every Slack account the policy names for this person, the first one first. */
export function accountsIn({ people }: Pick<Policy, 'people'>, name: string): UserId[] {
  const person = Object.hasOwn(people, name) ? people[name] : undefined;
  return person ? [person.slack, ...person.also] : [];
}

type Named = Policy['people'];
/** Each account's name, for as long as a policy lasts: asked for several times with each press. */
const names = new WeakMap<Named, ReadonlyMap<UserId, string>>();

/** The name under which the policy knows a Slack account by its id; the first one where two have it. */
export function nameIn({ people }: Pick<Policy, 'people'>, user: UserId): string | undefined {
  const known = names.get(people) ?? namesIn(people);
  names.set(people, known);
  return known.get(user);
}

const namesIn = (people: Named): ReadonlyMap<UserId, string> =>
  new Map(
    Object.keys(people)
      .toReversed()
      .flatMap((name) => accountsIn({ people }, name).map((user) => [user, name])),
  );

/** The accounts of whoever has this Slack account: it alone, unless the policy maps it. */
export function accountsWith(policy: Pick<Policy, 'people'>, user: UserId): readonly UserId[] {
  const name = nameIn(policy, user);
  return name === undefined ? [user] : accountsIn(policy, name);
}

/**
 * Whether two Slack accounts are one person's: the same account, mapped to one name, or with one e-mail, be it that of
 * Slack or of the policy. Who is the same as somebody in any of these ways is barred with them.
 */
export function isSamePerson(one: Account, other: Account, rules: PeopleRules): boolean {
  const marks = marksOf(one, rules);
  return [...marksOf(other, rules)].some((mark) => marks.has(mark));
}

/** What a person is known by, through every entry of the policy that shares one of these marks. */
function marksOf({ id, email }: Account, rules: PeopleRules): ReadonlySet<string> {
  const address = canonicalEmail(email, rules.identity);
  const marks = new Set([id, ...(address === undefined ? [] : [address])]);
  const entries = marksListed.get(rules) ?? entriesOf(rules);
  marksListed.set(rules, entries);
  for (const entry of [...entries, ...entries]) {
    if (entry.some((mark) => marks.has(mark))) for (const mark of entry) marks.add(mark);
  }
  return marks;
}

type Marks = readonly (readonly string[])[];
const marksListed = new WeakMap<PeopleRules, Marks>();

const entriesOf = ({ people, identity }: PeopleRules): Marks =>
  Object.values(people).map(({ slack, also, email }) => {
    const known = canonicalEmail(email, identity);
    return [slack, ...also, ...(known === undefined ? [] : [known])];
  });

/** Two people of the policy are two people: what Slack says of their e-mail is not needed to tell them apart. */
export const areToldApart = (policy: PeopleRules, one: UserId, other: UserId): boolean => {
  const [name, otherName] = [nameIn(policy, one), nameIn(policy, other)];
  return name !== undefined && otherName !== undefined && name !== otherName;
};

/** Whether enough is known of an account to compare it: somebody of this workspace has an e-mail or a name in the policy. */
export function isKnown(
  policy: Pick<Policy, 'people'>,
  { id, email, standing }: Account & { readonly standing: Standing },
): boolean {
  if (standing === 'unknown') return false;
  if (standing === 'bot' || standing === 'stranger') return true;
  return email !== undefined || nameIn(policy, id) !== undefined;
}

export type Match = { readonly accounts: readonly UserId[] } | { readonly none: 'nobody' | 'several people' };

/**
 * Who in Slack a PagerDuty user is: by explicit mapping, else by e-mail among the policy's people, else by asking Slack for
 * each address (`slackIdOf`). None and several are both a no. @throws what `slackIdOf` throws
 */
export async function inSlack(
  user: OutsideUser,
  rules: PeopleRules,
  slackIdOf: (email: string) => Promise<UserId | undefined>,
): Promise<Match> {
  const names = Object.entries(rules.people);
  const mapped = names.filter(([, { pagerduty }]) => pagerduty === user.id);
  if (mapped.length > 0) return theOne(mapped.map(([name]) => accountsIn(rules, name)));
  const address = canonicalEmail(user.email, rules.identity);
  if (address === undefined) return { none: 'nobody' };
  const listed = names.filter(([, { email }]) => canonicalEmail(email, rules.identity) === address);
  if (listed.length > 0) return theOne(listed.map(([name]) => accountsIn(rules, name)));
  const written = user.email?.trim().toLowerCase() ?? address;
  const found = await Promise.all([...new Set([written, address])].map(slackIdOf));
  const ids = [...new Set(found.filter((id) => id !== undefined))];
  return theOne(ids.map((id) => accountsWith(rules, id)));
}

function theOne(people: readonly (readonly UserId[])[]): Match {
  const [accounts, ...others] = people;
  if (!accounts || accounts.length === 0) return { none: 'nobody' };
  const isOne = others.every((other) => other.some((id) => accounts.includes(id)));
  return isOne ? { accounts } : { none: 'several people' };
}
