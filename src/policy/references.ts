import { ladderClimbs } from '../domain/reminders.ts';
import { SOURCE_KINDS } from './people.ts';
import { notifyFaults, peopleFaults } from './people-faults.ts';
import type { PolicyFile } from './schema.ts';

/** One thing wrong with the policy: where (a path into the YAML) and what to do about it. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Names that point nowhere and numbers that contradict each other: what a schema alone cannot see. */
export function referenceFaults(policy: PolicyFile): Fault[] {
  return [
    ...peopleFaults(policy),
    ...groupFaults(policy),
    ...notifyFaults(policy, unknown),
    ...systemFaults(policy),
    ...ruleFaults(policy),
    ...deadlineFaults(policy),
  ];
}

function groupFaults({ groups, people, approval, review, evidence }: PolicyFile): Fault[] {
  const members = Object.entries(groups).flatMap(([group, { users }]) =>
    users.map((user, index) => unknown('person', user, Object.keys(people), ['groups', group, 'users', index])),
  );
  const pointers = [
    approval.fallback_group === undefined
      ? undefined
      : unknown('group', approval.fallback_group, Object.keys(groups), ['approval', 'fallback_group']),
    ...approval.escalation.map((rung, index) =>
      'ask' in rung
        ? unknown('group', rung.ask, Object.keys(groups), ['approval', 'escalation', index, 'ask'])
        : undefined,
    ),
    unknown('group', review.reviewers, Object.keys(groups), ['review', 'reviewers']),
    evidence.auditors === undefined
      ? undefined
      : unknown('group', evidence.auditors, Object.keys(groups), ['evidence', 'auditors']),
    review.escalation === undefined
      ? undefined
      : unknown('group', review.escalation, Object.keys(groups), ['review', 'escalation']),
  ];
  return [...members, ...pointers].filter((fault) => fault !== undefined);
}

function systemFaults({ systems, people }: PolicyFile): Fault[] {
  return Object.entries(systems)
    .flatMap(([system, { implementers = [] }]) =>
      implementers.map((who, index) =>
        unknown('person', who, Object.keys(people), ['systems', system, 'implementers', index]),
      ),
    )
    .filter((fault) => fault !== undefined);
}

function ruleFaults({ rules, groups, systems, criteria }: PolicyFile): Fault[] {
  const always = rules.some(({ when }) => Object.values(when).every((wanted) => wanted === undefined));
  const faults = rules.flatMap(({ when, require }, index) => [
    ...Object.entries(require).flatMap(([group, count]) => [
      unknown('group', group, Object.keys(groups), ['rules', index, 'require', group]),
      tooMany(groups, group, count, ['rules', index, 'require', group]),
    ]),
    ...(when.system ?? []).map((system, at) =>
      unknown('system', system, Object.keys(systems), ['rules', index, 'when', 'system', at]),
    ),
    ...(when.criterion ?? []).map((criterion, at) =>
      unknown(
        'criterion',
        criterion,
        criteria.map(({ id }) => id),
        ['rules', index, 'when', 'criterion', at],
      ),
    ),
  ]);
  const uncovered: Fault = {
    path: ['rules'],
    message: 'no rule applies to every change: add one without "when", or some changes would need no approval',
  };
  return [...faults.filter((fault) => fault !== undefined), ...(always ? [] : [uncovered])];
}

/** How many are on call or in a user group is only known at the click: then it cannot be said to be too many. */
function tooMany(groups: PolicyFile['groups'], group: string, count: number, path: PropertyKey[]): Fault | undefined {
  const known = groups[group];
  if (!known || SOURCE_KINDS.some((kind) => kind !== 'users' && known[kind].length > 0)) return undefined;
  const size = new Set(known.users).size;
  if (count <= size) return undefined;
  return { path, message: `asks for ${count} people of "${group}", which has ${size}: add people or ask for fewer` };
}

function deadlineFaults({ review, approval }: PolicyFile): Fault[] {
  const faults: Fault[] = [];
  if (approval.remind_after.some((after, index, all) => index > 0 && after <= (all[index - 1] ?? 0))) {
    faults.push({
      path: ['approval', 'remind_after'],
      message: 'put the reminders in order of time, each later than the one before',
    });
  }
  if (review.target > review.limit) {
    faults.push({
      path: ['review', 'target'],
      message: 'the target lies after the limit: make it the earlier of the two',
    });
  }
  if (!ladderClimbs(review.ladder.map(({ at, tell }) => ({ after: at, tell })))) {
    faults.push({
      path: ['review', 'ladder'],
      message: 'put the rungs in order of time, each later than the one before',
    });
  }
  if (review.quiet_hours && review.quiet_hours.from === review.quiet_hours.to) {
    faults.push({
      path: ['review', 'quiet_hours'],
      message: 'they begin and end at the same time: write the two apart, or leave them out to have none',
    });
  }
  return faults;
}

function unknown(what: string, wanted: string, known: readonly string[], path: PropertyKey[]): Fault | undefined {
  if (known.includes(wanted)) return undefined;
  const near = nearest(wanted, known);
  const list = known.length === 0 ? 'none is defined' : `known: ${known.join(', ')}`;
  return { path, message: `unknown ${what} "${wanted}": ${near ? `did you mean "${near}"? (${list})` : list}` };
}

function nearest(wanted: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: distance(wanted, name) }))
    .toSorted((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= 2 ? ranked[0].name : undefined;
}

/** Levenshtein's edit distance; letters in another order count as one slip. */
export function distance(a: string, b: string): number {
  if (a !== b && [...a].sort().join('') === [...b].sort().join('')) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
