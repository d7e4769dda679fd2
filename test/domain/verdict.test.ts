import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { timingVerdict } from '../../src/domain/verdict.ts';
import { changeOf, declared, declaredAt, deployed, HOUR, MINUTE } from '../support/changes.ts';
import { approvedByAll, asked, authorized, rejected } from '../support/facts.ts';

const at = (after: number, event: ChangeEvent): ChangeEvent => ({ ...event, at: declaredAt + after });
const out = deployed();
const before = deployed({ what: 'v840', deployedAt: declaredAt - HOUR });

describe('the order of the timestamps', () => {
  it.each([
    { events: approvedByAll, verdict: undefined, when: 'nothing is deployed' },
    { events: [...approvedByAll, out], verdict: 'approved before deploy', when: 'the yes came first' },
    {
      events: [authorized(declaredAt + 7 * MINUTE), out],
      verdict: 'approved before deploy',
      when: 'both came at once',
    },
    { events: [out, authorized(declaredAt + HOUR)], verdict: 'deployed before approval', when: 'the yes came after' },
    { events: [before, ...approvedByAll], verdict: 'declared after deploy', when: 'it was out before it was declared' },
    { events: [before], verdict: 'declared after deploy', when: 'that one has no yes either' },
    { events: [out], verdict: 'never approved', when: 'nobody said yes' },
    { events: [rejected(), out], verdict: 'never approved', when: 'somebody said no' },
  ])('is "$verdict" when $when', ({ events, verdict }) => {
    expect(timingVerdict(changeOf(declared(), ...events))).toBe(verdict);
  });

  const back = (until: number): ChangeEvent[] => [
    { type: 'ApprovalWithdrawn', by: 'U0BENOKAFO', at: until, authorized: true },
    asked({ round: 2, because: 'approval withdrawn', at: until }),
  ];

  it('is no better for a deployment that is back-dated to when a yes, taken back since, still stood', () => {
    const events = [...approvedByAll, ...back(declaredAt + 10 * MINUTE)];
    const late = deployed({ what: 'v843', deployedAt: declaredAt + HOUR });
    const inBetween = deployed({ deployedAt: declaredAt + 5 * MINUTE });
    expect(timingVerdict(changeOf(declared(), ...events, inBetween))).toBe('approved before deploy');
    expect(timingVerdict(changeOf(declared(), ...events, at(HOUR, late), at(2 * HOUR, inBetween)))).toBe(
      'never approved',
    );
    const again = [at(HOUR, late), at(2 * HOUR, inBetween), authorized(declaredAt + 3 * HOUR)];
    expect(timingVerdict(changeOf(declared(), ...events, ...again))).toBe('deployed before approval');
  });

  it('takes what is recorded as done by then, whatever a clock that runs ahead says', () => {
    const ahead = deployed({ deployedAt: declaredAt + 10 * MINUTE });
    expect(timingVerdict(changeOf(declared(), ahead, authorized(declaredAt + 9 * MINUTE)))).toBe(
      'deployed before approval',
    );
  });

  it('goes by the earliest deployment, in whatever order they are recorded', () => {
    const late = deployed({ what: 'v843', deployedAt: declaredAt + 2 * HOUR });
    const events = [late, authorized(declaredAt + HOUR), out];
    expect(timingVerdict(changeOf(declared(), ...events))).toBe('deployed before approval');
  });
});
