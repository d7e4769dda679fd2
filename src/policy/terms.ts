import type { ApprovalRung, Details, GroupSource, Requirement, Terms, UserId } from '../domain/change/types.ts';
import type { Policy } from './load.ts';
import { SOURCE_KINDS, SOURCES } from './people.ts';

/** Every rule that matches adds its people; the same group in two rules counts twice, by distinct people. */
export function requirementsFor(
  policy: Policy,
  details: Pick<Details, 'kind' | 'risk' | 'systems' | 'criterion' | 'drill'>,
): Requirement[] {
  return policy.rules
    .filter(({ when }) => {
      if (when.drill !== undefined && when.drill !== (details.drill ?? false)) return false;
      if (when.kind && !when.kind.includes(details.kind)) return false;
      if (when.risk && !when.risk.includes(details.risk)) return false;
      if (when.criterion && !when.criterion.includes(details.criterion.id)) return false;
      return !when.system || when.system.some((system) => details.systems.includes(system));
    })
    .flatMap(({ name, require }) =>
      Object.entries(require).map(([group, places]) => ({ rule: name, groups: [group], places })),
    );
}

/** What this policy demands of a change declared under it. Durations in milliseconds. */
export function termsFor(
  policy: Policy,
  requirements: readonly Requirement[],
  { criterion }: Pick<Details, 'criterion'>,
): Terms {
  const { approval, review, criteria } = policy;
  return {
    policyHash: policy.hash,
    requirements,
    approval: {
      remindAfter: approval.remind_after,
      expiresAfter: approval.expires_after,
      escalation: approval.escalation.map(rungOf),
      claimLasts: approval.claim_lasts,
      verbalWithin: approval.verbal_within,
      readTime: approval.read_time,
    },
    review: {
      target: review.target,
      limit: review.limit,
      ladder: review.ladder.map(({ at, tell }) => ({ after: at, tell })),
      repeatEvery: review.repeat_every,
      reviewers: review.reviewers,
    },
    patchWithin: criteria.find(({ id }) => id === criterion.id)?.patch_within,
    ticket: policy.jira !== undefined,
  };
}

function rungOf(rung: Policy['approval']['escalation'][number]): ApprovalRung {
  if ('ask' in rung) return { after: rung.at, step: 'ask', group: rung.ask };
  return 'page' in rung ? { after: rung.at, step: 'page' } : { after: rung.at, step: 'offer' };
}

/** One thing that says who belongs to a group; of the policy itself, the person's name there. */
export interface GroupOrigin {
  readonly source: GroupSource;
  readonly id: string;
}

/** Everything that says who belongs to a group, in the policy's order. An unknown group has nothing. */
export function groupOrigins({ groups }: Pick<Policy, 'groups'>, group: string): GroupOrigin[] {
  const known = Object.hasOwn(groups, group) ? groups[group] : undefined;
  return known ? SOURCE_KINDS.flatMap((kind) => known[kind].map((id) => ({ source: SOURCES[kind], id }))) : [];
}

/** Whether the group's `notify` has this member told first; `user` is their first Slack account. */
export function isToldFirst(
  { groups, people }: Pick<Policy, 'groups' | 'people'>,
  group: string,
  { user, sources }: { readonly user: UserId; readonly sources: readonly GroupSource[] },
): boolean {
  const notify = groups[group]?.notify;
  if (!notify) return true;
  return notify.some((whom) => {
    const kind = SOURCE_KINDS.find((known) => known === whom);
    return kind ? sources.includes(SOURCES[kind]) : people[whom]?.slack === user;
  });
}

/** Slack ids of a group's listed people. An unknown group has nobody. */
export function groupUsers(policy: Policy, group: string): UserId[] {
  return (policy.groups[group]?.users ?? []).flatMap((user) => policy.people[user]?.slack ?? []);
}

export const groupTitle = (policy: Policy, group: string): string => policy.groups[group]?.title ?? group;
