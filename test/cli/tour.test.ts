import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tourOf } from '../../src/cli/sandbox/tour.ts';
import { EMERGENCY, REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

describe('the tour', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('ticks its steps off by what has happened', async () => {
    const [ana, ben, cleo, eva] = ['ana', 'ben', 'cleo', 'eva'].map(world.as) as [Actor, Actor, Actor, Actor];
    const tour = tourOf(world);
    let told = 0;
    tour.onChange(() => {
      told += 1;
    });
    const done = () => tour.steps().flatMap(({ title, isDone }) => (isDone ? title : []));

    expect(tour.steps()).toHaveLength(6);
    await ana.command('');
    expect(done()).toEqual([]);
    await ana.fill({ summary: 'Roll payments back', systems: ['payments'], criterion: 'outage' });
    await ana.fill({ justification: 'Checkout fails since 03:04', rollbackPlan: 'Redeploy v842' });
    await ana.submit();
    await world.settle();
    expect(done()).toEqual(['Declare']);

    await ana.press(EMERGENCY, 'approve');
    await ana.hears(EMERGENCY, 'someone else has to approve it');
    expect(done()).toEqual(['Declare', 'Be refused']);

    await ben.press(ben.dm(), 'approve');
    await world.settle();
    expect(done()).not.toContain('Approve');
    await cleo.press(cleo.dm(), 'approve');
    await world.settle();
    expect(done()).toContain('Approve');

    await ana.press(EMERGENCY, 'record_deployment');
    await ana.fill({ what: 'v841' });
    await ana.submit();
    await world.settle();
    expect(done()).toContain('Deploy');
    await world.pass(21 * HOUR);
    expect(done()).not.toContain('Miss the deadline');
    await world.pass(4 * HOUR);
    expect(done()).toContain('Miss the deadline');

    await ana.press(ana.dm(), 'start_review');
    await ana.fill(REVIEW);
    await ana.submit();
    await world.settle();
    expect(done()).not.toContain('Review');
    await eva.press(eva.dm(), 'sign_off');
    await world.settle();
    expect(done()).toHaveLength(6);
    expect(told).toBe(6);
  });
});

type Actor = ReturnType<World['as']>;
