import type { Decider, UserId } from '../domain/change/types.ts';
import type { Groups, People } from './ports.ts';

/** Looks up, at the click, who is asking to decide. What cannot be looked up makes nobody eligible. */
export async function deciderOf(user: UserId, people: People, groups: Groups): Promise<Decider> {
  const [{ standing }, memberships] = await Promise.all([people.find(user), groups.membershipsOf(user)]);
  return { standing, ...memberships };
}
