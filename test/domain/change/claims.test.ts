import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { nextTimer } from '../../../src/domain/timers.ts';
import {
  ana,
  approved,
  asBen,
  asCleo,
  asDan,
  ben,
  changeOf,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  HOUR,
  MINUTE,
} from '../../support/changes.ts';
import { approvedByAll, asked, authorized, expired, finn, rejected, withdrawn } from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { approves, claims, decider, namesVerbal, takesBack } from '../../support/orders.ts';

const open = [declared(), asked()];
const looking: ChangeEvent = {
  type: 'ApprovalClaimed',
  by: ben,
  at: declaredAt + 2 * MINUTE,
  until: declaredAt + 12 * MINUTE,
};

describe('"I’m looking"', () => {
  it('is shown for ten minutes', () => {
    expect(given(...open).when(claims(ben, ['oncall-leads']))).toEqual({ ok: true, events: [looking] });
  });

  it.each([
    { who: 'the requester', by: ana, groups: ['oncall-leads'], past: open, code: 'own-change' },
    { who: 'people whose yes would not count', by: finn, groups: ['choir'], past: open, code: 'not-eligible' },
    {
      who: 'those whose place is taken',
      by: dan,
      groups: ['oncall-leads'],
      past: [...open, approved(ben, 'oncall-leads')],
      code: 'place-taken',
    },
    {
      who: 'anybody once it is settled',
      by: dan,
      groups: ['oncall-leads'],
      past: [...open, ...approvedByAll],
      code: 'already-authorized',
    },
  ])('is not for $who, and is no attempt to keep', ({ by, groups, past, code }) => {
    expect(given(...past).when(claims(by, groups))).toMatchObject({ ok: false, error: { code }, events: [] });
  });

  it('keeps the reminders quiet until it lapses', () => {
    expect(nextTimer(changeOf(declared(), asked(), looking))?.at).toBe(declaredAt + 12 * MINUTE);
    const early = { type: 'RemindApprovers' as const, at: declaredAt + 6 * MINUTE };
    expect(given(...open, looking).when(early)).toMatchObject({ error: { code: 'nothing-due' } });
  });

  it('lapses by itself, once', () => {
    const lapse = { type: 'LapseClaim' as const, at: declaredAt + 12 * MINUTE };
    const { events } = given(...open, looking).when(lapse);
    expect(events).toEqual([{ type: 'ClaimLapsed', by: ben, at: lapse.at }]);
    expect(given(...open, looking, ...events).when(lapse)).toMatchObject({ error: { code: 'nothing-due' } });
    expect(given(...open, looking).when({ ...lapse, at: lapse.at - 1 })).toMatchObject({
      error: { code: 'nothing-due' },
    });
  });

  it('is over with the answer', () => {
    const answered = changeOf(declared(), asked(), looking, approved(ben, 'oncall-leads'));
    expect(answered.authorization.claims).toEqual([]);
    expect(nextTimer(answered)).toMatchObject({ type: 'RemindApprovers', at: declaredAt + 5 * MINUTE });
  });
});

describe('taking one’s yes back', () => {
  const at = declaredAt + 5 * MINUTE;

  it('opens the place again', () => {
    const decision = given(...open, approved(ben, 'oncall-leads')).when(takesBack(ben));
    expect(decision.events).toEqual([{ type: 'ApprovalWithdrawn', by: ben, at, authorized: false }]);
  });

  it('takes the authorization with it, and asks again', () => {
    const decision = given(...open, ...approvedByAll).when(takesBack(ben));
    expect(decision.events).toEqual([
      { type: 'ApprovalWithdrawn', by: ben, at, authorized: true },
      asked({ round: 2, because: 'approval withdrawn', at }),
    ]);
    const change = changeOf(declared(), asked(), ...approvedByAll, ...decision.events);
    expect(change.authorization).toMatchObject({ status: 'pending', given: [{ by: cleo }], earlier: [{ by: ben }] });
    expect(change.authorization.voided).toEqual([{ from: declaredAt + 4 * MINUTE, until: at }]);
  });

  it.each([
    { case: 'to whoever gave none', past: open, code: 'no-approval-of-yours' },
    { case: 'once something went out on it', past: [...open, ...approvedByAll, deployed()], code: 'already-deployed' },
    { case: 'when the change is withdrawn', past: [...open, ...approvedByAll, withdrawn()], code: 'withdrawn' },
    {
      case: 'after somebody else said no',
      past: [...open, approved(ben, 'oncall-leads'), rejected(cleo)],
      code: 'already-rejected',
    },
  ])('is refused $case', ({ past, code }) => {
    expect(given(...past).when(takesBack(ben))).toMatchObject({ ok: false, error: { code }, events: [] });
  });
});

