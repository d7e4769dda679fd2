import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import type { Review, Standing } from '../../../src/domain/change/types.ts';
import {
  ana,
  approved,
  ben,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  HOUR,
  MINUTE,
  review,
} from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  closedStory,
  eva,
  finn,
  nagged,
  notImplemented,
  rejected,
  returned,
  signedOff,
  submitted,
  withdrawn,
} from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { decider, returns, signsOff, submits } from '../../support/orders.ts';

const open = [declared(), asked()];
const out = [...open, ...approvedByAll, deployed()];
const handedIn = [...out, submitted()];
const limit = declaredAt + 7 * MINUTE + 48 * HOUR;

describe('submitting the review', () => {
  it('records it and whom it is laid before', () => {
    expect(given(...out).when(submits())).toEqual({ ok: true, events: [submitted()] });
  });

  it('is open to whoever deployed', () => {
    expect(given(...open, deployed({ who: ben })).when(submits({ by: ben })).ok).toBe(true);
  });

  it('may happen again after it was returned', () => {
    expect(given(...handedIn, returned()).when(submits({ at: declaredAt + 12 * HOUR })).ok).toBe(true);
  });

  it('does not ask why the normal path was too slow where it was not', () => {
    expect(given(...out).when(submits({ review: { ...review, pathAppropriate: 'no', whyNotNormal: '' } })).ok).toBe(
      true,
    );
  });

  it('is refused after the limit until it says why', () => {
    const late = { at: limit + MINUTE };
    expect(given(...out).when(submits(late))).toMatchObject({ error: { code: 'late-reason-missing', limit } });
    const explained = { ...review, lateReason: 'The weekend shift was handed over without this' };
    expect(given(...out).when(submits({ ...late, review: explained })).ok).toBe(true);
  });

  it('is judged by its first submission: what was returned does not become late', () => {
    expect(given(...handedIn, returned()).when(submits({ at: limit + HOUR })).ok).toBe(true);
  });

  it.each<{ case: string; past: readonly ChangeEvent[]; by?: string; code: string }>([
    { case: 'to outsiders', past: out, by: finn, code: 'only-involved' },
    { case: 'while one lies before the reviewers', past: handedIn, code: 'review-already-submitted' },
    { case: 'when it is signed off', past: [...open, deployed(), submitted(), signedOff()], code: 'review-signed-off' },
    { case: 'while nothing is deployed', past: open, code: 'nothing-deployed' },
    { case: 'when the change is withdrawn', past: [...open, withdrawn()], code: 'withdrawn' },
    { case: 'when it is not done at all', past: [...open, ...notImplemented()], code: 'not-implemented' },
    { case: 'when the change is closed', past: closedStory, code: 'closed' },
  ])('is refused $case', ({ past, by = ana, code }) => {
    expect(given(...past).when(submits({ by }))).toMatchObject({ ok: false, error: { code }, events: [] });
  });

  it.each<[keyof Review, string]>([
    ['rootCause', 'n/a'],
    ['deployed', '-'],
    ['whyNotNormal', 'urgent'],
    ['impact', 'tbd'],
    ['tests', 'asdf asdf'],
  ])('is refused with junk for %s', (field, junk) => {
    expect(given(...out).when(submits({ review: { ...review, [field]: junk } }))).toMatchObject({
      ok: false,
      error: { code: 'not-substantial', field },
    });
  });

  it.each(['v844', '2.2.2', 'v1.0'])('takes %s for what was deployed', (what) => {
    expect(given(...out).when(submits({ review: { ...review, deployed: what } })).ok).toBe(true);
  });
});

describe('signing the review off', () => {
  const at = declaredAt + 12 * HOUR;

  it('closes a change whose approval is settled', () => {
    expect(given(...handedIn).when(signsOff(eva))).toEqual({
      ok: true,
      events: [signedOff(eva), { type: 'ChangeClosed', at }],
    });
  });

  it('closes a change that went out against a no', () => {
    const past = [...open, rejected(), deployed(), submitted()];
    expect(
      given(...past)
        .when(signsOff(eva))
        .events.at(-1),
    ).toEqual({ type: 'ChangeClosed', at });
  });

  it('leaves a change open whose approval is still owed', () => {
    expect(given(...open, deployed(), submitted()).when(signsOff(eva)).events).toEqual([signedOff(eva)]);
  });
});

