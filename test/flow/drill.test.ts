import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPolicy, parsePolicy } from '../../src/policy/load.ts';
import { DIGESTS, EMERGENCY, FORM, GENERAL } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

/** The example, with a rule that drills are spared. */
const policy = () => {
  const { text } = loadPolicy('policy.yaml');
  return parsePolicy(text.replace('when: { risk: [high] }', 'when: { risk: [high], drill: false }'));
};

describe('a drill', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ policy: policy() });
  });
  afterEach(() => world.close());

  const declareDrill = async () => {
    const ana = world.as('ana');
    await ana.command('drill practising with payments');
    expect(JSON.stringify((await ana.form()).payload)).toContain('Emergency drill');
    await ana.fill(FORM);
    await ana.submit();
    await world.settle();
  };
  const cards = () => world.slack.allMessages(EMERGENCY).filter(({ threadTs }) => !threadTs);

  it('has numbers of its own and says everywhere what it is', async () => {
    await declareDrill();
    await world.as('dan').declare({ systems: ['search'] });
    await world.settle();
    expect(cards().map(({ text }) => text.split(' · ')[0])).toEqual(['DRILL-1', 'EC-1']);
    expect(JSON.stringify(cards()[0]?.blocks)).toContain('Drill *DRILL-1');
    expect(world.jira.issues().map(({ summary }) => summary.split(' · ')[0])).toEqual(['DRILL-1', 'EC-1']);
    await world.as('ana').command('status drill 1');
    await world.as('ana').hears(GENERAL, 'DRILL-1');
  });

  it('is judged by the rules for drills', async () => {
    await declareDrill();
    const ben = world.as('ben');
    await ben.press(ben.dm(), 'approve');
    await world.settle();
    expect(cards()[0]?.text).toContain('approved');
  });

  it('ends with a report in its thread', async () => {
    await declareDrill();
    await world.pass(3 * MINUTE);
    await world.as('ana').command('withdraw DRILL-1');
    await world.as('ana').submit();
    await world.settle();
    const [card] = cards();
    const thread = world.slack.allMessages(EMERGENCY).filter(({ threadTs }) => threadTs === card?.ts);
    const report = thread.at(-1);
    expect(report?.text).toBe(':test_tube: DRILL-1 is over after 3 min: nothing an auditor would have raised');
    const ana = world.as('ana').id;
    expect(JSON.stringify(report?.blocks)).toContain(`<@${ana}> declared, withdrew it, implementer`);
    expect(JSON.stringify(report?.blocks)).toContain('was asked and did not answer');
    expect(JSON.stringify(report?.blocks)).toContain(`<@${ana}> withdrew it after 3 min`);
    expect(world.slack.complaints()).toEqual([]);
  });

  it('is not offered to somebody with a real fire, and is in no count', async () => {
    await declareDrill();
    await world.as('dan').declare({ systems: ['payments'] });
    await world.settle();
    expect(cards()).toHaveLength(2);
    await world.pass(8 * HOUR);
    const digest = world.slack.allMessages(DIGESTS).at(-1);
    expect(JSON.stringify(digest?.blocks)).toContain('*30 days*  1 emergency change (0 before)');
  });
});
