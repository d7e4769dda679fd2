import { describe, expect, it } from 'vitest';
import { approvalIsOwed, nextTimer } from '../../src/domain/timers.ts';
import { changeOf, declared, declaredAt, deployed, HOUR, MINUTE } from '../support/changes.ts';
import {
  approvedByAll,
  asked,
  closedStory,
  expired,
  nagged,
  notImplemented,
  proceeded,
  rejected,
  reminded,
  withdrawn,
} from '../support/facts.ts';

const open = [asked()];

describe('what time itself brings about next', () => {
  it.each([
    { when: 'just declared', events: open, type: 'RemindApprovers', at: 5 * MINUTE },
    { when: 'approvers were reminded', events: [...open, reminded()], type: 'ExpireApproval', at: 2 * HOUR },
    { when: 'the request lapsed', events: [...open, expired()], type: 'RemindReview', at: 20 * HOUR },
    { when: 'approved', events: [...open, ...approvedByAll], type: 'RemindReview', at: 20 * HOUR },
    { when: 'rejected', events: [...open, rejected()], type: 'RemindReview', at: 20 * HOUR },
    {
      when: 'out without a yes',
      events: [...open, reminded(), deployed()],
      type: 'RemindReview',
      at: 7 * MINUTE + 20 * HOUR,
    },
    {
      when: 'out without a yes, and the review reminded of',
      events: [...open, reminded(), deployed(), nagged(0)],
      type: 'RemindApprovers',
      at: 5 * MINUTE + 24 * HOUR,
    },
    {
      when: 'asked in a second round',
      events: [...open, reminded(), expired(), asked({ round: 2, at: declaredAt + 3 * HOUR })],
      type: 'RemindApprovers',
      at: 3 * HOUR + 5 * MINUTE,
    },
  ])('is $type when $when', ({ events, type, at }) => {
    expect(nextTimer(changeOf(declared(), ...events))).toEqual({ type, at: declaredAt + at });
  });

  it.each([
    { when: 'withdrawn', events: [...open, withdrawn()] },
    { when: 'not done at all', events: [...open, ...notImplemented()] },
    { when: 'closed', events: closedStory.slice(1) },
  ])('is nothing when $when', ({ events }) => {
    expect(nextTimer(changeOf(declared(), ...events))).toBeUndefined();
  });
});

describe('an approval', () => {
  it.each([
    { is: 'not owed while it may still come first', events: open, owed: false },
    { is: 'owed once the change is out', events: [...open, deployed()], owed: true },
    { is: 'owed once they went ahead without it', events: [...open, proceeded()], owed: true },
    { is: 'given', events: [...open, ...approvedByAll, deployed()], owed: false },
    { is: 'refused', events: [...open, rejected(), deployed()], owed: false },
    { is: 'owed no more after a withdrawal', events: [...open, proceeded(), withdrawn()], owed: false },
  ])('is $is', ({ events, owed }) => {
    expect(approvalIsOwed(changeOf(declared(), ...events))).toBe(owed);
  });
});
