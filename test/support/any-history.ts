import fc from 'fast-check';
import type { Command, Declare } from '../../src/domain/change/commands.ts';
import { decide } from '../../src/domain/change/decide.ts';
import type { Decision } from '../../src/domain/change/decision.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { evolve, fold } from '../../src/domain/change/evolve.ts';
import type { Change } from '../../src/domain/change/state.ts';
import type { Decider, Requirement, Terms } from '../../src/domain/change/types.ts';
import {
  ana,
  asCleo,
  asDan,
  ben,
  cleo,
  dan,
  declaredAt,
  details,
  HOUR,
  incident,
  KEY,
  MINUTE,
  review,
  terms,
} from './changes.ts';
import { eva, finn } from './facts.ts';
import { declares } from './orders.ts';

const PEOPLE = [ana, ben, cleo, dan, eva, finn];
const GROUPS = ['oncall-leads', 'leadership', 'security', 'choir'];

const person = fc.constantFrom(...PEOPLE);
const words = fc.constantFrom('n/a', 'Nobody answered and customers cannot pay', 'The index of the table was missing');

const need = (places: number, ...groups: string[]): Requirement => ({ rule: 'r', groups, places });
const place = fc
  .record({ places: fc.integer({ min: 1, max: 3 }), groups: fc.subarray(GROUPS, { minLength: 1, maxLength: 3 }) })
  .map(({ places, groups }) => need(places, ...groups));

/** Whatever a policy could demand, the small ones more often: those are the ones that people meet. */
const requirements = fc.oneof<fc.WeightedArbitrary<readonly Requirement[]>[]>(
  { weight: 4, arbitrary: fc.constantFrom(terms.requirements, [need(1, 'oncall-leads')], [need(2, 'oncall-leads')]) },
  { weight: 2, arbitrary: fc.constantFrom([need(1, 'oncall-leads'), need(1, 'oncall-leads')], []) },
  { weight: 3, arbitrary: fc.array(place, { minLength: 1, maxLength: 3 }) },
);

const escalation = fc.constantFrom<Terms['approval']['escalation']>(
  [],
  [
    { after: 20 * MINUTE, step: 'ask', group: 'security' },
    { after: 30 * MINUTE, step: 'page' },
    { after: HOUR, step: 'offer' },
  ],
  [
    { after: MINUTE, step: 'page' },
    { after: MINUTE, step: 'ask', group: 'choir' },
    { after: 2 * MINUTE, step: 'ask', group: 'leadership' },
  ],
);

/** Eva and Finn are one person: whoever looks one of them up learns of the other. */
const TWINS: Readonly<Record<string, readonly string[]>> = { [eva]: [finn], [finn]: [eva] };

/** Anybody, in any groups at this very click: harder than any real roster. */
const decider: fc.Arbitrary<Decider> = fc.record({
  standing: fc.oneof(
    { weight: 5, arbitrary: fc.constant('member' as const) },
    { weight: 1, arbitrary: fc.constantFrom('guest', 'bot', 'deactivated', 'stranger', 'unknown') },
  ),
  memberOf: fc
    .oneof({ weight: 3, arbitrary: fc.subarray(GROUPS, { minLength: 1 }) }, { weight: 1, arbitrary: fc.constant([]) })
    .map((groups) => groups.map((group) => ({ group, ground: 'listed in the policy' }))),
  unreachable: fc.subarray(GROUPS, { maxLength: 1 }),
});

const deployment = fc.record({
  deployedAgo: fc.constantFrom(-2 * MINUTE, -MINUTE, 0, MINUTE, 10 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 30 * HOUR),
  what: fc.constantFrom('v841', 'v842', 'v843'),
  who: person,
});

