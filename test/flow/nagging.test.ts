import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/policy/load.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import type { Message } from '../../src/sandbox/slack/contract.ts';
import { DIGESTS, EMERGENCY, idOf, REVIEW } from '../support/actor.ts';
import { policyText } from '../support/policy.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

let world: World;
const as = (name: string) => world.as(name);
afterEach(async () => {
  const complaints = world.slack.complaints();
  await world.close();
  expect(complaints).toEqual([]);
});

const quiet = (): Policy =>
  parsePolicy(
    policyText({
      '# quiet_hours: { from: "22:00", to: "07:00" }': 'quiet_hours: { from: "22:00", to: "07:00" }',
    }),
  );

/** Declared by this person, and out at once. */
async function out(name = 'ana', summary = 'Roll payments back to v841', systems = ['payments']): Promise<void> {
  await as(name).declare({ summary, systems });
  await world.settle();
  await as(name).press(EMERGENCY, 'record_deployment');
  await as(name).fill({ what: 'v841' });
  await as(name).submit();
  await world.settle();
}

/** Several at the same minute. */
async function threeOut(): Promise<void> {
  await out('ana', 'Roll payments back to v841', ['payments']);
  await out('ana', 'Rebuild the index', ['search']);
  await out('ana', 'Move to the spare', ['warehouse']);
}

async function handIn(
  name: string,
  press: () => Promise<unknown>,
  answers: Record<string, string> = {},
): Promise<void> {
  await press();
  await as(name).fill({ ...REVIEW, ...answers });
  await as(name).submit();
  expect(as(name).forms()).toEqual([]);
  await world.settle();
}

const LATE = { lateReason: 'The weekend shift was handed over without it' };

const nags = (name: string) =>
  as(name)
    .dms()
    .filter(({ text }) =>
      /wants your review|something of you|no review yet|owes the review now|handed in and waits/.test(text),
    );
const last = (name: string): Message => {
  const message = nags(name).at(-1);
  if (!message) throw new Error(`${name} was not reminded`);
  return message;
};
const buttons = (message: Message | undefined) =>
  [...JSON.stringify(message?.blocks).matchAll(/"action_id":"(\w+)"/g)]
    .map(([, id]) => id)
    .filter((id) => id !== 'open_card');
const labels = (message: Message | undefined) =>
  [...JSON.stringify(message?.blocks).matchAll(/"type":"plain_text","text":"([^"]+)"/g)].map(([, words]) => words);
const at = ({ ts }: Message): string => new Date(Number(ts) * 1000).toISOString().slice(5, 16);

