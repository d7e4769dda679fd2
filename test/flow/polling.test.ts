import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

const policy = loadPolicy('policy.yaml');
type Jira = NonNullable<typeof policy.jira>;
const withJira = (settings: Partial<Jira>) => ({ ...policy, jira: { ...(policy.jira as Jira), ...settings } });

let world: World;
beforeEach(async () => {
  world = await openWorld({ policy: withJira({ poll: 5 * MINUTE }) });
});
afterEach(() => world.close());

const told = (words: string) => world.thread('EC-1').filter(({ text }) => text.includes(words));
const cardText = () => JSON.stringify(world.card('EC-1').blocks);
const ben = () => world.jira.users().find(({ displayName }) => displayName === 'Ben Okafor')?.accountId ?? '';
const searches = () => world.jira.calls().filter(({ operation }) => operation === 'search').length;

async function declared(): Promise<void> {
  await world.as('ana').declare();
  await world.settle();
}

/** The next time Jira is asked. */
async function polled(): Promise<void> {
  world.clock.advanceTo(world.clock.now() + 5 * MINUTE);
  await world.settle();
  await world.settle();
}

describe('without webhooks, Jira is asked', () => {
  it('and a ticket closed too early is reopened, once', async () => {
    await declared();
    world.clock.advanceTo(world.clock.now() + MINUTE);
    world.jira.moveByHand('OPS-1', 'Done', ben());
    await polled();
    expect(told('OPS-1 was moved to Done in Jira')).toHaveLength(1);
    expect(world.jira.issue('OPS-1')?.status.name).toBe('In Progress');
    await polled();
    await polled();
    expect(told('was moved to Done')).toHaveLength(1);
    expect(told('is open again')).toHaveLength(1);
  });

  it('and what its search tells late is not taken for news', async () => {
    await declared();
    world.clock.advanceTo(world.clock.now() + MINUTE);
    world.jira.moveByHand('OPS-1', 'Done', ben());
    await polled();
    // What it knows then is the ticket as it was when it was Done.
    world.jira.setIndexLag(6 * MINUTE);
    await polled();
    expect(told('was moved to Done')).toHaveLength(1);
    await world.pass(HOUR);
    expect(told('was moved to Done')).toHaveLength(1);
    expect(cardText()).not.toContain('closed too early');
  });

  it('and who has it now, and where it went, is shown', async () => {
    await declared();
    await polled();
    expect(told('was given to')).toEqual([]);
    world.jira.assignByHand('OPS-1', ben(), ben());
    const moved = world.jira.moveToProject('OPS-1', 'PLAT', ben());
    await polled();
    await polled();
    expect(told('OPS-1 is <')).toHaveLength(1);
    expect(told(`${moved} was given to Ben Okafor`)).toHaveLength(1);
    expect(cardText()).toContain(`Jira ${moved}`);
  });

  it('no more often than the policy says, and goes on after Jira was down', async () => {
    await declared();
    const before = searches();
    await world.settle();
    await world.settle();
    expect(searches()).toBe(before);
    world.jira.fail('search', { kind: 'down' }, 1);
    await polled();
    expect(world.log.lines.some(({ words }) => words.startsWith('Jira could not be asked'))).toBe(true);
    world.jira.moveByHand('OPS-1', 'Done', ben());
    await polled();
    expect(told('was moved to Done')).toHaveLength(1);
  });

  it('and what happened while the bot was down is found when it is back', async () => {
    await declared();
    world.clock.advanceTo(world.clock.now() + MINUTE);
    world.jira.moveByHand('OPS-1', 'Done', ben());
    world.clock.advanceTo(world.clock.now() + 3 * HOUR);
    await world.restart();
    await world.settle();
    expect(told('was moved to Done')).toHaveLength(1);
  });

  it('and what a webhook told as well counts once', async () => {
    await declared();
    world.jira.setWebhook({ url: `${world.botUrl()}/webhooks/jira`, secret: 'jira-secret-of-the-tests' });
    world.clock.advanceTo(world.clock.now() + MINUTE);
    world.jira.moveByHand('OPS-1', 'Done', ben());
    world.jira.assignByHand('OPS-1', ben(), ben());
    await world.jira.delivered();
    await world.settle();
    await world.jira.delivered();
    await polled();
    await polled();
    expect(told('was moved to Done')).toHaveLength(1);
    expect(told('was given to')).toHaveLength(1);
  });
});

describe('asking', () => {
  it('is left out where webhooks tell, and where the policy says so', async () => {
    for (const settings of [{}, { poll: 'off' as const }]) {
      await world.close();
      world = await openWorld({ policy: withJira(settings) });
      await declared();
      await polled();
      expect(searches()).toBe(0);
    }
  });
});

it('a ticket that is closed too early is only flagged where the policy says so, with what is missing', async () => {
  await world.close();
  world = await openWorld({ policy: withJira({ poll: 5 * MINUTE, closed_early: 'flag' }) });
  await declared();
  world.jira.moveByHand('OPS-1', 'Done', ben());
  await polled();
  await polled();
  expect(world.jira.issue('OPS-1')?.status.name).toBe('Done');
  expect(world.jira.issue('OPS-1')?.comments.filter(({ text }) => text.includes('Still missing'))).toHaveLength(1);
  expect(told('was moved to Done')).toHaveLength(1);
  expect(cardText()).toContain('was closed too early');
});
