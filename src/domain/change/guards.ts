import type { Problem } from '../substance.ts';
import { substanceProblem } from '../substance.ts';
import type { GroupsRefusal, Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import { involved } from './state.ts';
import type { Decider, Instant, Standing, UserId } from './types.ts';

/** Clocks of two machines differ a little: a time this far ahead still counts as now. */
const SKEW = 2 * 60 * 1000;
/** A time further back than this is a typing error, not a deployment. */
const OLDEST = 90 * 24 * 60 * 60 * 1000;

export function ended(change: Change): Refusal | undefined {
  if (change.withdrawn) return { code: 'withdrawn', by: change.withdrawn.by, at: change.withdrawn.at };
  if (change.notImplemented) {
    return { code: 'not-implemented', by: change.notImplemented.by, at: change.notImplemented.at };
  }
  return change.closedAt === undefined ? undefined : { code: 'closed', at: change.closedAt };
}

export function standingRefusal(standing: Standing): Refusal | undefined {
  return standing === 'member' ? undefined : { code: 'no-standing', standing };
}

/** What keeps it unknown whether somebody belongs to the needed groups; what passes by itself is said first. */
export function groupsInDoubt(needed: ReadonlySet<string>, decider: Decider): GroupsRefusal | undefined {
  const { unreachable, absent = [], empty = [], troubles } = decider;
  const among = (groups: readonly string[]) => groups.filter((group) => needed.has(group));
  const said = (code: GroupsRefusal['code'], groups: readonly string[]): GroupsRefusal | undefined => {
    if (groups.length === 0) return undefined;
    const kind = code.slice('groups-'.length);
    const about = troubles?.filter((trouble) => trouble.kind === kind && groups.includes(trouble.group)) ?? [];
    return { code, groups, ...(about.length > 0 && { troubles: about }) };
  };
  return (
    said('groups-unreachable', among(unreachable)) ??
    said('groups-absent', among(absent)) ??
    said('groups-empty', among(empty))
  );
}

export function unsubstantial(field: string, text: string | undefined, atLeast: number): Refusal | undefined {
  const problem = substanceProblem(text, atLeast);
  return problem && notSubstantial(field, problem);
}

export const notSubstantial = (field: string, problem: Problem): Refusal => ({
  code: 'not-substantial',
  field,
  problem,
});

export function onlyInvolved(change: Change, by: UserId): Refusal | undefined {
  const people = involved(change);
  return people.has(by) ? undefined : { code: 'only-involved', people: [...people] };
}

export function onlyRequester(change: Change, by: UserId): Refusal | undefined {
  return by === change.requester ? undefined : { code: 'only-requester', requester: change.requester };
}

export function implausibleTime(field: string, claimed: Instant, now: Instant): Refusal | undefined {
  if (claimed > now + SKEW) return { code: 'time-in-future', field };
  return claimed < now - OLDEST ? { code: 'time-too-old', field } : undefined;
}
