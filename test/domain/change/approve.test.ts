import { describe, expect, it } from 'vitest';
import { waitingFor } from '../../../src/domain/change/approve.ts';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import type { Standing } from '../../../src/domain/change/types.ts';
import {
  ana,
  approved,
  ben,
  changeOf,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  details,
  MINUTE,
} from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  authorized,
  closedStory,
  eva,
  expired,
  finn,
  notImplemented,
  rejected,
  signedOff,
  submitted,
  withdrawn,
} from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { approves, decider, rejects } from '../../support/orders.ts';

const at = declaredAt + 10 * MINUTE;
const open = [declared(), asked()];

describe('approving', () => {
  it('counts one yes towards the quorum', () => {
    expect(given(...open).when(approves(ben, ['oncall-leads'], { comment: 'Seen the graphs' }))).toEqual({
      ok: true,
      events: [approved(ben, 'oncall-leads', at, 'Seen the graphs')],
    });
  });

  it('authorizes the change with the last needed yes', () => {
    const decision = given(...open, approved(ben, 'oncall-leads')).when(approves(cleo, ['leadership']));
    expect(decision).toEqual({ ok: true, events: [approved(cleo, 'leadership', at), authorized(at)] });
  });

  it('records only the groups that made the person eligible', () => {
    const decision = given(...open).when(approves(ben, ['book-club', 'oncall-leads']));
    expect(decision.events[0]).toMatchObject({ memberOf: [{ group: 'oncall-leads' }] });
  });

  it('seats a person of two groups wherever the others leave room', () => {
    const both = { ...approved(dan, 'oncall-leads'), memberOf: decider('oncall-leads', 'leadership').memberOf };
    const decision = given(...open, both as ChangeEvent).when(approves(ben, ['oncall-leads']));
    expect(decision.events.map(({ type }) => type)).toEqual(['ApprovalGiven', 'ChangeAuthorized']);
  });

  it('closes the change when the review was signed off while the approval was still owed', () => {
    const past = [...open, deployed(), submitted(), signedOff(), approved(ben, 'oncall-leads')];
    const decision = given(...past).when(approves(cleo, ['leadership']));
    expect(decision.events.slice(1)).toEqual([authorized(at), { type: 'ChangeClosed', at }]);
  });

  it('no longer counts the yes of somebody who then deployed the change', () => {
    const past = [...open, approved(ben, 'oncall-leads'), deployed({ who: ben })];
    const second = given(...past).when(approves(cleo, ['leadership']));
    expect(second).toEqual({ ok: true, events: [approved(cleo, 'leadership', at)] });
    const third = given(...past, approved(cleo, 'leadership')).when(approves(dan, ['oncall-leads']));
    expect(third).toEqual({ ok: true, events: [approved(dan, 'oncall-leads', at), authorized(at)] });
  });
});

const refusedToAll = [
  { who: 'the requester', past: open, by: ana, code: 'own-change' },
  {
    who: 'an implementer',
    past: [declared({ details: { implementers: [ben] } }), asked()],
    by: ben,
    code: 'implementer',
  },
  { who: 'somebody who deployed it', past: [...open, deployed({ who: ben })], by: ben, code: 'implementer' },
  {
    who: 'the one who signed its review off',
    past: [...open, deployed(), submitted(), signedOff(ben)],
    by: ben,
    code: 'signed-the-review-off',
  },
  { who: 'somebody of no needed group', past: open, by: finn, groups: ['book-club'], code: 'not-eligible' },
  { who: 'anybody once it is authorized', past: [...open, ...approvedByAll], by: dan, code: 'already-authorized' },
  { who: 'anybody once it is rejected', past: [...open, rejected(cleo)], by: ben, code: 'already-rejected' },
  { who: 'anybody once the request lapsed', past: [...open, expired()], by: ben, code: 'approval-expired' },
  { who: 'anybody once it is withdrawn', past: [...open, withdrawn()], by: ben, code: 'withdrawn' },
  { who: 'anybody once it is not done at all', past: [...open, ...notImplemented()], by: ben, code: 'not-implemented' },
  { who: 'anybody once it is closed', past: closedStory, by: dan, code: 'already-authorized' },
];

