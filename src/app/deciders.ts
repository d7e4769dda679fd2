import type { Change } from '../domain/change/state.ts';
import { involved } from '../domain/change/state.ts';
import type { Decider, UserId } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { areToldApart, isKnown, isSamePerson } from './identity.ts';
import type { Groups, People, Person } from './people-ports.ts';

export interface DeciderDeps {
  readonly people: People;
  readonly groups: Groups;
  readonly scene: () => { readonly policy: Policy };
}

/** Who is asking to decide on the approval, looked up at the click. What cannot be looked up makes nobody eligible. */
export const approverOf = (by: UserId, change: Change, deps: DeciderDeps): Promise<Decider> =>
  deciderOf(by, change, [...new Set(change.terms.requirements.flatMap(({ groups }) => groups))], deps);

/** The same for the sign-off of the review. */
export const reviewerOf = (by: UserId, change: Change, deps: DeciderDeps): Promise<Decider> =>
  deciderOf(by, change, [change.terms.review.reviewers], deps);

/** The same for whatever these groups may do. */
export const memberOf = (by: UserId, change: Change, groups: readonly string[], deps: DeciderDeps): Promise<Decider> =>
  deciderOf(by, change, groups, deps);

async function deciderOf(by: UserId, change: Change, groups: readonly string[], deps: DeciderDeps): Promise<Decider> {
  const [person, memberships, kin] = await Promise.all([
    deps.people.find(by),
    deps.groups.membershipsOf(by, groups),
    kinOf(by, change, deps),
  ]);
  const aliases = kin.aliases.length > 0 ? { aliases: kin.aliases } : {};
  return { ...memberships, ...aliases, standing: kin.isSure ? person.standing : 'unknown' };
}

/** Which people named in this change are the same person as `user`, as far as can be told now. */
export const aliasesOf = async (user: UserId, change: Change, deps: DeciderDeps): Promise<readonly UserId[]> =>
  (await kinOf(user, change, deps)).aliases;

/** Not sure: somebody of the change could not be compared, and may be the very person who presses. */
async function kinOf(by: UserId, change: Change, { people, scene }: DeciderDeps) {
  const { policy } = scene();
  const others = [...named(change)].filter((user) => user !== by);
  const [self, ...rest] = await Promise.all([by, ...others].map((user) => people.find(user)));
  const inDoubt = (other: Person): boolean =>
    !areToldApart(policy, by, other.id) && !(self && isKnown(policy, self) && isKnown(policy, other));
  const aliases = rest.filter((other) => self && isSamePerson(self, other, policy)).map(({ id }) => id);
  return { aliases, isSure: !rest.some((other) => !aliases.includes(other.id) && inDoubt(other)) };
}

/** Everybody whose part in the change bars them from another one. */
function named(change: Change): ReadonlySet<UserId> {
  const { given, earlier, rejected } = change.authorization;
  const { owner, submitted, signedOff } = change.review;
  return new Set([
    ...involved(change),
    ...[...given, ...earlier].map(({ by }) => by),
    ...[rejected?.by, owner, submitted?.by, signedOff?.by].filter((user) => user !== undefined),
  ]);
}