describe.each([
  { act: 'signing the review off', order: signsOff },
  { act: 'returning the review', order: returns },
])('$act', ({ order }) => {
  it.each([
    { who: 'the requester', past: handedIn, by: ana, as: 'requester' },
    { who: 'an implementer', past: [...handedIn, deployed({ what: 'v842', who: dan })], by: dan, as: 'implementer' },
    { who: 'an approver', past: handedIn, by: cleo, as: 'approver' },
    {
      who: 'an approver whose yes was not enough',
      past: [...open, approved(ben, 'oncall-leads'), deployed(), submitted()],
      by: ben,
      as: 'approver',
    },
    {
      who: 'the one who rejected it',
      past: [...open, rejected(ben), deployed(), submitted()],
      by: ben,
      as: 'approver',
    },
  ])('is refused to $who, and to their other accounts', ({ past, by, as }) => {
    expect(given(...past).when(order(by))).toMatchObject({ ok: false, error: { code: 'reviewer-involved', as } });
    const alias = order('U0OTHERACC', { decider: { ...decider('leadership'), aliases: [by] } });
    expect(given(...past).when(alias)).toMatchObject({ ok: false, error: { code: 'reviewer-involved', as } });
  });

  it.each([
    { case: 'to people of other groups', past: handedIn, decider: decider('oncall-leads'), code: 'not-a-reviewer' },
    {
      case: 'when the reviewers cannot be looked up',
      past: handedIn,
      decider: { ...decider(), unreachable: ['leadership'] },
      code: 'groups-unreachable',
    },
    { case: 'while none is handed in', past: out, code: 'review-not-submitted' },
    { case: 'while a returned one is being mended', past: [...handedIn, returned()], code: 'review-not-submitted' },
    { case: 'twice', past: [...open, deployed(), submitted(), signedOff(finn)], code: 'review-signed-off' },
    { case: 'when the change is closed', past: closedStory, code: 'closed' },
  ])('is refused $case', ({ past, code, ...rest }) => {
    expect(given(...past).when(order(eva, rest.decider && { decider: rest.decider }))).toMatchObject({
      ok: false,
      error: { code },
      events: [],
    });
  });

  it.each<Standing>(['guest', 'bot', 'deactivated', 'stranger', 'unknown'])('is refused to a %s', (standing) => {
    const refused = given(...handedIn).when(order(eva, { decider: { ...decider('leadership'), standing } }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'no-standing', standing } });
  });
});

describe('returning the review', () => {
  it('says what is missing', () => {
    expect(given(...handedIn).when(returns(eva))).toEqual({ ok: true, events: [returned()] });
  });

  it('is refused without a word about it', () => {
    expect(given(...handedIn).when(returns(eva, { comments: 'no' }))).toMatchObject({
      error: { code: 'not-substantial', field: 'comments' },
    });
  });
});

describe('reminding of the review', () => {
  const remind = (after: number) => ({ type: 'RemindReview' as const, at: declaredAt + after });

  it('records the rung and who is told', () => {
    expect(given(...open).when(remind(20 * HOUR)).events).toEqual([nagged(0)]);
  });

  it.each([
    { case: 'before it is time', past: open, after: 20 * HOUR - 1 },
    { case: 'for the same rung again', past: [...open, nagged(0)], after: 21 * HOUR },
    { case: 'after the sign-off', past: [...open, deployed(), submitted(), signedOff()], after: 99 * HOUR },
    { case: 'after a withdrawal', past: [...open, withdrawn()], after: 99 * HOUR },
  ])('sends nothing $case', ({ past, after }) => {
    expect(given(...past).when(remind(after))).toEqual({ ok: false, error: { code: 'nothing-due' }, events: [] });
  });
});
