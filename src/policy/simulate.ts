import { isMet, openPlaces } from '../domain/authorization.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import { fold } from '../domain/change/evolve.ts';
import type { Change } from '../domain/change/state.ts';
import { scopeOf } from '../domain/change/state.ts';
import type { Candidate, Duration, Requirement, Terms } from '../domain/change/types.ts';
import { yeses } from '../domain/findings/facts.ts';
import { findingsOf } from '../domain/findings/findings.ts';
import type { Finding } from '../domain/findings/types.ts';
import { durationWords } from './duration.ts';
import type { Policy } from './load.ts';
import { groupTitle, groupUsers, requirementsFor, termsFor } from './terms.ts';

export interface Past {
  readonly change: Change;
  readonly events: readonly ChangeEvent[];
}

/** One thing that would have been different, in words: `approval: 1 security besides`. */
export interface Difference {
  readonly about: 'approval' | 'deadline' | 'finding';
  readonly words: string;
}

export interface Simulated {
  readonly differences: readonly Difference[];
}

/**
 * A past change held against another policy: what it would have needed, by when, and what would have been found. What people
 * did is taken as it is recorded; who would have acted differently, nobody can know. `now` in UTC milliseconds.
 */
export function simulate(past: Past, policy: Policy, now: number): Simulated {
  const { change } = past;
  const requirements = requirementsFor(policy, { ...change.details, systems: scopeOf(change).systems });
  const before = termsAtDeclare(past);
  const after = termsFor(policy, requirements, change.details);
  return {
    differences: [
      ...approvals(before.requirements, requirements, policy),
      ...missingYeses(past, requirements, policy),
      ...deadlines(before, after),
      ...findings(past, after, now),
    ],
  };
}

/** As the declaration says it: rounds and extensions since may have widened what the change holds now. */
function termsAtDeclare({ change, events }: Past): Terms {
  const [first] = events;
  return first?.type === 'ChangeDeclared' ? first.terms : change.terms;
}

/** How many people of which groups, whatever the rules are called. */
function needs(requirements: readonly Requirement[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { groups, places } of requirements) {
    // The fall-back group joins at declare: which group was meant is the first.
    const [group = ''] = groups;
    all.set(group, (all.get(group) ?? 0) + places);
  }
  return all;
}

function approvals(before: readonly Requirement[], after: readonly Requirement[], policy: Policy): Difference[] {
  const [then, now] = [needs(before), needs(after)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((group) => {
    const [had, wants] = [then.get(group) ?? 0, now.get(group) ?? 0];
    if (had === wants) return [];
    return [{ about: 'approval' as const, words: `approval: ${wants} ${groupTitle(policy, group)} instead of ${had}` }];
  });
}

/** The yeses that were given, held against what would have been needed; groups that are looked up elsewhere as recorded. */
function missingYeses({ change, events }: Past, requirements: readonly Requirement[], policy: Policy): Difference[] {
  if (change.authorization.authorizedAt === undefined) return [];
  const people: Candidate[] = yeses(events).map(({ by, memberOf }) => {
    const listed = Object.keys(policy.groups).filter((group) => groupUsers(policy, group).includes(by));
    return { user: by, groups: [...new Set([...memberOf.map(({ group }) => group), ...listed])] };
  });
  if (isMet(requirements, people)) return [];
  const open = openPlaces(requirements, people).map(
    ({ groups, places }) => `${places} ${groups.map((group) => groupTitle(policy, group)).join(' or ')}`,
  );
  return [
    {
      about: 'approval',
      words: `approval: those who approved would not have been enough, ${open.join(' and ')} missing`,
    },
  ];
}

function deadlines(before: Terms, after: Terms): Difference[] {
  const clocks: readonly (readonly [string, Duration, Duration])[] = [
    ['the request lapses', before.approval.expiresAfter, after.approval.expiresAfter],
    ['the review is due', before.review.target, after.review.target],
    ['the review is due at the latest', before.review.limit, after.review.limit],
  ];
  return clocks
    .filter(([, then, now]) => then !== now)
    .map(([what, then, now]) => ({
      about: 'deadline',
      words: `deadline: ${what} after ${durationWords(now)} instead of ${durationWords(then)}`,
    }));
}

function findings({ change, events }: Past, terms: Terms, now: number): Difference[] {
  const other = events.map((event) =>
    event.type === 'ChangeDeclared' ? { ...event, terms: judgedBy(event.terms, terms) } : event,
  );
  const simulated = fold(change.key, other);
  if (!simulated) return [];
  const [then, after] = [findingsOf(change, events, now), findingsOf(simulated, other, now)];
  const isIn = (all: readonly Finding[], { code }: Finding) => all.some((finding) => finding.code === code);
  return [
    ...after.filter((finding) => !isIn(then, finding)).map(({ title }) => `finding: ${title}`),
    ...then.filter((finding) => !isIn(after, finding)).map(({ title }) => `no finding: ${title}`),
  ].map((words) => ({ about: 'finding', words }));
}

/** The other policy's clocks and thresholds; who had to approve stays what people acted on. */
const judgedBy = (before: Terms, after: Terms): Terms => ({ ...after, requirements: before.requirements });