describe('a reminder', () => {
  beforeEach(async () => {
    world = await openWorld();
  });

  it('has three buttons, and none is left once the review is in', async () => {
    await out();
    await world.pass(5 * HOUR);
    expect(labels(last('ana'))).toEqual(['Write review', 'Remind me at 09:00', 'Hand over', 'Open card']);
    await world.pass(20 * HOUR);
    const told = nags('ana').map(({ ts }) => ts);
    expect(told).toHaveLength(3);
    await handIn('ana', () => as('ana').press(as('ana').dm(), 'start_review'));
    for (const ts of told)
      expect(
        buttons(
          as('ana')
            .dms()
            .find((message) => message.ts === ts),
        ),
      ).toEqual([]);
  });

  it('about several changes is one message, each with its own buttons', async () => {
    await threeOut();
    await world.pass(5 * HOUR);
    expect(nags('ana')).toHaveLength(1);
    expect(last('ana').text).toBe('3 emergency changes want something of you: EC-1, EC-2, EC-3');
    expect(buttons(last('ana'))).toEqual(Array(3).fill(['start_review', 'snooze_review', 'hand_over']).flat());

    await handIn('ana', () => as('ana').session.press(as('ana').dm(), last('ana').ts, 'start_review'));
    expect(buttons(last('ana'))).toHaveLength(6);
    expect(JSON.stringify(last('ana').blocks)).toContain('EC-1 (Roll payments back to v841): the review is handed in');
    expect(last('ana').text).toContain('2 emergency changes want something');
  });

  it('of changes at other times joins what waits after a night without the bot', async () => {
    await out('ana', 'Roll payments back to v841', ['payments']);
    await world.pass(50 * MINUTE);
    await out('ana', 'Rebuild the index', ['search']);
    world.clock.advanceTo(world.clock.now() + 30 * HOUR);
    await world.restart();
    await world.pass(MINUTE);
    expect(nags('ana')).toHaveLength(1);
  });

  it('past the limit lists all that is overdue once a day, however many changes that are', async () => {
    await out('ana', 'Roll payments back to v841', ['payments']);
    await world.pass(3 * HOUR);
    await out('ana', 'Rebuild the index', ['search']);
    await world.pass(3 * HOUR);
    await out('ana', 'Move to the spare', ['warehouse']);
    await world.pass(60 * HOUR);
    const before = nags('ana').length;
    await world.pass(3 * 24 * HOUR);
    const daily = nags('ana').slice(before);
    expect(daily.map(at)).toEqual(['11-24T06:12', '11-25T03:12', '11-26T03:12']);
    for (const { text } of daily) expect(text.match(/EC-\d/g)?.toSorted()).toEqual(['EC-1', 'EC-2', 'EC-3']);
    await handIn('ana', () => as('ana').session.press(as('ana').dm(), daily[0]?.ts ?? '', 'start_review'), LATE);
    for (const message of daily)
      expect(
        buttons(
          as('ana')
            .dms()
            .find(({ ts }) => ts === message.ts),
        ),
      ).toHaveLength(4);
  });

  it('is not sent when the review came in between the look and the sending', async () => {
    await out();
    world.slack.fail('chat.postMessage', { kind: 'http', status: 503 });
    await world.pass(4 * HOUR);
    world.slack.clearFaults();
    await handIn('ana', () => as('ana').press(EMERGENCY, 'start_review'));
    await world.pass(HOUR);
    expect(nags('ana')).toEqual([]);
  });

  it('goes to the new owner when it was still on its way', async () => {
    await out();
    await world.pass(5 * HOUR);
    world.slack.fail('chat.postMessage', { kind: 'http', status: 503 });
    await world.pass(15 * HOUR);
    world.slack.clearFaults();
    expect(nags('ana')).toHaveLength(1);
    await handOver('ana', 'dan');
    await as('dan').press(as('dan').dm(), 'accept_hand_over');
    await world.pass(HOUR);
    expect(nags('ana').filter((message) => buttons(message).length > 0)).toEqual([]);
    expect(nags('dan')).toHaveLength(1);
  });

  it('that Slack refuses for good does not count, and is said on the card and in the digest', async () => {
    await out();
    world.slack.fail('conversations.open', { kind: 'error', error: 'user_disabled' });
    await world.pass(7 * HOUR);
    expect(nags('ana')).toEqual([]);
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('A reminder was not delivered');
    const digest = world.slack.allMessages(DIGESTS).at(-1);
    expect(JSON.stringify(digest?.blocks)).toContain('EC-1');
  });
});

describe('“Remind me at …”', () => {
  beforeEach(async () => {
    world = await openWorld();
  });

  it('keeps the ladder quiet for the owner until then, and says when that is', async () => {
    await out();
    await world.pass(5 * HOUR);
    await as('ana').press(as('ana').dm(), 'snooze_review');
    await as('ana').hears(as('ana').dm(), 'at 09:00');
    await world.settle();
    expect(labels(last('ana'))).toEqual(['Write review', 'Hand over', 'Open card']);
    await world.pass(2 * HOUR);
    expect(nags('ana').map(at)).toEqual(['11-21T07:12', '11-21T09:00']);
  });

  it('never passes the limit, and is offered once for each change', async () => {
    await out();
    await world.pass(45 * HOUR);
    expect(labels(last('ana'))).toContain('Remind me at 03:12');
    await as('ana').press(as('ana').dm(), 'snooze_review');
    await world.settle();
    const before = nags('ana').length;
    await world.pass(4 * HOUR);
    expect(nags('ana').slice(before).map(at)).toEqual(['11-23T03:12']);
    expect(labels(last('ana'))).toEqual(['Write review', 'Hand over', 'Open card']);
  });

  it('pressed twice on the same message is refused with words', async () => {
    await out();
    await world.pass(5 * HOUR);
    const { ts } = last('ana');
    await as('ana').session.press(as('ana').dm(), ts, 'snooze_review');
    await as('ana').session.press(as('ana').dm(), ts, 'snooze_review');
    await as('ana').hears(as('ana').dm(), 'have been put off once already');
  });

  it('is on the clock of whoever is told', async () => {
    await out('cleo', 'Rotate the keys', ['identity']);
    await world.pass(5 * HOUR);
    expect(labels(last('cleo'))).toContain('Remind me at 09:00');
    await as('cleo').press(as('cleo').dm(), 'snooze_review');
    await world.settle();
    await world.pass(7 * HOUR);
    expect(nags('cleo').map(at)).toEqual(['11-21T07:12', '11-21T14:00']);
  });
});

