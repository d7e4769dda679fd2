import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Rung } from '../../src/domain/change/types.ts';
import { dueReminder, ladderClimbs, nextReminder } from '../../src/domain/reminders.ts';
import { reviewClock, reviewIsLate } from '../../src/domain/review.ts';
import { ana, ben, changeOf, declared, declaredAt, deployed, HOUR, MINUTE, terms } from '../support/changes.ts';
import { closedStory, nagged, notImplemented, returned, signedOff, submitted, withdrawn } from '../support/facts.ts';

const DAY = 24 * HOUR;
const ladder: readonly Rung[] = [
  { after: 4 * HOUR, tell: ['owner'] },
  { after: 24 * HOUR, tell: ['owner', 'thread'] },
  { after: 48 * HOUR, tell: ['owner', 'channel', 'page'] },
];
const laddered = declared({ terms: { review: { ...terms.review, ladder } } });
const once = (...events: readonly ChangeEvent[]) => changeOf(laddered, ...events);

describe('the next reminder', () => {
  it.each([
    { when: 'nobody was reminded yet', events: [], rung: 0, at: 4 * HOUR, tell: ['owner'] },
    { when: 'the first was sent', events: [nagged(0)], rung: 1, at: 24 * HOUR, tell: ['owner', 'thread'] },
    { when: 'the ladder is climbed', events: [nagged(2)], rung: 3, at: 48 * HOUR + DAY, tell: ['owner', 'channel'] },
    { when: 'it repeats daily', events: [nagged(5)], rung: 6, at: 48 * HOUR + 4 * DAY, tell: ['owner', 'channel'] },
  ])('is rung $rung when $when', ({ events, rung, at, tell }) => {
    expect(nextReminder(once(...events))).toEqual({ rung, at: declaredAt + at, tell });
  });

  it('counts from the first deployment once there is one', () => {
    const out = deployed({ deployedAt: declaredAt + HOUR });
    expect(nextReminder(once(out))?.at).toBe(declaredAt + 5 * HOUR);
  });

  it.each([
    { when: 'a review that was handed in waits for its reviewer', events: [deployed(), submitted()] },
    { when: 'a review was returned', events: [deployed(), submitted(), returned()] },
  ])('is still owed when $when', ({ events }) => {
    expect(nextReminder(once(...events))).toMatchObject({ rung: 0 });
  });

  it.each([
    { when: 'the review is signed off', events: [deployed(), submitted(), signedOff()] },
    { when: 'the change is withdrawn', events: [withdrawn()] },
    { when: 'it was not done at all', events: notImplemented() },
  ])('is none when $when', ({ events }) => {
    expect(nextReminder(once(...events))).toBeUndefined();
    expect(dueReminder(once(...events), declaredAt + 99 * DAY)).toBeUndefined();
  });
});

describe('the reminder that is due', () => {
  it.each([
    { now: 4 * HOUR - 1, rung: undefined },
    { now: 4 * HOUR, rung: 0 },
    { now: 23 * HOUR, rung: 0 },
    { now: 30 * HOUR, rung: 1 },
    { now: 48 * HOUR + 3 * DAY + HOUR, rung: 5 },
  ])('after downtime is the latest one alone: $rung', ({ now, rung }) => {
    expect(dueReminder(once(), declaredAt + now)?.rung).toBe(rung);
  });

  it('is none when the latest was sent', () => {
    expect(dueReminder(once(nagged(1)), declaredAt + 30 * HOUR)).toBeUndefined();
  });
});

describe('a page that was missed', () => {
  it('is sent all the same, with the latest reminder, and only once', () => {
    const due = dueReminder(once(), declaredAt + 48 * HOUR + DAY);
    expect(due).toMatchObject({ rung: 3, tell: ['owner', 'channel', 'page'] });
    const paged: ChangeEvent = { type: 'ReviewReminded', at: due?.at ?? 0, rung: 3, tell: due?.tell ?? [] };
    expect(dueReminder(once(paged), declaredAt + 48 * HOUR + 2 * DAY)?.tell).toEqual(['owner', 'channel']);
  });
});

describe('a deployment that turns out to be earlier', () => {
  const early = deployed({ what: 'v840', deployedAt: declaredAt - 21 * HOUR });

  it('moves the rungs with the limit, and only the latest missed one is due', () => {
    const change = once(deployed(), nagged(0), early);
    expect(reviewClock(change).limit).toBe(declaredAt + 27 * HOUR);
    expect(nextReminder(change)).toMatchObject({ rung: 1, at: declaredAt + 3 * HOUR });
    expect(dueReminder(change, declaredAt + 28 * HOUR)?.rung).toBe(2);
    expect(dueReminder(once(deployed(), early, nagged(2)), declaredAt + 28 * HOUR)).toBeUndefined();
  });

  it('brings forward what was put off: it never passes the limit', () => {
    const put = snoozed(declaredAt + 5 * HOUR, declaredAt + 40 * HOUR);
    expect(nextReminder(once(deployed(), nagged(1), put, early))?.at).toBe(declaredAt + 27 * HOUR);
  });
});

