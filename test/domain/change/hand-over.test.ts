import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import type { CannotBeAsked } from '../../../src/domain/change/refusals.ts';
import type { Standing } from '../../../src/domain/change/types.ts';
import { nextTimer } from '../../../src/domain/timers.ts';
import { ana, changeOf, cleo, dan, declared, declaredAt, deployed, HOUR, MINUTE } from '../../support/changes.ts';
import { approvedByAll, asked, closedStory, eva, finn, returned, submitted, withdrawn } from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { accepts, decider, declines, offers, snoozes, submits, takesOver } from '../../support/orders.ts';

const out = [declared(), asked(), ...approvedByAll, deployed()];
const at = declaredAt + 5 * HOUR;
const limit = declaredAt + 7 * MINUTE + 48 * HOUR;
const offered: ChangeEvent = { type: 'HandOverOffered', by: ana, at, to: dan, answerBy: at + 2 * HOUR };
const accepted: ChangeEvent = { type: 'HandOverAccepted', by: dan, at: at + HOUR, from: ana };
const ownerAfter = (...events: readonly ChangeEvent[]) => changeOf(declared(), ...out.slice(1), ...events).review.owner;

describe('asking somebody to take the review over', () => {
  it('is recorded, and the owner keeps owing it', () => {
    expect(given(...out).when(offers())).toEqual({ ok: true, events: [offered] });
    expect(ownerAfter(offered)).toBe(ana);
  });

  it.each<{ who: string; standing?: Standing; to?: string; sameAs?: readonly string[]; why: CannotBeAsked }>([
    { who: 'a guest', standing: 'guest', why: 'guest' },
    { who: 'a bot', standing: 'bot', why: 'bot' },
    { who: 'somebody who has left', standing: 'deactivated', why: 'deactivated' },
    { who: 'another workspace', standing: 'stranger', why: 'stranger' },
    { who: 'somebody Slack cannot tell about', standing: 'unknown', why: 'unknown' },
    { who: 'oneself', to: ana, why: 'owner' },
    { who: 'oneself under another account', to: finn, sameAs: [ana], why: 'owner' },
  ])('is refused for $who', ({ why, who: _who, ...rest }) => {
    const refused = given(...out).when(offers(rest));
    expect(refused).toMatchObject({ ok: false, error: { code: 'cannot-be-asked', why }, events: [] });
  });

  it('is refused for whoever returned it as its reviewer', () => {
    const refused = given(...out, submitted(), returned()).when(offers({ to: eva, at: declaredAt + 12 * HOUR }));
    expect(refused).toMatchObject({ error: { code: 'cannot-be-asked', why: 'reviewer' } });
  });

  it.each<{ case: string; past: readonly ChangeEvent[]; by?: string; code: string }>([
    { case: 'by anybody but the owner', past: out, by: cleo, code: 'only-owner' },
    { case: 'while the same person is asked', past: [...out, offered], code: 'hand-over-pending' },
    { case: 'once the review is handed in', past: [...out, submitted()], code: 'review-already-submitted' },
    { case: 'when the change is closed', past: closedStory, code: 'closed' },
    { case: 'when the change is withdrawn', past: [declared(), asked(), withdrawn()], code: 'withdrawn' },
  ])('is refused $case', ({ past, by = ana, code }) => {
    expect(given(...past).when(offers({ by }))).toMatchObject({ ok: false, error: { code } });
  });

  it('may go to somebody else meanwhile: then only they can say yes', () => {
    const past = [...out, offered, { ...offered, to: cleo } as ChangeEvent];
    expect(given(...past).when(accepts(dan))).toMatchObject({ error: { code: 'hand-over-not-asked', owner: ana } });
    expect(given(...past).when(accepts(cleo)).ok).toBe(true);
  });
});

describe('the answer', () => {
  it('yes makes them the owner', () => {
    expect(given(...out, offered).when(accepts(dan))).toEqual({ ok: true, events: [accepted] });
    expect(ownerAfter(offered, accepted)).toBe(dan);
  });

  it('no leaves it with the owner', () => {
    const declined: ChangeEvent = { type: 'HandOverDeclined', by: dan, at: at + HOUR, from: ana };
    expect(given(...out, offered).when(declines(dan))).toEqual({ ok: true, events: [declined] });
    expect(ownerAfter(offered, declined)).toBe(ana);
  });

  it.each([
    { case: 'twice', past: [...out, offered, accepted], by: dan, code: 'hand-over-not-asked' },
    { case: 'by somebody who was not asked', past: [...out, offered], by: cleo, code: 'hand-over-not-asked' },
    { case: 'once the review is in', past: [...out, offered, submitted()], by: dan, code: 'review-already-submitted' },
  ])('is refused $case', ({ past, by, code }) => {
    expect(given(...past).when(accepts(by))).toMatchObject({ ok: false, error: { code } });
    expect(given(...past).when(declines(by))).toMatchObject({ ok: false, error: { code } });
  });

  it('yes is refused to somebody who became a guest meanwhile', () => {
    expect(given(...out, offered).when(accepts(dan, { standing: 'guest' }))).toMatchObject({
      error: { code: 'no-standing' },
    });
  });

  it('of whoever took it over lets them write it, and the old owner no more than any outsider', () => {
    const past = [declared({ details: { implementers: [cleo] } }), asked(), ...approvedByAll, deployed({ who: cleo })];
    expect(given(...past, offered, accepted).when(submits({ by: dan })).ok).toBe(true);
  });
});

