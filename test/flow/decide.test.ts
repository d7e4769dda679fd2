import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMERGENCY, GENERAL, idOf } from '../support/actor.ts';
import { interact } from '../support/post.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

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

/** EC-1 on payments needs a lead and leadership, on search a lead alone. */
async function declared(answers: Parameters<ReturnType<World['as']>['declare']>[0] = {}): Promise<void> {
  await as('ana').declare(answers);
  await world.settle();
}

const press = (name: string, action = 'approve') => as(name).press(EMERGENCY, action);
const hears = (name: string, words: string) => as(name).hears(EMERGENCY, words);

async function fillAndSubmit(name: string, answers: Parameters<ReturnType<World['as']>['fill']>[0]): Promise<void> {
  await as(name).fill(answers);
  await as(name).submit();
}

async function more(name: string, step: string, answers: Parameters<ReturnType<World['as']>['fill']>[0]) {
  await as(name).press(EMERGENCY, 'more', step);
  await fillAndSubmit(name, answers);
}

/** Every message, in the channel and to single people, that still asks for a decision. */
const stillAsking = () =>
  [...world.slack.allMessages(EMERGENCY), ...['ben', 'cleo', 'dan', 'eva'].flatMap((name) => as(name).dms())].filter(
    ({ blocks }) => /"action_id":"(approve|reject)"/.test(JSON.stringify(blocks)),
  );

/** Messages stay as they are, as on the screen of somebody who was offline: their buttons are old. */
const keepOldButtons = () => world.slack.fail('chat.update', { kind: 'http', status: 503 });

describe('approving', () => {
  it('is one tap for each place, and nothing is left to press', async () => {
    await declared();
    await as('ben').press(as('ben').dm(), 'approve');
    await world.settle();
    expect(JSON.stringify(as('ben').dms())).not.toContain('"action_id":"approve"');
    expect(stillAsking().length).toBeGreaterThan(0);
    await as('cleo').press(as('cleo').dm(), 'approve');
    await world.settle();
    expect(world.card('EC-1').text).toContain('approved');
    expect(stillAsking()).toEqual([]);
    expect(JSON.stringify(as('dan').dms())).toContain('Nothing left to do here');
  });

  it('twice by the same person counts once', async () => {
    await declared();
    await Promise.all([press('ben'), press('ben')]);
    await hears('ben', 'Your approval of EC-1 already counts');
    await world.settle();
    expect(world.thread('EC-1').filter(({ text }) => text.includes('approved as'))).toHaveLength(1);
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });

  it('by two leads in the same instant takes one, and the other is told who', async () => {
    await declared({ systems: ['search'] });
    await Promise.all([press('ben'), press('dan')]);
    await world.settle();
    const approvals = world.thread('EC-1').filter(({ text }) => text.includes('approved as on-call lead'));
    expect(approvals).toHaveLength(1);
    const winner = approvals[0]?.text.includes(idOf('ben')) ? 'ben' : 'dan';
    const told = await hears(winner === 'ben' ? 'dan' : 'ben', 'EC-1 was already approved by');
    expect(told).toContain(`<@${idOf(winner)}>`);
    expect(world.card('EC-1').text).toContain('approved');
  });

  it('by two who fill the last two places in the same instant approves the change once', async () => {
    await declared();
    await Promise.all([press('ben'), press('cleo')]);
    await world.settle();
    expect(world.thread('EC-1').filter(({ text }) => text.includes('EC-1 is approved'))).toHaveLength(1);
    expect(stillAsking()).toEqual([]);
  });
});

