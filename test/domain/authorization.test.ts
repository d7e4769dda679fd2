import { describe, expect, it } from 'vitest';
import { filled, firstAsked, isMet, openPlaces, planApprovals, seat } from '../../src/domain/authorization.ts';
import type { Requirement } from '../../src/domain/change/types.ts';

const one = (group: string, ...others: string[]): Requirement => ({ rule: 'r', groups: [group, ...others], places: 1 });
const person = (user: string, ...groups: string[]) => ({ user, groups });
const leadAndBoss = [one('leads'), one('bosses')];

describe('the quorum', () => {
  it.each([
    { is: 'met by one of each', given: [person('ben', 'leads'), person('cleo', 'bosses')], met: true },
    { is: 'not met by one person of both groups', given: [person('dan', 'leads', 'bosses')], met: false },
    { is: 'not met by one person twice', given: [person('dan', 'leads'), person('dan', 'bosses')], met: false },
    {
      is: 'met with a person of both who makes room',
      given: [person('dan', 'leads', 'bosses'), person('ben', 'leads')],
      met: true,
    },
    { is: 'not met by two of one group', given: [person('ben', 'leads'), person('dan', 'leads')], met: false },
    { is: 'not met by strangers', given: [person('x', 'choir'), person('y', 'choir')], met: false },
  ])('is $is', ({ given, met }) => {
    expect(isMet(leadAndBoss, given)).toBe(met);
  });

  it('counts the same group of two rules by distinct people', () => {
    const twice = [one('leads'), one('leads')];
    expect(isMet(twice, [person('ben', 'leads')])).toBe(false);
    expect(isMet(twice, [person('ben', 'leads'), person('dan', 'leads')])).toBe(true);
  });

  it('is never met where nothing is required: in doubt, no', () => {
    expect(isMet([], [person('ben', 'leads')])).toBe(false);
  });

  it('finds the seating that fills most places, whatever the order of the yeses', () => {
    const chain = [one('a'), one('b'), one('c')];
    const people = [person('p', 'a', 'b', 'c'), person('q', 'a', 'b'), person('r', 'a')];
    expect(filled(seat(chain, people))).toBe(3);
    expect(filled(seat(chain, people.toReversed()))).toBe(3);
  });

  it('says which places are open, in the policy’s order', () => {
    const wanted = [{ ...one('leads'), places: 2 }, one('bosses')];
    expect(openPlaces(wanted, [person('ben', 'leads')])).toEqual([
      { groups: ['leads'], places: 1 },
      { groups: ['bosses'], places: 1 },
    ]);
  });
});

describe('planning whom to ask', () => {
  const roster = new Map([
    ['leads', ['ben', 'dan']],
    ['bosses', ['cleo']],
    ['managers', ['eva', 'cleo']],
    ['unreachable', undefined],
  ] as const);
  const plan = (wanted: readonly Requirement[], barred: readonly string[], fallback?: string) => {
    const { asked, ...outlook } = planApprovals(wanted, roster, new Set(barred), fallback);
    return { ...outlook, asked: asked.map(({ user }) => user) };
  };

  it('asks everybody eligible who had no hand in the change', () => {
    expect(plan(leadAndBoss, ['ben'], 'managers')).toEqual({
      requirements: leadAndBoss,
      asked: ['dan', 'cleo'],
      shortfall: [],
    });
  });

  it('lets the fall-back group fill where separation of duties leaves too few', () => {
    expect(plan(leadAndBoss, ['cleo'], 'managers')).toEqual({
      requirements: [one('leads'), one('bosses', 'managers')],
      asked: ['ben', 'dan', 'eva'],
      fallback: 'managers',
      shortfall: [],
    });
  });

  it('does not count one person for two places', () => {
    const wanted = [one('bosses'), one('managers')];
    expect(plan(wanted, ['eva'])).toMatchObject({ asked: ['cleo'], shortfall: ['managers'] });
  });

  it('names the groups that cannot be filled even so', () => {
    const outlook = plan(leadAndBoss, ['cleo', 'eva'], 'managers');
    expect(outlook).toMatchObject({ fallback: 'managers', shortfall: ['bosses', 'managers'] });
  });

  it('names them when there is no fall-back group', () => {
    expect(plan(leadAndBoss, ['cleo'])).toMatchObject({ asked: ['ben', 'dan'], shortfall: ['bosses'] });
  });

  it('takes a group that cannot be looked up for nobody', () => {
    expect(plan([one('unreachable')], [], 'managers')).toMatchObject({ asked: ['eva', 'cleo'], shortfall: [] });
  });
});

describe('telling people first', () => {
  const eligible = [person('ben', 'leads'), person('dan', 'leads', 'security'), person('cleo', 'bosses')];

  it.each([
    { first: { leads: ['ben', 'dan'], security: ['dan'], bosses: ['cleo'] }, told: ['ben', 'dan', 'cleo'] },
    { first: { leads: ['ben'], security: ['dan'], bosses: [] }, told: ['ben', 'dan'] },
    { first: { leads: ['ben'], security: [], bosses: ['cleo'] }, told: ['ben', 'cleo'] },
    { first: {}, told: ['ben', 'dan', 'cleo'] },
  ])('asks those who are first in one of their groups: $first', ({ first, told }) => {
    expect(firstAsked(eligible, new Map(Object.entries(first))).map(({ user }) => user)).toEqual(told);
  });
});