describe('quiet hours', () => {
  beforeEach(async () => {
    world = await openWorld({ policy: quiet() });
  });

  it('move direct messages to the end of the night where the person is, and several become one', async () => {
    await out('cleo', 'Rotate the keys', ['identity']);
    await out('cleo', 'Rebuild the index', ['search']);
    await out('ana');
    await world.pass(10 * HOUR);
    expect(nags('ana').map(at)).toEqual(['11-21T07:12']);
    expect(nags('cleo').map(at)).toEqual(['11-21T12:00']);
    expect(last('cleo').text).toContain('EC-1, EC-2');
    const digest = JSON.stringify(world.slack.allMessages(DIGESTS).at(-1)?.blocks);
    expect(digest).not.toContain('not delivered');
  });

  it('leave thread, channel and page alone, and no reminder is moved past the limit it is to prevent', async () => {
    await out('ana');
    await world.pass(26 * HOUR);
    expect(world.thread('EC-1').map(at)).toContain('11-22T03:12');
    expect(nags('ana').map(at)).toEqual(['11-21T07:12']);
    await world.pass(23 * HOUR);
    // 44 hours are 23:12: by 07:00 the limit of 03:12 would be over.
    expect(nags('ana').map(at)).toEqual(['11-21T07:12', '11-22T07:00', '11-22T15:12', '11-22T23:12']);
    expect(world.pagerduty.events()).toHaveLength(1);
    await world.pass(4 * HOUR);
    expect(nags('ana').map(at).at(-1)).toBe('11-23T07:00');
  });

  it('survive a restart in the middle of the night', async () => {
    await out('cleo', 'Rotate the keys', ['identity']);
    await world.pass(5 * HOUR);
    await world.restart();
    await world.pass(5 * HOUR);
    expect(nags('cleo').map(at)).toEqual(['11-21T12:00']);
  });
});

describe('quiet hours on the days the clocks change', () => {
  it.each([
    {
      what: 'forward in Lisbon (Sunday 29 March)',
      start: Date.UTC(2026, 2, 28, 23, 30),
      name: 'ana',
      told: '03-29T06:00',
    },
    {
      what: 'back in Lisbon (Sunday 25 October)',
      start: Date.UTC(2026, 9, 24, 22, 30),
      name: 'ana',
      told: '10-25T07:00',
    },
    {
      what: 'back in New York (Sunday 1 November)',
      start: Date.UTC(2026, 10, 1, 3, 0),
      name: 'cleo',
      told: '11-01T12:00',
    },
  ])('end at 07:00 on the wall: $what', async ({ start, name, told }) => {
    world = await openWorld({ policy: quiet(), start });
    await out(name, 'Rebuild the index', ['search']);
    await world.pass(12 * HOUR);
    expect(nags(name).map(at)[0]).toBe(told);
  });
});

async function handOver(from: string, to: string): Promise<void> {
  await as(from).press(as(from).dm(), 'hand_over');
  await as(from).fill({ to: idOf(to) });
  await as(from).submit();
  await world.settle();
}