describe('a yes said on a call', () => {
  const named: ChangeEvent = {
    type: 'VerbalApprovalNamed',
    by: ana,
    at: declaredAt + 2 * MINUTE,
    approver: ben,
    how: 'On the incident call',
    saidAt: declaredAt + MINUTE,
    confirmBy: declaredAt + 2 * MINUTE + 4 * HOUR,
  };

  it('is on record, and counts for nothing yet', () => {
    expect(given(...open).when(namesVerbal())).toEqual({ ok: true, events: [named] });
    const decision = given(...open, named).when(approves(cleo, ['leadership']));
    expect(decision.events.map(({ type }) => type)).toEqual(['ApprovalGiven']);
  });

  it('counts with that person’s own click, which says so', () => {
    const { events } = given(...open, named).when(approves(ben, ['oncall-leads']));
    expect(events[0]).toMatchObject({ confirms: { saidAt: declaredAt + MINUTE, how: 'On the incident call' } });
  });

  it('is not what a click after the policy’s hours confirms', () => {
    const late = approves(ben, ['oncall-leads'], { at: declaredAt + 5 * HOUR });
    expect(given(...open, named).when(late).events[0]).toMatchObject({ type: 'ApprovalGiven', confirms: undefined });
  });

  it('can be denied by whom it names, and by nobody else', () => {
    const deny = (by: string) => given(...open, named).when({ type: 'DenyVerbalApproval', by, at: declaredAt + HOUR });
    expect(deny(ben).events).toEqual([{ type: 'VerbalApprovalDenied', by: ben, at: declaredAt + HOUR }]);
    expect(deny(dan)).toMatchObject({ error: { code: 'not-named' } });
  });

  it('is not denied any more by whoever confirmed it', () => {
    const order = { type: 'DenyVerbalApproval' as const, by: ben, at: declaredAt + HOUR };
    const confirmed = given(...open, named, approved(ben, 'oncall-leads')).when(order);
    expect(confirmed).toMatchObject({ ok: false, error: { code: 'you-already-approved' } });
    expect(given(...open, named, withdrawn()).when(order)).toMatchObject({ ok: false, error: { code: 'withdrawn' } });
  });

  it('is of its own round: neither a wider scope nor a second request is confirmed with it', () => {
    const again = asked({ round: 2, because: 'asked again', at: declaredAt + 3 * HOUR });
    const yes = approves(ben, ['oncall-leads'], { at: declaredAt + 3 * HOUR });
    expect(given(...open, named, expired(), again).when(yes).events[0]).toMatchObject({ confirms: undefined });
  });

  it('is gone when the confirmed yes is taken back', () => {
    const events = given(...open, named, approved(ben, 'oncall-leads')).when(takesBack(ben)).events;
    expect(changeOf(declared(), asked(), named, approved(ben, 'oncall-leads'), ...events).authorization.verbal).toEqual(
      [],
    );
  });

  it.each([
    { case: 'to outsiders', past: open, order: namesVerbal({ by: dan }), code: 'only-involved' },
    { case: 'twice', past: [...open, named], order: namesVerbal(), code: 'already-noted' },
    { case: 'of oneself', past: open, order: namesVerbal({ approver: ana }), code: 'implementer' },
    {
      case: 'of somebody who is not waited for',
      past: open,
      order: namesVerbal({ approver: finn }),
      code: 'not-waiting-for',
    },
    { case: 'once it is decided', past: [...open, rejected()], order: namesVerbal(), code: 'approval-not-pending' },
    { case: 'once it lapsed', past: [...open, expired()], order: namesVerbal(), code: 'approval-not-pending' },
    { case: 'from the future', past: open, order: namesVerbal({ saidAt: declaredAt + HOUR }), code: 'time-in-future' },
    { case: 'without how it was said', past: open, order: namesVerbal({ how: '-' }), code: 'not-substantial' },
  ])('is refused $case', ({ past, order, code }) => {
    expect(given(...past).when(order)).toMatchObject({ ok: false, error: { code }, events: [] });
  });
});

