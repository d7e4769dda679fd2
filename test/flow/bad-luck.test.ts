import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { DIGESTS, EMERGENCY, GENERAL } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

const policy = loadPolicy('policy.yaml');
const withFallback = { ...policy, channels: { ...policy.channels, fallback: GENERAL } };
const BOT = 'U0BREAKGLAS';

let world: World;
beforeEach(async () => {
  world = await openWorld({ policy: withFallback });
});
afterEach(() => world.close());

const cardsIn = (channel: string) =>
  world.slack
    .allMessages(channel)
    .filter(({ threadTs, text, user }) => !threadTs && user === BOT && text.startsWith('EC-1 ·'));
const below = (channel: string) =>
  world.slack.allMessages(channel).filter(({ threadTs }) => threadTs === cardsIn(channel).at(-1)?.ts);
const alarms = () => world.log.lines.filter(({ fields }) => 'alarm' in fields && fields.alarm === 'channel-lost');
const warned = (channel: string) =>
  JSON.stringify(world.slack.allMessages(channel)).split('so this comes here').length - 1;

async function declared(): Promise<void> {
  await world.as('ana').declare();
  await world.settle();
}

describe.each([
  { what: 'archived', lose: () => world.slack.archive(EMERGENCY), code: 'is_archived' },
  {
    what: 'without the bot',
    lose: () => world.slack.setMember(EMERGENCY, BOT, false),
    code: 'not_in_channel',
  },
])('a channel that is $what', ({ lose, code }) => {
  it('takes no new card: it goes to the fall-back channel, with words to the operator', async () => {
    lose();
    await declared();
    expect(cardsIn(GENERAL)).toHaveLength(1);
    expect(JSON.stringify(cardsIn(GENERAL)[0]?.blocks)).toContain(`because <#${EMERGENCY}> could not be`);
    expect(alarms()).toMatchObject([
      { fields: { channel: EMERGENCY, err: { message: expect.stringContaining(code) } } },
    ]);

    const ben = world.as('ben');
    await ben.press(ben.dm(), 'approve');
    await world.settle();
    expect(cardsIn(GENERAL)).toHaveLength(1);
    expect(below(GENERAL).some(({ text }) => text.includes('approved as'))).toBe(true);
    expect(world.log.lines.filter(({ words }) => words === 'an effect was refused for good')).toEqual([]);
  });
});

describe('a channel that is archived while a change is open', () => {
  it('gives its card up: another is posted where people can write, and what follows is below that one', async () => {
    await declared();
    world.slack.archive(EMERGENCY);
    const ben = world.as('ben');
    await ben.press(ben.dm(), 'approve');
    await world.settle();
    expect(cardsIn(GENERAL)).toHaveLength(1);
    expect(below(GENERAL).map(({ text }) => text)).toEqual([expect.stringContaining('approved as')]);
    await ben.press(GENERAL, 'record_deployment');
    expect((await ben.form()).callbackId).toBe('deployment_form');
  });

  it('is used again once it can be', async () => {
    world.slack.archive(EMERGENCY);
    await declared();
    world.slack.unarchive(EMERGENCY);
    await world.as('ben').declare({ systems: ['search'], summary: 'Turn the index rebuild off' });
    await world.settle();
    expect(world.cards().map(({ text }) => text.slice(0, 4))).toEqual(['EC-2']);
  });
});

it('a card goes to its requester where no other channel is named, and the digest wakes the operator instead', async () => {
  await world.close();
  world = await openWorld();
  world.slack.archive(EMERGENCY);
  await declared();
  expect(cardsIn(world.as('ana').dm())).toHaveLength(1);
});

it('the digest goes to the fall-back channel with all that it says', async () => {
  world.slack.archive(DIGESTS);
  await world.pass(24 * HOUR);
  const digest = world.slack.allMessages(GENERAL).find(({ text }) => text.startsWith('Emergency changes ·'));
  expect(digest?.blocks.map(({ type }) => type)).toEqual(expect.arrayContaining(['header', 'image']));
  expect(warned(GENERAL)).toBeGreaterThan(0);
  expect(world.pagerduty.events()).toEqual([]);
});

it('a card that somebody deleted is posted anew by the next thing said below it', async () => {
  await declared();
  const card = world.card('EC-1');
  world.slack.fail('chat.postMessage', { kind: 'error', error: 'thread_not_found' }, 1);
  const ana = world.as('ana');
  await ana.press(EMERGENCY, 'more', 'add_evidence');
  await ana.fill({ text: 'The smoke test of checkout passed on production' });
  await ana.submit();
  await world.settle();
  const cards = cardsIn(EMERGENCY);
  expect(cards).toHaveLength(2);
  expect(cards[0]?.ts).toBe(card.ts);
  expect(below(EMERGENCY).map(({ text }) => text)).toEqual([expect.stringContaining('smoke test')]);
});

describe('a form that Slack dropped', () => {
  it('is told of in words, and is no failure of the bot', async () => {
    await declared();
    world.slack.fail('views.open', { kind: 'error', error: 'expired_trigger_id' }, 1);
    const ben = world.as('ben');
    await ben.press(ben.dm(), 'reject');
    expect(await ben.hears(ben.dm(), 'please press again')).toContain('Nothing was changed');
    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