describe('handing over', () => {
  beforeEach(async () => {
    world = await openWorld();
    await out();
    await world.pass(4 * HOUR + MINUTE);
  });

  it('asks, and the owner changes by their yes alone; the ticket follows and says so', async () => {
    await handOver('ana', 'dan');
    expect(as('ana').forms()).toEqual([]);
    expect(labels(as('dan').dms().at(-1))).toEqual(['Accept', 'Decline', 'Open card']);
    const ticket = () => world.jira.issues()[0];
    const assignee = ticket()?.assignee;
    await as('dan').press(as('dan').dm(), 'accept_hand_over');
    await world.settle();
    expect(ticket()?.assignee).not.toBe(assignee);
    expect(ticket()?.comments.at(-1)?.text).toContain('Dan Wu took the review over from Ana Silva');
    expect(world.thread('EC-1').at(-1)?.text).toContain('took over the review of EC-1');
    expect(buttons(as('dan').dms().at(-1))).toEqual(['start_review', 'hand_over']);
    expect(last('ana').text).toContain(`<@${idOf('dan')}> owes the review now`);
    expect(buttons(last('ana'))).toEqual([]);
    const before = nags('ana').length;
    await world.pass(21 * HOUR);
    expect(nags('ana')).toHaveLength(before);
    expect(nags('dan').length).toBeGreaterThan(1);
    await handIn('dan', () => as('dan').press(as('dan').dm(), 'start_review'));
    expect(world.card('EC-1').text).toContain('waits for sign-off');
  });

  it('declined is told to the owner, who still owes it', async () => {
    await handOver('ana', 'dan');
    await as('dan').press(as('dan').dm(), 'decline_hand_over');
    await world.pass(MINUTE);
    expect(as('ana').dms().at(-1)?.text).toContain('cannot take it over, so you still owe it');
    expect(buttons(as('dan').dms().at(-1))).toEqual([]);
  });

  it('unanswered is told to the escalation contact and the owner, and can no longer be accepted', async () => {
    await handOver('ana', 'dan');
    const asked = as('dan').dms().at(-1);
    await world.pass(2 * HOUR + MINUTE);
    expect(as('cleo').dms().at(-1)?.text).toContain('who has not answered');
    expect(as('ana').dms().at(-1)?.text).toContain('has not answered whether to take it over');
    expect(
      buttons(
        as('dan')
          .dms()
          .find(({ ts }) => ts === asked?.ts),
      ),
    ).toEqual([]);
    await as('cleo').press(as('cleo').dm(), 'take_over_review');
    await world.settle();
    expect(world.thread('EC-1').at(-1)?.text).toContain('as escalation contact');
    expect(buttons(as('cleo').dms().at(-1))).toContain('start_review');
  });

  it.each([
    { who: 'a guest', to: 'gil', words: 'is a guest here' },
    { who: 'oneself', to: 'ana', words: 'owes it already' },
  ])('to $who is refused with words', async ({ to, words }) => {
    await as('ana').press(as('ana').dm(), 'hand_over');
    await as('ana').fill({ to: idOf(to) });
    await as('ana').submit();
    const form = await as('ana').form();
    expect(JSON.stringify([form.errors, form.payload])).toContain(words);
  });

  it('is nobody else’s to take', async () => {
    await world.pass(34 * HOUR);
    const taking = as('cleo').dms().at(-1);
    expect(buttons(taking)).toEqual(['take_over_review']);
    await as('cleo').session.press(as('cleo').dm(), taking?.ts ?? '', 'take_over_review');
    await world.settle();
    expect(buttons(last('ana'))).toEqual([]);
  });
});

describe('an owner who leaves', () => {
  beforeEach(async () => {
    world = await openWorld();
    await out();
  });

  it('is noticed at once, and the escalation contact can take the review over', async () => {
    await world.slack.setPersonKind(idOf('ana'), 'deactivated');
    await world.pass(MINUTE);
    expect(world.thread('EC-1').at(-1)?.text).toContain('is no longer active in Slack');
    expect(as('cleo').dms().at(-1)?.text).toContain('please take it over');
    await as('cleo').press(as('cleo').dm(), 'take_over_review');
    await world.pass(4 * HOUR + MINUTE);
    expect(nags('cleo').at(-1)?.text).toContain('wants your review');
  });

  it('while nobody listened is noticed with the next reminder, and nobody writes to them', async () => {
    const before = as('ana').dms().length;
    world.slack.setRequestUrl('http://127.0.0.1:9/nobody');
    await world.slack.setPersonKind(idOf('ana'), 'deactivated');
    await world.restart();
    await world.pass(4 * HOUR + MINUTE);
    expect(as('ana').dms()).toHaveLength(before);
    expect(world.thread('EC-1').filter(({ text }) => text.includes('no longer active'))).toHaveLength(1);
  });
});