describe('one person with two accounts', () => {
  const alias = (...aliases: string[]) => ({ decider: { ...decider('oncall-leads', 'leadership'), aliases } });

  it.each([
    { is: 'the requester under another name', aliases: [ana], past: open, code: 'own-change' },
    {
      is: 'a deployer under another name',
      aliases: [dan],
      past: [...open, deployed({ who: dan })],
      code: 'implementer',
    },
    {
      is: 'somebody whose yes counts already',
      aliases: [ben],
      past: [...open, approved(ben, 'oncall-leads')],
      code: 'you-already-approved',
    },
  ])('is refused as $is', ({ aliases, past, code }) => {
    expect(given(...past).when(approves(finn, [], alias(...aliases)))).toMatchObject({ ok: false, error: { code } });
  });
});

describe('while nobody answers', () => {
  const tiers = declared({
    terms: {
      approval: {
        remindAfter: [],
        expiresAfter: 8 * HOUR,
        escalation: [
          { after: 10 * MINUTE, step: 'ask', group: 'managers' },
          { after: 20 * MINUTE, step: 'page' },
          { after: 30 * MINUTE, step: 'offer' },
        ],
      },
    },
  });
  const escalate = (after: number, ...people: readonly { user: string; groups: string[] }[]) => ({
    type: 'EscalateApproval' as const,
    at: declaredAt + after,
    asked: people,
  });
  const asEva = { user: 'U0EVALINDQ', groups: ['managers'] };

  it('the next tier is asked, but for those involved or asked already, and may fill any place', () => {
    const asAna = { user: ana, groups: ['managers'] };
    const { events } = given(tiers, asked()).when(escalate(10 * MINUTE, asAna, asBen, asEva));
    expect(events).toEqual([
      { type: 'NextTierAsked', at: declaredAt + 10 * MINUTE, rung: 0, group: 'managers', asked: [asEva] },
    ]);
    const yes = given(tiers, asked(), ...events).when(approves(asEva.user, ['managers']));
    expect(yes.ok).toBe(true);
  });

  it('people who were asked for one group may fill the place of the other once theirs is asked', () => {
    const managing = { user: cleo, groups: ['managers'] };
    const { events } = given(tiers, asked()).when(escalate(10 * MINUTE, managing));
    const change = changeOf(tiers, asked(), ...events, approved(dan, 'oncall-leads'));
    expect(events[0]).toMatchObject({ asked: [managing] });
    expect(change.authorization.asked).toContainEqual({ user: cleo, groups: ['leadership', 'managers'] });
  });

  it('somebody is paged, and going ahead is offered', () => {
    const [first, second, third] = [10, 20, 30].map((minutes) => escalate(minutes * MINUTE));
    const past: ChangeEvent[] = [tiers, asked({ asked: [asBen, asCleo, asDan] })];
    for (const order of [first, second, third]) {
      if (order) past.push(...given(...past).when(order).events);
    }
    expect(past.slice(2).map(({ type }) => type)).toEqual(['NextTierAsked', 'ApproversPaged', 'ProceedOffered']);
    expect(given(...past).when(escalate(HOUR))).toMatchObject({ error: { code: 'nothing-due' } });
  });

  it.each([
    { when: 'it is not time yet', past: [tiers, asked()], after: 9 * MINUTE },
    { when: 'somebody is looking', past: [tiers, asked(), looking], after: 11 * MINUTE },
    { when: 'it is decided', past: [tiers, asked(), authorized()], after: HOUR },
    { when: 'it is withdrawn', past: [tiers, asked(), withdrawn()], after: HOUR },
  ])('nothing happens when $when', ({ past, after }) => {
    expect(given(...past).when(escalate(after))).toMatchObject({ ok: false, error: { code: 'nothing-due' } });
  });
});
