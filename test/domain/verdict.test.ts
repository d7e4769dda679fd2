import { describe, expect, it } from 'vitest';
import { timingVerdict } from '../../src/domain/verdict.ts';
import { changeOf, declared, declaredAt, deployed, HOUR, MINUTE } from '../support/changes.ts';
import { approvedByAll, authorized, rejected } from '../support/facts.ts';

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

  it('goes by the earliest deployment, in whatever order they are recorded', () => {
    const late = deployed({ what: 'v843', deployedAt: declaredAt + 2 * HOUR });
    const events = [late, authorized(declaredAt + HOUR), out];
    expect(timingVerdict(changeOf(declared(), ...events))).toBe('deployed before approval');
  });
});