describe('approving is refused', () => {
  it.each([
    { who: 'the requester', name: 'ana', words: 'You declared EC-1, so someone else has to approve it' },
    { who: 'an implementer', name: 'dan', words: 'You carry EC-1 out', implementers: ['ana', 'dan'] },
    { who: 'a guest', name: 'gil', words: 'Guests cannot decide' },
    { who: 'a person of no group', name: 'finn', words: 'You are in none of the groups that may decide on EC-1' },
  ])('to $who, in words, and counted', async ({ name, words, implementers }) => {
    await declared(implementers ? { implementers: implementers.map(idOf) } : {});
    await press(name);
    await hears(name, words);
    await press(name, 'reject');
    await fillAndSubmit(name, { reason: 'This makes it worse for everybody' });
    expect(JSON.stringify((await as(name).form()).payload)).toContain(words);
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
    await as('eva').command('status EC-1');
    await as('eva').hears(GENERAL, 'EC-1');
    const [answer] = as('eva')
      .messages(GENERAL)
      .filter(({ ephemeralFor }) => ephemeralFor !== undefined);
    expect(JSON.stringify(answer?.blocks)).toContain('2 refused attempts to decide are in the record');
  });

  it('to somebody of a group whose place is taken', async () => {
    await declared();
    await press('ben');
    await press('dan');
    expect(await hears('dan', 'already approved EC-1 for your group')).toContain(`<@${idOf('ben')}>`);
  });

  it('to somebody whose account was deactivated since', async () => {
    await declared();
    const key = /"value":"([0-9a-f-]{36})"/.exec(JSON.stringify(world.card('EC-1').blocks))?.[1];
    await world.slack.setPersonKind(idOf('ben'), 'deactivated');
    const action = { action_id: 'approve', block_id: key, type: 'button', value: key, action_ts: '1.0' };
    await interact(world, idOf('ben'), { type: 'block_actions', actions: [action] });
    await world.settle();
    expect(world.thread('EC-1')).toEqual([]);
  });

  it.each([
    { trouble: 'fails', fault: { kind: 'http', status: 500 } as const },
    { trouble: 'hangs', fault: { kind: 'slow', milliseconds: 2600 } as const },
    { trouble: 'is rate-limited', fault: { kind: 'rate-limited', retryAfterSeconds: 30 } as const },
  ])('while the look-up of the person $trouble, and possible when it answers again', async ({ fault }) => {
    await declared({ systems: ['search'] });
    // What Slack said of them when they were asked is believed for a minute.
    await world.pass(2 * MINUTE);
    world.slack.fail('users.info', fault);
    await press('ben');
    await hears('ben', 'in doubt the answer is no');
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
    world.slack.clearFaults();
    await press('ben');
    await world.settle();
    expect(world.card('EC-1').text).toContain('approved');
  });

  it('after the request was withdrawn', async () => {
    await declared();
    await more('ana', 'withdraw', { reason: 'The provider fixed it' });
    await press('ben');
    await hears('ben', `EC-1 was withdrawn by <@${idOf('ana')}>`);
    await world.settle();
    expect(world.card('EC-1').text).toContain('withdrawn');
    expect(stillAsking()).toEqual([]);
    expect(JSON.stringify(world.card('EC-1').blocks)).not.toContain('"type":"actions"');
    expect(world.jira.issues()).toMatchObject([{ status: { category: 'done' } }]);
  });

  it('after it was rejected', async () => {
    await declared();
    await press('ben', 'reject');
    await fillAndSubmit('ben', { reason: 'v841 has the same fault' });
    await press('cleo');
    await hears('cleo', `EC-1 was already rejected by <@${idOf('ben')}>`);
    await world.settle();
    expect(stillAsking()).toEqual([]);
  });

  it('after it lapsed', async () => {
    await declared();
    keepOldButtons();
    await world.pass(8 * HOUR + MINUTE);
    await press('ben');
    await hears('ben', 'The request to approve EC-1 lapsed');
    world.slack.clearFaults();
    await world.pass(20 * MINUTE);
    expect(stillAsking()).toEqual([]);
    expect(world.card('EC-1').text).toContain('nobody decided in time');
  });
});

describe('rejecting', () => {
  it.each(['   ', 'no', 'n/a', 'asdf'])('wants a reason, and “%s” is none', async (reason) => {
    await declared();
    await press('ben', 'reject');
    await fillAndSubmit('ben', { reason });
    expect((await as('ben').form()).errors).toHaveProperty('reason');
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });

  it('says who and why on the card, in the thread and in every direct message', async () => {
    await declared();
    await press('cleo', 'reject');
    await fillAndSubmit('cleo', { reason: 'v841 loses orders' });
    await world.settle();
    for (const message of [world.card('EC-1'), ...as('ben').dms(), ...as('dan').dms()]) {
      expect(message.text).toContain(`rejected by <@${idOf('cleo')}>: v841 loses orders`);
    }
    expect(world.thread('EC-1').at(-1)?.text).toContain('v841 loses orders');
    expect(stillAsking()).toEqual([]);
  });

  it('crosses an approval: the first one decides', async () => {
    await declared({ systems: ['search'] });
    await press('dan', 'reject');
    await press('ben');
    await fillAndSubmit('dan', { reason: 'v841 loses orders' });
    expect(JSON.stringify((await as('dan').form()).payload)).toContain('EC-1 was already approved by');
    await world.settle();
    expect(world.card('EC-1').text).toContain('approved');
  });
});

