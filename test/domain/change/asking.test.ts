import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { ana, asCleo, asDan, ben, declared, declaredAt, deployed, HOUR, MINUTE, terms } from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  closedStory,
  expired,
  notImplemented,
  proceeded,
  rejected,
  reminded,
  withdrawn,
} from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { asksAgain, proceeds, withdraws } from '../../support/orders.ts';

const open = [declared(), asked()];
const DAY = 24 * HOUR;

interface Refused {
  readonly case: string;
  readonly past: readonly ChangeEvent[];
  readonly by?: string;
  readonly code: string;
}

describe('asking again', () => {
  const lapsed = [...open, expired()];

  it('opens a new round with the people who can be asked now', () => {
    const { events } = given(...lapsed).when(asksAgain());
    expect(events).toEqual([
      asked({ round: 2, because: 'asked again', at: declaredAt + 3 * HOUR, asked: [asDan, asCleo] }),
    ]);
  });

  it.each<Refused>([
    { case: 'to outsiders', past: lapsed, by: ben, code: 'only-involved' },
    { case: 'while the request is open', past: open, code: 'approval-pending' },
    { case: 'when it is authorized', past: [...open, ...approvedByAll], code: 'already-authorized' },
    { case: 'when it is rejected', past: [...open, rejected()], code: 'already-rejected' },
    { case: 'when it is withdrawn', past: [...lapsed, withdrawn()], code: 'withdrawn' },
    { case: 'when it is closed', past: closedStory, code: 'closed' },
  ])('is refused $case', ({ past, by = ana, code }) => {
    expect(given(...past).when(asksAgain({ by }))).toMatchObject({ ok: false, error: { code }, events: [] });
  });
});

describe('proceeding without approval', () => {
  it('is recorded with its reason', () => {
    expect(given(...open).when(proceeds())).toEqual({ ok: true, events: [proceeded(ana, declaredAt + 10 * MINUTE)] });
  });

  it('asks again for an approval that had lapsed: now it is owed', () => {
    const { events } = given(...open, expired()).when(proceeds({ at: declaredAt + 3 * HOUR }));
    expect(events[1]).toEqual(asked({ round: 2, at: declaredAt + 3 * HOUR }));
  });

  it.each<Refused>([
    { case: 'to outsiders', past: open, by: ben, code: 'only-involved' },
    { case: 'when it is authorized', past: [...open, ...approvedByAll], code: 'already-authorized' },
    { case: 'against a no', past: [...open, rejected()], code: 'already-rejected' },
    { case: 'twice', past: [...open, proceeded()], code: 'already-proceeded' },
    { case: 'when it is withdrawn', past: [...open, withdrawn()], code: 'withdrawn' },
    { case: 'when it is not done at all', past: [...open, ...notImplemented()], code: 'not-implemented' },
  ])('is refused $case', ({ past, by = ana, code }) => {
    expect(given(...past).when(proceeds({ by }))).toMatchObject({ ok: false, error: { code }, events: [] });
  });

  it('is refused without a reason of substance', () => {
    expect(given(...open).when(proceeds({ reason: 'urgent' }))).toMatchObject({
      error: { code: 'not-substantial', field: 'reason' },
    });
  });
});

describe('withdrawing', () => {
  it('is the requester’s to do while nothing is deployed', () => {
    const { events } = given(...open, ...approvedByAll).when(withdraws());
    expect(events).toEqual([{ type: 'ChangeWithdrawn', by: ana, at: declaredAt + 10 * MINUTE }]);
  });

  it.each<Refused>([
    { case: 'to everybody else', past: open, by: ben, code: 'only-requester' },
    { case: 'once something is deployed', past: [...open, deployed()], code: 'already-deployed' },
    { case: 'twice', past: [...open, withdrawn()], code: 'withdrawn' },
    { case: 'when it is not done at all', past: [...open, ...notImplemented()], code: 'not-implemented' },
  ])('is refused $case', ({ past, by = ana, code }) => {
    expect(given(...past).when(withdraws(by))).toMatchObject({ ok: false, error: { code }, events: [] });
  });
});

describe('reminding approvers', () => {
  const remind = (after: number) => ({ type: 'RemindApprovers' as const, at: declaredAt + after });
  const patient = { ...terms, approval: { remindAfter: [5, 15, 60].map((n) => n * MINUTE), expiresAfter: 8 * HOUR } };
  const asking = [declared({ terms: patient }), asked()];

  it.each([
    { case: 'the first when it is due', past: asking, after: 5 * MINUTE, reminder: 1 },
    { case: 'the next after it', past: [...asking, reminded(1)], after: 15 * MINUTE, reminder: 2 },
    { case: 'one for all that downtime swallowed', past: asking, after: 2 * HOUR, reminder: 3 },
    {
      case: 'a daily one while an approval is owed',
      past: [...asking, deployed(), reminded(3)],
      after: 2 * DAY,
      reminder: 4,
    },
  ])('sends $case', ({ past, after, reminder }) => {
    expect(given(...past).when(remind(after)).events).toEqual([reminded(reminder, declaredAt + after)]);
  });

  it.each([
    { case: 'before it is time', past: asking, after: 4 * MINUTE },
    { case: 'the same one twice', past: [...asking, reminded(1)], after: 6 * MINUTE },
    { case: 'more than the policy says while nothing is owed', past: [...asking, reminded(3)], after: 7 * HOUR },
    { case: 'after a decision', past: [...asking, ...approvedByAll], after: HOUR },
    { case: 'after a no', past: [...asking, rejected()], after: HOUR },
    { case: 'after a withdrawal', past: [...asking, withdrawn()], after: HOUR },
  ])('sends nothing $case', ({ past, after }) => {
    expect(given(...past).when(remind(after))).toEqual({ ok: false, error: { code: 'nothing-due' }, events: [] });
  });
});

describe('the request for approval', () => {
  const expire = (after: number) => ({ type: 'ExpireApproval' as const, at: declaredAt + after });

  it('lapses when nobody decided in time', () => {
    expect(given(...open).when(expire(2 * HOUR)).events).toEqual([expired()]);
  });

  it.each([
    { case: 'before its time', past: open, after: 2 * HOUR - 1 },
    { case: 'once the change is out: the approval is owed', past: [...open, deployed()], after: 9 * HOUR },
    { case: 'once they went ahead without it', past: [...open, proceeded()], after: 9 * HOUR },
    { case: 'when somebody decided', past: [...open, rejected()], after: 9 * HOUR },
    { case: 'twice', past: [...open, expired()], after: 9 * HOUR },
    { case: 'when the change is withdrawn', past: [...open, withdrawn()], after: 9 * HOUR },
  ])('does not lapse $case', ({ past, after }) => {
    expect(given(...past).when(expire(after))).toMatchObject({ ok: false, error: { code: 'nothing-due' } });
  });
});