const declare: fc.Arbitrary<Declare> = fc
  .record({
    requirements,
    escalation,
    remindAfter: fc.constantFrom([], [5 * MINUTE], [MINUTE, MINUTE, HOUR]),
    implementers: fc.subarray(PEOPLE, { minLength: 1, maxLength: 2 }),
    early: fc.option(deployment),
    patchWithin: fc.constantFrom(undefined, undefined, HOUR, 30 * HOUR),
  })
  .map(({ early, implementers, escalation: rungs, remindAfter, ...rest }) =>
    declares({
      details: { ...details, implementers },
      terms: {
        ...terms,
        ...rest,
        approval: { ...terms.approval, escalation: rungs, remindAfter },
        review: { ...terms.review, ladder: [4, 24, 48].map((hours) => ({ after: hours * HOUR, tell: ['owner'] })) },
      },
      deployment: early ? deployedBy(early, declaredAt) : undefined,
    }),
  );

type Loose = Command extends infer One ? (One extends { at: number } ? Omit<One, 'at'> : never) : never;
type Later = (at: number) => Command;
const later =
  (order: Loose): Later =>
  (at) =>
    ({ ...order, ...lookedUp(order), at }) as Command;

function lookedUp(order: Loose) {
  if (order.type === 'NoteInvolvement') return { sameAs: TWINS[order.user] };
  return 'decider' in order ? { decider: { ...order.decider, aliases: TWINS[order.by] } } : {};
}

const plan = { asked: [asDan, asCleo], shortfall: [] };
const by = <T>(make: (user: string) => T) => person.map(make);

const orders: readonly fc.WeightedArbitrary<Later>[] = [
  often(
    8,
    fc.record({ by: person, decider }).map((rest) => later({ type: 'Approve', ...rest })),
  ),
  often(
    2,
    fc.record({ by: person, decider, reason: words }).map((rest) => later({ type: 'Reject', ...rest })),
  ),
  often(
    1,
    by((user) => later({ type: 'AskAgain', by: user, plan })),
  ),
  often(
    1,
    by((user) => later({ type: 'Withdraw', by: user })),
  ),
  often(
    1,
    fc.record({ by: person, reason: words }).map((rest) => later({ type: 'ProceedWithoutApproval', ...rest })),
  ),
  often(3, fc.record({ by: person, done: deployment, decider }).map(records)),
  often(
    1,
    by((user) => (at) => ({ type: 'RecordRollback', by: user, at, rolledBackAt: at, note: 'Worse' })),
  ),
  often(
    1,
    fc.record({ by: person, reason: words }).map((rest) => later({ type: 'RecordNotImplemented', ...rest })),
  ),
  often(
    1,
    by((user) =>
      later({ type: 'AddEvidence', by: user, standing: 'member', evidence: { kind: 'note', text: 'Seen' } }),
    ),
  ),
  often(3, fc.record({ by: person, lateReason: words }).map(submits)),
  often(
    1,
    fc.record({ by: person, decider, comments: words }).map((rest) => later({ type: 'ReturnReview', ...rest })),
  ),
  often(
    3,
    fc.record({ by: person, decider }).map((rest) => later({ type: 'SignOff', ...rest })),
  ),
  often(
    1,
    by((user) => later({ type: 'LinkIncident', by: user, reference: user })),
  ),
  often(
    5,
    fc
      .constantFrom('RemindApprovers', 'ExpireApproval', 'RemindReview', 'LapseClaim', 'EscalateApproval')
      .map((type) => later({ type })),
  ),
  often(
    2,
    fc.record({ by: person, decider }).map((rest) => later({ type: 'Claim', ...rest })),
  ),
  often(
    2,
    by((user) => later({ type: 'WithdrawApproval', by: user })),
  ),
  often(
    1,
    fc
      .record({ by: person, approver: person })
      .map((rest) => (at) => ({ type: 'NameVerbalApproval', at, saidAt: at, how: 'On the incident call', ...rest })),
  ),
  often(
    1,
    by((user) => later({ type: 'DenyVerbalApproval', by: user })),
  ),
  often(
    5,
    fc
      .record({ by: fc.oneof(fc.constant(ana), person), requirements })
      .map((rest) => later({ type: 'ExtendScope', systems: ['search'], reason: 'The same table', plan, ...rest })),
  ),
  often(
    2,
    fc
      .record({ user: person, as: fc.constantFrom('implementer', 'author', 'deployer') })
      .map((rest) => later({ type: 'NoteInvolvement', ...rest })),
  ),
  often(
    1,
    fc.constantFrom<Later>(
      later({ type: 'NoteCard', channel: 'C0EMERGENCY', ts: '1.1' }),
      later({ type: 'NoteAsk', purpose: 'approve', user: ben, channel: 'D0BEN', ts: '1.2' }),
      later({ type: 'NoteTicket', issueKey: 'OPS-1', url: 'https://example.com/OPS-1', assigned: true }),
      later({ type: 'NoteTicketClosed' }),
      later({ type: 'NoteIncident', incident }),
      later({ type: 'NoteFailure', destination: 'jira', effect: 'open-ticket', words: 'No such project' }),
    ),
  ),
];

