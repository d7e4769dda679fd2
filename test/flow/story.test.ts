import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIGESTS, EMERGENCY, REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

describe.each(['http', 'socket'] as const)('the whole story over %s', (transport) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ transport });
  });
  afterEach(() => world.close());

  it('goes from the command to the closed ticket', async () => {
    const [ana, ben, cleo, eva] = ['ana', 'ben', 'cleo', 'eva'].map(world.as) as [Actor, Actor, Actor, Actor];

    // Declared, with the incident picked from PagerDuty.
    await ana.command('payments is down, rolling back');
    expect((await ana.form()).values.summary).toMatchObject({ value: { value: 'payments is down, rolling back' } });
    await ana.fill({
      summary: 'Roll payments back to v841',
      systems: ['payments'],
      criterion: 'outage',
      justification: 'Checkout fails since 03:04',
      rollbackPlan: 'Redeploy v842',
    });
    const [incident] = await ana.suggest('incident', 'checkout');
    await ana.pick('incident', incident as Record<string, unknown>);
    await ana.submit();
    expect(ana.forms()).toHaveLength(0);
    await world.settle();

    const card = () => world.slack.allMessages(EMERGENCY).find(({ threadTs }) => !threadTs);
    const cardText = () => JSON.stringify(card()?.blocks);
    expect(card()?.text).toContain('EC-1 · Roll payments back to v841: waiting for approval');
    expect(cardText()).toContain('PD #8812 Checkout 500s');
    expect(cardText()).toContain('Jira OPS-1');
    expect(world.jira.issues()).toHaveLength(1);
    expect(world.pagerduty.incidents().find(({ number }) => number === 8812)?.notes).toHaveLength(1);

    // The requester is refused, a lead and the CTO approve.
    await ana.press(EMERGENCY, 'approve');
    await ana.hears(EMERGENCY, 'You declared EC-1, so someone else has to approve it');
    await ben.press(ben.dm(), 'approve');
    await cleo.press(cleo.dm(), 'approve');
    await world.settle();
    expect(card()?.text).toContain('approved');
    expect(cardText()).not.toContain('"action_id":"approve"');
    expect(JSON.stringify(ben.dms())).not.toContain('"action_id":"approve"');

    // Deployed, and then forgotten.
    await ana.press(EMERGENCY, 'record_deployment');
    await ana.fill({ what: 'v841' });
    await ana.submit();
    await world.pass(25 * HOUR);
    expect(cardText()).toContain('approved before deploy');
    const nags = ana.dms().filter(({ text }) => text.includes('wants your review'));
    expect(nags.length).toBe(3);
    await world.pass(24 * HOUR);
    expect(ana.dms().at(-1)?.text).toContain('the limit of');
    expect(world.pagerduty.events()).toHaveLength(1);
    const digests = world.slack.allMessages(DIGESTS).filter(({ text }) => text.startsWith('Emergency changes'));
    expect(digests.map(({ text }) => text.split(':')[0])).toEqual([
      'Emergency changes · Saturday 21 November',
      'Emergency changes · Sunday 22 November',
    ]);

    // Reviewed late, with the reason; signed off by somebody who had no hand in it.
    await world.pass(6 * HOUR);
    await ana.press(ana.dm(), 'start_review');
    await ana.fill({ ...REVIEW, lateReason: 'The weekend shift was handed over without this' });
    await ana.submit();
    expect(ana.forms()).toHaveLength(0);
    await world.settle();
    await ana.press(EMERGENCY, 'sign_off');
    await ana.hears(EMERGENCY, 'somebody who had no hand in it');
    await eva.press(eva.dm(), 'sign_off');
    await world.settle();

    expect(world.pagerduty.events().map(({ action }) => action)).toEqual(['trigger', 'resolve']);
    expect(card()?.text).toContain('closed');
    expect(world.jira.issues()[0]?.status.category).toBe('done');
    const notes = world.pagerduty.incidents().find(({ number }) => number === 8812)?.notes ?? [];
    expect(notes.length).toBe(4);
    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

type Actor = ReturnType<World['as']>;
