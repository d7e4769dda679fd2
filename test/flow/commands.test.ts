import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMERGENCY, GENERAL, idOf, REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

let world: World;
const as = (name: string) => world.as(name);
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  const complaints = world.slack.complaints();
  await world.close();
  expect(complaints).toEqual([]);
});

async function declared(answers: Parameters<ReturnType<World['as']>['declare']>[0] = {}): Promise<void> {
  await as('ana').declare(answers);
  await world.settle();
}

async function deployed(name = 'ana'): Promise<void> {
  await as(name).press(EMERGENCY, 'record_deployment');
  await as(name).fill({ what: 'v841' });
  await as(name).submit();
  await world.settle();
}

const titleOf = async (name: string) => JSON.stringify((await as(name).form()).payload.title);
const answers = (name: string) =>
  as(name)
    .messages(GENERAL)
    .filter(({ ephemeralFor }) => ephemeralFor === as(name).id);

describe('commands that open a form', () => {
  it('record a deployment, write the review and show it once it is handed in, by number however it is typed', async () => {
    await declared();
    await as('ana').command('deployed ec 1');
    expect(await titleOf('ana')).toContain('Record deployment');
    await as('ana').fill({ what: 'v841' });
    await as('ana').submit();
    await world.settle();

    await as('ana').command('REVIEW #1');
    expect(await titleOf('ana')).toContain('Review EC-1');
    await as('ana').fill(REVIEW);
    await as('ana').submit();
    await world.settle();
    expect(world.card('EC-1').text).toContain('sign-off');

    await as('eva').command('review EC-1');
    expect(await titleOf('eva')).toContain('Review of EC-1');
  });

  it('find the one change it can be about, and list them when there are several', async () => {
    await declared();
    await as('ana').command('deployed');
    expect(await titleOf('ana')).toContain('Record deployment');
    await as('ana').session.close((await as('ana').form()).id);
    await declared({ systems: ['search'], summary: 'Turn the new ranking off' });
    await as('ana').command('withdraw');
    const told = await as('ana').hears(GENERAL, 'Which one?');
    expect(told).toContain('withdraw EC-2');
    expect(JSON.stringify(answers('ana').at(-1)?.blocks)).toContain('EC-1');
    expect(as('ana').forms()).toEqual([]);
  });

  it.each([
    { typed: 'review EC-1', name: 'ana', words: 'No deployment of EC-1 is recorded yet' },
    { typed: 'review EC-1', name: 'dan', words: 'Only those who declared EC-1 or carry it out' },
    { typed: 'withdraw EC-1', name: 'dan', words: 'Only <@U0ANASILVA>, who declared EC-1' },
    { typed: 'deployed EC-77', name: 'ana', words: 'There is no EC-77.' },
    { typed: 'review', name: 'dan', words: 'Which one?' },
    { typed: 'status', name: 'dan', words: 'status EC-12` shows one change' },
    { typed: 'lst', name: 'dan', words: 'Did you mean `/emergency-change list`?' },
    { typed: 'frobnicate', name: 'dan', words: 'I do not know “frobnicate”.' },
  ])('“$typed” of $name opens nothing and says “$words”', async ({ typed, name, words }) => {
    await declared();
    await as(name).command(typed);
    await as(name).hears(GENERAL, words);
    expect(as(name).forms()).toEqual([]);
  });

  it('withdraw what has not gone out', async () => {
    await declared();
    await as('ana').command('withdraw 1');
    await as('ana').fill({ reason: 'The deploy healed by itself' });
    await as('ana').submit();
    await world.settle();
    expect(world.card('EC-1').text).toContain('withdrawn');
    await as('ana').command('deployed EC-1');
    await as('ana').hears(GENERAL, 'EC-1 was withdrawn');
  });
});

describe('handover', () => {
  it('asks whoever is named, who says yes or no; without anybody named it opens the form', async () => {
    await declared();
    await deployed();
    await as('ana').command('handover ec 1 @dan');
    await as('ana').hears(GENERAL, 'is asked to take over the review of EC-1');
    await world.settle();
    await as('dan').told('can you take over its review?');
    await as('ana').command('handover');
    expect(await titleOf('ana')).toContain('Hand over EC-1');
  });

  it('is refused to somebody who does not owe the review', async () => {
    await declared();
    await as('ben').command('handover EC-1 @dan');
    await as('ben').hears(GENERAL, 'owes the review of EC-1, so only they can do that');
  });
});

describe('“Add to emergency change” on a message', () => {
  it('keeps its words, author, time and link as evidence of the change that is picked', async () => {
    await declared();
    await declared({ systems: ['search'], summary: 'Turn the new ranking off' });
    const { ts } = as('ben').session.say(GENERAL, 'Synthetic checkout is *green* again');
    await world.pass(HOUR);
    expect(await as('dan').session.messageShortcut('add_to_change', GENERAL, ts)).toMatchObject({ ok: true });
    const key = /EC-1 · .*?"value":"([0-9a-f-]{36})"/.exec(JSON.stringify((await as('dan').form()).payload))?.[1];
    await as('dan').fill({ change: key ?? '', kind: 'test' });
    await as('dan').submit();
    await world.settle();
    const [told] = world.thread('EC-1').filter(({ text }) => text.includes('added a test result'));
    expect(told?.text).toContain(
      `<@${idOf('dan')}> added a test result of <@${idOf('ben')}>, <!date^${ts.split('.')[0]}`,
    );
    expect(told?.text).toContain('Synthetic checkout is *green* again');
    expect(told?.text).toContain(`/archives/${GENERAL}/p${ts.replace('.', '')}|link>`);
    expect(world.thread('EC-2').some(({ text }) => text.includes('added a test result'))).toBe(false);
    await as('ana').command('deployed EC-1');
    await as('ana').fill({ what: 'v841' });
    await as('ana').submit();
    await as('ana').command('review EC-1');
    expect(JSON.stringify((await as('ana').form()).values)).toContain('Synthetic checkout');
  });

  it('says so when no change is open', async () => {
    const { ts } = as('ben').session.say(GENERAL, 'All quiet');
    await as('dan').session.messageShortcut('add_to_change', GENERAL, ts);
    expect(JSON.stringify((await as('dan').form()).payload)).toContain('No emergency change is open to add this to');
  });
});

describe('list', () => {
  it('shows what is open, what is one’s own, and what is late', async () => {
    await declared();
    await as('ben').declare({ systems: ['search'], summary: 'Turn the new ranking off' });
    await world.settle();
    await as('ana').command('list');
    await as('ana').hears(GENERAL, '2 open emergency changes');
    await as('ana').command('list mine');
    await as('ana').hears(GENERAL, '1 open emergency change of yours');
    expect(JSON.stringify(answers('ana').at(-1)?.blocks)).not.toContain('EC-2');
    await as('ana').command('list overdue');
    await as('ana').hears(GENERAL, 'No review is overdue.');
    await deployed();
    await world.pass(25 * HOUR);
    await as('dan').command('List Overdue');
    expect(await as('dan').hears(GENERAL, 'overdue')).toContain('2 overdue reviews');
    await as('ben').command('list mine');
    await as('ben').hears(GENERAL, 'of yours');
    await as('ben').press(GENERAL, 'start_review');
    expect(await titleOf('ben')).toContain('Review EC-2');
  });
});