const step = fc.record({
  wait: fc.constantFrom(0, MINUTE, 10 * MINUTE, HOUR, 9 * HOUR, 50 * HOUR),
  order: fc.oneof(...orders),
});

/** People of every group, so that many ways lead past the first authorization: what comes after it is the harder part. */
const eager = fc.oneof(fc.constant([]), fc.subarray([ben, cleo, dan, eva, finn]));
const ofAll: Decider = {
  standing: 'member',
  memberOf: GROUPS.map((group) => ({ group, ground: 'listed in the policy' })),
  unreachable: [],
};

/** Any orders by any people in any sequence, after a declaration. Times never run backwards. */
export const anyOrders: fc.Arbitrary<readonly Command[]> = fc
  .tuple(declare, eager, fc.array(step, { maxLength: 30, size: 'max' }))
  .map(([first, approvers, others]) => {
    let at = first.at;
    const yeses = approvers.map((user) => ({
      wait: MINUTE,
      order: later({ type: 'Approve', by: user, decider: ofAll }),
    }));
    const steps = [...yeses, ...others];
    const rest = steps.map(({ wait, order }) => {
      at += wait;
      return order(at);
    });
    return [first, ...rest];
  });

export interface Step {
  readonly command: Command;
  readonly before: Change | undefined;
  readonly decision: Decision;
  readonly after: Change | undefined;
  /** All events up to and including this step's. */
  readonly events: readonly ChangeEvent[];
}

/** Carries the orders out one after the other, as `handle` does. */
export function live(commands: readonly Command[]): readonly Step[] {
  let change: Change | undefined;
  let events: readonly ChangeEvent[] = [];
  return commands.map((command) => {
    const before = change;
    const decision = decide(before, command, { nextId: () => ({ sequence: 'EC', number: 42 }) });
    for (const event of decision.events) change = change ? evolve(change, event) : fold(KEY, [event]);
    events = [...events, ...decision.events];
    return { command, before, decision, after: change, events };
  });
}

function often(weight: number, arbitrary: fc.Arbitrary<Later>): fc.WeightedArbitrary<Later> {
  return { weight, arbitrary };
}

function deployedBy({ deployedAgo, ...rest }: { deployedAgo: number; what: string; who: string }, now: number) {
  return { ...rest, where: 'production', deployedAt: now - deployedAgo };
}

function records({
  by: user,
  done,
  decider: { standing },
}: {
  by: string;
  done: Parameters<typeof deployedBy>[0];
  decider: Decider;
}): Later {
  return (at) => ({
    type: 'RecordDeployment',
    by: user,
    at,
    standing,
    deployment: deployedBy(done, at),
    source: 'slack',
    sameAs: TWINS[done.who],
  });
}

function submits({ by: user, lateReason }: { by: string; lateReason: string }): Later {
  return later({ type: 'SubmitReview', by: user, review: { ...review, lateReason }, askReviewers: [] });
}