describe('no answer', () => {
  const change = changeOf(declared(), ...out.slice(1), offered);
  const unanswered: ChangeEvent = { type: 'HandOverUnanswered', at: at + 2 * HOUR, from: ana, to: dan };

  it('in time is a fact of its own, and the old owner keeps owing', () => {
    expect(nextTimer(change)).toEqual({ at: at + 2 * HOUR, type: 'LapseHandOver' });
    const lapse = { type: 'LapseHandOver' as const, at: at + 2 * HOUR };
    expect(given(...out, offered).when(lapse)).toEqual({ ok: true, events: [unanswered] });
    expect(ownerAfter(offered, unanswered)).toBe(ana);
  });

  it.each([
    { case: 'before its time', past: [...out, offered], after: 2 * HOUR - 1 },
    { case: 'twice', past: [...out, offered, unanswered], after: 3 * HOUR },
    { case: 'after a yes', past: [...out, offered, accepted], after: 3 * HOUR },
    { case: 'once the review is in', past: [...out, offered, submitted()], after: 6 * HOUR },
  ])('is none $case', ({ past, after }) => {
    expect(given(...past).when({ type: 'LapseHandOver', at: at + after })).toMatchObject({
      error: { code: 'nothing-due' },
    });
  });
});

describe('taking it over as escalation contact', () => {
  it('needs nobody’s yes', () => {
    const { memberOf } = decider('managers');
    expect(given(...out).when(takesOver(cleo))).toEqual({
      ok: true,
      events: [{ type: 'ReviewTakenOver', by: cleo, at: at + HOUR, from: ana, memberOf }],
    });
  });

  it.each([
    { case: 'to everybody else', by: cleo, decider: decider('choir'), code: 'not-an-escalation-contact' },
    {
      case: 'while the group cannot be looked up',
      by: cleo,
      decider: { ...decider(), unreachable: ['managers'] },
      code: 'groups-unreachable',
    },
    { case: 'to its owner', by: ana, decider: decider('managers'), code: 'already-owner' },
    {
      case: 'to a guest',
      by: cleo,
      decider: { ...decider('managers'), standing: 'guest' as const },
      code: 'no-standing',
    },
  ])('is refused $case', ({ by, code, decider }) => {
    expect(given(...out).when(takesOver(by, { decider }))).toMatchObject({ ok: false, error: { code } });
  });

  it('is refused where the policy names none', () => {
    const refused = given(...out).when(takesOver(cleo, { group: undefined }));
    expect(refused).toMatchObject({ error: { code: 'not-an-escalation-contact', group: undefined } });
  });
});

describe('an owner who has left', () => {
  const left = { type: 'NoteOwnerLeft' as const, at, user: ana };
  const gone: ChangeEvent = { type: 'ReviewOwnerLeft', at, user: ana };

  it('is noted once', () => {
    expect(given(...out).when(left).events).toEqual([gone]);
    expect(given(...out, gone).when(left).events).toEqual([]);
  });

  it('is nobody’s concern once somebody else owes it, or the review is in', () => {
    expect(given(...out, offered, accepted).when(left).events).toEqual([]);
    expect(given(...out, submitted()).when(left).events).toEqual([]);
  });
});

describe('putting the reminders off', () => {
  it('is recorded', () => {
    expect(given(...out).when(snoozes())).toEqual({
      ok: true,
      events: [{ type: 'ReviewSnoozed', by: ana, at, until: at + 4 * HOUR }],
    });
  });

  it('never passes the limit', () => {
    expect(given(...out).when(snoozes({ until: limit + HOUR })).events).toMatchObject([{ until: limit }]);
  });

  const put = { type: 'ReviewSnoozed', by: ana, at, until: at + HOUR } as const;
  it.each([
    {
      case: 'a second time, also later',
      past: [...out, put],
      order: { at: at + 9 * HOUR, until: at + 12 * HOUR },
      code: 'snoozed-before',
    },
    { case: 'at the limit', past: out, order: { at: limit, until: limit + HOUR }, code: 'limit-passed' },
    { case: 'to a time that has passed', past: out, order: { until: at }, code: 'time-passed' },
    { case: 'by anybody but the owner', past: out, order: { by: dan }, code: 'only-owner' },
    { case: 'once the review is in', past: [...out, submitted()], order: {}, code: 'review-already-submitted' },
    {
      case: 'by the next owner again',
      past: [...out, put, offered, accepted],
      order: { by: dan, at: at + 2 * HOUR },
      code: 'snoozed-before',
    },
  ])('is refused $case', ({ past, order, code }) => {
    expect(given(...past).when(snoozes(order))).toMatchObject({ ok: false, error: { code } });
  });
});
