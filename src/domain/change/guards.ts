import type { Problem } from '../substance.ts';
import { substanceProblem } from '../substance.ts';
import type { Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import { involved } from './state.ts';
import type { Instant, Standing, UserId } from './types.ts';

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
