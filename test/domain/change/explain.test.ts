import { describe, expect, it } from 'vitest';
import type { Decider, Standing } from '../../../src/domain/change/types.ts';
import { ana, ben, cleo, dan, declared, declaredAt, deployed, HOUR } from '../../support/changes.ts';
import { asked, closedStory } from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { decider, explains } from '../../support/orders.ts';

const out = [declared(), asked(), deployed({ who: dan })];
const unreachable: Decider = { standing: 'member', memberOf: [], unreachable: ['leadership'] };

describe('explaining a finding', () => {
  it.each([
    { who: 'the requester', by: ana, groups: [] },
    { who: 'whoever deployed it', by: dan, groups: [] },
    { who: 'a member of the reviewers', by: cleo, groups: ['leadership'] },
  ])('is for $who', ({ by, groups }) => {
    expect(given(...out).when(explains({ by, decider: decider(...groups) }))).toEqual({
      ok: true,
      events: [
        {
          type: 'FindingExplained',
          by,
          at: declaredAt + 3 * HOUR,
          finding: 'never-approved',
          text: 'Nobody of the leadership could be reached that night',
        },
      ],
    });
  });

  it('is possible after the change has ended: findings outlive it', () => {
    expect(given(...closedStory).when(explains()).ok).toBe(true);
  });

  it.each([
    { case: 'to outsiders', order: explains({ by: ben, decider: decider('oncall-leads') }), code: 'may-not-explain' },
    {
      case: 'while the reviewers cannot be looked up',
      order: explains({ by: ben, decider: unreachable }),
      code: 'groups-unreachable',
    },
    {
      case: 'when there is nothing to explain',
      order: explains({ answerable: ['review-late'] }),
      code: 'no-such-finding',
    },
    { case: 'without substance', order: explains({ text: 'urgent' }), code: 'not-substantial' },
    { case: 'in a few letters', order: explains({ text: 'Forgot it' }), code: 'not-substantial' },
  ])('is refused $case', ({ order, code }) => {
    expect(given(...out).when(order)).toMatchObject({ ok: false, error: { code }, events: [] });
  });

  it.each<Standing>(['guest', 'bot', 'deactivated', 'stranger', 'unknown'])('is refused to a %s', (standing) => {
    const order = explains({ decider: { ...decider(), standing } });
    expect(given(...out).when(order)).toMatchObject({ error: { code: 'no-standing' } });
  });
});