describe.each([
  { deciding: 'approving', order: approves, attempted: 'approve' },
  { deciding: 'rejecting', order: rejects, attempted: 'reject' },
])('$deciding', ({ order, attempted }) => {
  it.each(refusedToAll)('is refused to $who, and the attempt is kept', ({ past, by, groups, code }) => {
    expect(given(...past).when(order(by, groups ?? ['oncall-leads']))).toMatchObject({
      ok: false,
      error: { code },
      events: [{ type: 'ApprovalAttemptRefused', by, at, attempted, code }],
    });
  });

  it.each<Standing>(['guest', 'bot', 'deactivated', 'stranger', 'unknown'])('is refused to a %s', (standing) => {
    const order2 = order(ben, [], { decider: { ...decider('oncall-leads'), standing } });
    expect(given(...open).when(order2)).toMatchObject({ ok: false, error: { code: 'no-standing', standing } });
  });

  it('is refused when the groups that count cannot be looked up', () => {
    const inDoubt = { ...decider(), unreachable: ['oncall-leads', 'book-club'] };
    expect(given(...open).when(order(ben, [], { decider: inDoubt }))).toMatchObject({
      ok: false,
      error: { code: 'groups-unreachable', groups: ['oncall-leads'] },
    });
  });

  it.each([
    { doubt: { absent: ['oncall-leads', 'book-club'] }, code: 'groups-absent' },
    { doubt: { empty: ['oncall-leads', 'book-club'] }, code: 'groups-empty' },
    { doubt: { absent: ['leadership'], unreachable: ['oncall-leads'], empty: ['x'] }, code: 'groups-unreachable' },
  ])('is refused with what keeps it unknown: $code', ({ doubt, code }) => {
    const order2 = order(ben, [], { decider: { ...decider(), ...doubt } });
    expect(given(...open).when(order2)).toMatchObject({ ok: false, error: { code, groups: ['oncall-leads'] } });
  });

  it('says what exactly is wrong, of the groups that count', () => {
    const gone = { group: 'oncall-leads', kind: 'absent', what: 'PagerDuty schedule PGONE' } as const;
    const inDoubt = { absent: ['oncall-leads'], troubles: [gone, { ...gone, group: 'book-club' }] };
    const order2 = order(ben, [], { decider: { ...decider(), ...inDoubt } });
    expect(given(...open).when(order2)).toMatchObject({ error: { troubles: [gone] } });
  });

  it('asks no group in vain of somebody who is in another that counts', () => {
    const inDoubt = { unreachable: ['leadership'], absent: ['leadership'], empty: ['leadership'] };
    const order2 = order(ben, [], { decider: { ...decider('oncall-leads'), ...inDoubt } });
    expect(given(...open).when(order2).ok).toBe(true);
  });

  it.each([
    { who: 'the requester', past: open, alias: ana, code: 'own-change' },
    { who: 'somebody who deployed it', past: [...open, deployed({ who: dan })], alias: dan, code: 'implementer' },
    {
      who: 'who signed it off',
      past: [...open, deployed(), submitted(), signedOff(eva)],
      alias: eva,
      code: 'signed-the-review-off',
    },
    { who: 'who approved', past: [...open, approved(dan, 'oncall-leads')], alias: dan, code: 'you-already-approved' },
  ])('is refused to another account of $who', ({ past, alias, code }) => {
    const order2 = order(finn, [], { decider: { ...decider('oncall-leads', 'leadership'), aliases: [alias] } });
    expect(given(...past).when(order2)).toMatchObject({ ok: false, error: { code } });
  });

  it('is refused to somebody whose yes counts already, without another line on record', () => {
    expect(given(...open, approved(ben, 'oncall-leads')).when(order(ben, ['oncall-leads']))).toEqual({
      ok: false,
      error: { code: 'you-already-approved', at: declaredAt + MINUTE },
      events: [],
    });
  });
});

describe('who is waited for', () => {
  it('is everybody whose yes would help, also when somebody who sits in their place can take another', () => {
    const both = { ...approved(dan, 'oncall-leads'), memberOf: decider('oncall-leads', 'leadership').memberOf };
    expect(waitingFor(changeOf(declared(), asked(), both as ChangeEvent))).toEqual([ben, cleo]);
    expect(waitingFor(changeOf(declared(), asked(), approved(ben, 'oncall-leads')))).toEqual([cleo]);
  });
});

describe('a yes that fills no place', () => {
  const taken = [...open, approved(ben, 'oncall-leads')];

  it('is refused with who has the place and what is still needed', () => {
    expect(given(...taken).when(approves(dan, ['oncall-leads']))).toMatchObject({
      error: { code: 'place-taken', by: [ben], needed: [{ groups: ['leadership'], places: 1 }] },
    });
  });

  it('does not take away the right to reject', () => {
    expect(given(...taken).when(rejects(dan, ['oncall-leads'])).ok).toBe(true);
  });
});

describe('the requester who tries to approve', () => {
  it('hears whom the change waits for', () => {
    expect(given(...open, approved(cleo, 'leadership')).when(approves(ana, ['oncall-leads']))).toMatchObject({
      error: { needed: [{ groups: ['oncall-leads'], places: 1 }], waitingFor: [ben, dan] },
    });
  });

  it('is told so before anything else, whatever Slack says of them', () => {
    const past = [declared({ details: { ...details, implementers: [ana] } }), asked(), withdrawn()];
    const order = approves(ana, [], { decider: { standing: 'unknown', memberOf: [], unreachable: ['leadership'] } });
    expect(given(...past).when(order)).toMatchObject({ error: { code: 'own-change' } });
  });
});

describe('rejecting', () => {
  it('records who said no, why, and by what right', () => {
    expect(given(...open).when(rejects(ben, ['oncall-leads', 'book-club']))).toEqual({
      ok: true,
      events: [rejected(ben, at)],
    });
  });

  it('closes the change when its review is signed off', () => {
    const past = [...open, deployed(), submitted(), signedOff(eva)];
    expect(
      given(...past)
        .when(rejects(ben, ['oncall-leads']))
        .events.at(-1),
    ).toEqual({ type: 'ChangeClosed', at });
  });

  it('is refused without a reason, which is no attempt to keep', () => {
    expect(given(...open).when(rejects(ben, ['oncall-leads'], { reason: 'no' }))).toMatchObject({
      ok: false,
      error: { code: 'not-substantial', field: 'reason' },
      events: [],
    });
  });
});