describe('withdrawing', () => {
  it('is the requester’s alone', async () => {
    await declared();
    await more('ben', 'withdraw', {});
    expect(JSON.stringify((await as('ben').form()).payload)).toContain(`Only <@${idOf('ana')}>`);
  });

  it('is too late once it is deployed', async () => {
    await declared();
    await as('ana').press(EMERGENCY, 'more', 'withdraw');
    const form = await as('ana').form();
    await press('finn', 'record_deployment');
    await fillAndSubmit('finn', { what: 'v841' });
    await as('ana').session.submit(form.id);
    expect(JSON.stringify((await as('ana').form()).payload)).toContain('Record a rollback instead');
  });
});

describe('proceeding without approval', () => {
  const reason = 'Nobody of the leads picks up the phone';

  it('wants the number typed, and a reason', async () => {
    await declared();
    await more('ana', 'proceed_without_approval', { reason, confirmation: 'yes' });
    expect((await as('ana').form()).errors).toEqual({ confirmation: 'Please type EC-1, nothing else.' });
    await fillAndSubmit('ana', { reason: 'urgent', confirmation: 'ec-1' });
    expect((await as('ana').form()).errors).toHaveProperty('reason');
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });

  it('is not for those who have no hand in it', async () => {
    await declared();
    await more('finn', 'proceed_without_approval', { reason, confirmation: 'EC-1' });
    expect(JSON.stringify((await as('finn').form()).payload)).toContain('Only those who declared EC-1');
  });

  it('tells every approver who was skipped, and is judged once they approve', async () => {
    await declared();
    await press('ben');
    await more('ana', 'proceed_without_approval', { reason, confirmation: 'EC-1' });
    await world.settle();
    expect(world.card('EC-1').text).toContain('WITHOUT approval');
    const told = world.thread('EC-1').find(({ text }) => text.includes('without approval'))?.text ?? '';
    expect(told).toContain(reason);
    expect(told).toContain(`<@${idOf('cleo')}>`);
    expect(told).not.toContain(`<@${idOf('ben')}>`);

    world.clock.advanceTo(world.clock.now() + 5 * MINUTE);
    await press('ana', 'record_deployment');
    await fillAndSubmit('ana', { what: 'v841' });
    await world.settle();
    expect(world.card('EC-1').text).toContain('*approval still owed*');
    world.clock.advanceTo(world.clock.now() + HOUR);
    await as('cleo').press(as('cleo').dm(), 'approve');
    await world.settle();
    expect(world.card('EC-1').text).toContain('deployed before approval');
    expect(world.card('EC-1').text).not.toContain('owed');
    expect(stillAsking()).toEqual([]);
  });

  it('does not lapse, and is asked about daily until somebody approves', async () => {
    await declared({ systems: ['search'] });
    await more('ana', 'proceed_without_approval', { reason, confirmation: 'EC-1' });
    await world.settle();
    const before = as('ben').dms().length;
    await world.pass(50 * HOUR);
    expect(as('ben').dms().length).toBeGreaterThan(before + 3);
    expect(world.thread('EC-1').some(({ text }) => text.includes('nobody decided'))).toBe(false);
    await as('ben').press(as('ben').dm(), 'approve');
    await world.settle();
    expect(stillAsking()).toEqual([]);
  });
});

describe('asking again', () => {
  it('after it lapsed opens a new round with live buttons, and approval works', async () => {
    await declared({ systems: ['search'] });
    await world.pass(8 * HOUR + MINUTE);
    expect(stillAsking()).toEqual([]);
    await press('finn', 'ask_again');
    await hears('finn', 'Only those who declared EC-1');
    await press('ana', 'ask_again');
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
    await as('dan').press(as('dan').dm(), 'approve');
    await world.settle();
    expect(world.card('EC-1').text).toContain('approved');
    expect(stillAsking()).toEqual([]);
  });

  it('reminds on the policy’s times before that', async () => {
    await declared({ systems: ['search'] });
    const asks = () => as('ben').dms().length;
    const counts = [asks()];
    for (const minutes of [4, 2, 10, 45, 300]) {
      await world.pass(minutes * MINUTE);
      counts.push(asks());
    }
    expect(counts).toEqual([1, 1, 2, 3, 4, 4]);
  });
});