const snoozed = (at: number, until: number): ChangeEvent => ({ type: 'ReviewSnoozed', by: ana, at, until });

describe('reminders that were put off', () => {
  const until = declaredAt + 30 * HOUR;
  const put = snoozed(declaredAt + 5 * HOUR, until);

  it('come at that time, and what falls due before it goes to everybody but the owner', () => {
    expect(nextReminder(once(nagged(0), put))).toEqual({ rung: 1, at: declaredAt + 24 * HOUR, tell: ['thread'] });
    const told: ChangeEvent = { type: 'ReviewReminded', at: declaredAt + 24 * HOUR, rung: 1, tell: ['thread'] };
    expect(nextReminder(once(nagged(0), put, told))).toEqual({ rung: 1, at: until, tell: ['owner'] });
    const woken: ChangeEvent = { type: 'ReviewReminded', at: until, rung: 1, tell: ['owner'] };
    expect(nextReminder(once(nagged(0), put, told, woken))).toMatchObject({ rung: 2, at: declaredAt + 48 * HOUR });
  });

  it('do not come back after that for a rung that passed meanwhile', () => {
    const ownerOnly = declared({
      terms: {
        review: { ...terms.review, ladder: [4, 20, 24, 48].map((h) => ({ after: h * HOUR, tell: ['owner'] })) },
      },
    });
    const woken: ChangeEvent = { type: 'ReviewReminded', at: until, rung: 0, tell: ['owner'] };
    expect(nextReminder(changeOf(ownerOnly, nagged(0), put))?.at).toBe(until);
    expect(nextReminder(changeOf(ownerOnly, nagged(0), put, woken))?.at).toBe(declaredAt + 48 * HOUR);
  });

  it('after downtime are one with the latest rung', () => {
    expect(dueReminder(once(nagged(0), put), declaredAt + 49 * HOUR)).toMatchObject({ rung: 2 });
  });

  it('do not keep the reviewers quiet once the review is handed in', () => {
    const handedIn = submitted(ana, declaredAt + 10 * HOUR);
    expect(nextReminder(once(deployed(), nagged(0), put, handedIn))).toMatchObject({ tell: ['owner', 'thread'] });
  });

  it('do not keep whoever took it over quiet', () => {
    const taken: ChangeEvent = { type: 'HandOverAccepted', by: ben, at: declaredAt + 10 * HOUR, from: ana };
    expect(nextReminder(once(nagged(0), put, taken))).toMatchObject({ rung: 1, tell: ['owner', 'thread'] });
  });
});

describe('the repeats', () => {
  it.each([
    { ladder: [['owner'], ['page']], tell: ['owner'] },
    { ladder: [['channel', 'escalation'], ['page']], tell: ['channel', 'escalation'] },
    { ladder: [['page']], tell: ['owner'] },
    { ladder: [['owner'], ['channel', 'page']], tell: ['channel'] },
  ] as const)('of a ladder of $ladder never go to nobody: $tell', ({ ladder: steps, tell }) => {
    const rungs = steps.map((audiences, index) => ({ after: (index + 1) * HOUR, tell: audiences }));
    const change = changeOf(
      declared({ terms: { review: { ...terms.review, ladder: rungs } } }),
      nagged(rungs.length - 1),
    );
    expect(nextReminder(change)?.tell).toEqual(tell);
  });
});

describe('a ladder', () => {
  it.each([
    { rungs: [4, 24, 48], climbs: true },
    { rungs: [24], climbs: true },
    { rungs: [4, 4, 48], climbs: false },
    { rungs: [24, 4], climbs: false },
  ])('of $rungs hours climbs: $climbs', ({ rungs, climbs }) => {
    expect(ladderClimbs(rungs.map((hours) => ({ after: hours * HOUR, tell: ['owner'] })))).toBe(climbs);
  });
});

describe('the review’s deadline', () => {
  it('counts from declare until a deployment is known', () => {
    const clock = { start: declaredAt, target: declaredAt + 24 * HOUR, limit: declaredAt + 48 * HOUR };
    expect(reviewClock(once())).toEqual(clock);
  });

  it('counts from the earliest deployment, also one that is recorded later', () => {
    const events = [deployed(), deployed({ what: 'v840', deployedAt: declaredAt + 2 * MINUTE })];
    expect(reviewClock(once(...events)).start).toBe(declaredAt + 2 * MINUTE);
  });

  it('is kept by the first submission and broken for ever after the limit', () => {
    const limit = declaredAt + 7 * MINUTE + 48 * HOUR;
    expect(reviewIsLate(changeOf(...closedStory), limit + DAY)).toBe(false);
    expect(reviewIsLate(once(deployed()), limit)).toBe(false);
    expect(reviewIsLate(once(deployed()), limit + 1)).toBe(true);
    expect(reviewIsLate(once(deployed(), submitted(undefined, limit + 1), returned()), 0)).toBe(true);
  });
});
