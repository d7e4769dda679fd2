import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIGESTS, EMERGENCY, idOf, REVIEW } from '../support/actor.ts';
import { submitRaw } from '../support/post.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

type Answers = Parameters<ReturnType<World['as']>['fill']>[0];

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

async function fillAndSubmit(name: string, answers: Answers): Promise<void> {
  await as(name).fill(answers);
  await as(name).submit();
}

async function declared(answers: Answers = {}): Promise<void> {
  await as('ana').declare(answers);
  await world.settle();
}

async function approved(): Promise<void> {
  for (const name of ['ben', 'cleo']) await as(name).press(EMERGENCY, 'approve');
  await world.settle();
}

async function deployed(): Promise<void> {
  await as('ana').press(EMERGENCY, 'record_deployment');
  await fillAndSubmit('ana', { what: 'v841' });
  await world.settle();
}

async function handedIn(answers: Answers = {}): Promise<void> {
  await as('ana').press(EMERGENCY, 'start_review');
  await fillAndSubmit('ana', { ...REVIEW, ...answers });
  await world.settle();
}

/** Declared, approved by Ben and Cleo, and out. */
async function out(): Promise<void> {
  await declared();
  await approved();
  await deployed();
}

const said = async (name: string) => JSON.stringify((await as(name).form()).payload);
const nagsOf = (name: string) =>
  as(name)
    .dms()
    .filter(({ text }) => /review|sign-off/.test(text));
const digests = () => world.slack.allMessages(DIGESTS).filter(({ text }) => text.startsWith('Emergency changes'));
const buttons = (message: { blocks: readonly unknown[] } | undefined) =>
  [...JSON.stringify(message?.blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, id]) => id);

describe('the review', () => {
  it('cannot be handed in before anything is deployed', async () => {
    await out();
    await as('ana').press(EMERGENCY, 'start_review');
    const form = await as('ana').form();
    await as('ana').session.close(form.id);
    await as('ana').declare({ systems: ['search'] });
    await world.settle();
    expect(buttons(world.card('EC-2'))).not.toContain('start_review');
    const key = /"value":"([0-9a-f-]{36})"/.exec(JSON.stringify(world.card('EC-2').blocks))?.[1];
    const stale = { ...form, payload: { ...form.payload, private_metadata: key } };
    const { cleanUp: _ticked, ...written } = REVIEW;
    const { answer } = await submitRaw(world, stale, written as Record<string, string>);
    expect(JSON.stringify(answer?.view)).toContain('No deployment of EC-2 is recorded yet');
  });

  it.each([
    { field: 'rootCause', answer: 'n/a' },
    { field: 'rootCause', answer: 'asdf asdf asdf' },
    { field: 'impact', answer: 'none' },
    { field: 'tests', answer: 'test' },
    { field: 'deployed', answer: '   ' },
    { field: 'whyNotNormal', answer: 'urgent' },
  ])('comes back with $field marked when it is “$answer”', async ({ field, answer }) => {
    await out();
    await as('ana').press(EMERGENCY, 'start_review');
    await as('ana').fill(REVIEW);
    const outcome = await submitRaw(world, await as('ana').form(), { [field]: answer });
    expect(outcome.answer?.errors).toEqual({ [field]: expect.stringMatching(/\?|For example/) });
    await world.settle();
    expect(world.card('EC-1').text).not.toContain('sign-off');
  });

  it('wants the reason when it is late, and opens with what the record knows', async () => {
    await declared({ impact: 'Nobody can pay', testPlan: 'Smoke test of checkout' });
    await approved();
    await deployed();
    await as('ana').press(EMERGENCY, 'more', 'add_evidence');
    await fillAndSubmit('ana', { text: 'Synthetic checkout green since 03:20' });
    await world.pass(49 * HOUR);
    await as('ana').press(EMERGENCY, 'start_review');
    const form = await as('ana').form();
    const filled = JSON.stringify(form.values);
    for (const known of ['v841', 'Nobody can pay', 'Smoke test of checkout', 'Synthetic checkout green']) {
      expect(filled).toContain(known);
    }
    await as('ana').fill(REVIEW);
    const late = await submitRaw(world, await as('ana').form(), { lateReason: '' });
    expect(late.answer?.errors).toEqual({ lateReason: expect.stringContaining('Please say what kept it') });
    await fillAndSubmit('ana', { lateReason: 'Nobody told the next shift about it' });
    expect(as('ana').forms()).toEqual([]);
  });

  it('asks for the reason too when the limit passed while the form was open', async () => {
    await out();
    await world.pass(48 * HOUR - MINUTE);
    await as('ana').press(EMERGENCY, 'start_review');
    await as('ana').fill(REVIEW);
    await world.pass(2 * MINUTE);
    await as('ana').submit();
    expect(await said('ana')).toContain('What kept the review past its limit?');
    expect(JSON.stringify((await as('ana').form()).values)).toContain('The migration locked the orders table');
    await fillAndSubmit('ana', { lateReason: 'The form lay open through the night' });
    expect(as('ana').forms()).toEqual([]);
  });

  it('returned comes back to its owner as it was written, and is handed in again', async () => {
    await out();
    await as('ana').press(EMERGENCY, 'start_review');
    await as('ana').pressInForm('add_follow_up');
    await as('ana').formWith('Follow-up 1');
    await as('ana').fill({ 'followUp-1-what': 'Add the index', 'followUp-1-owner': idOf('ana') });
    await fillAndSubmit('ana', { ...REVIEW, 'followUp-1-due': '2026-11-27' });
    await world.settle();
    await as('eva').press(as('eva').dm(), 'return_review');
    await fillAndSubmit('eva', { comments: 'Which orders were lost?' });
    await world.settle();
    expect(world.thread('EC-1').at(-1)?.text).toContain('Which orders were lost?');
    expect(buttons(as('eva').dms().at(-1))).not.toContain('sign_off');

    await as('ana').press(EMERGENCY, 'start_review');
    const form = await as('ana').form();
    expect(JSON.stringify(form.payload)).toContain('Which orders were lost?');
    expect(JSON.stringify(form.values)).toContain('The migration locked the orders table');
    expect(JSON.stringify(form.values)).toContain('Add the index');
    await fillAndSubmit('ana', { impact: 'Customers could not pay for 27 minutes, 12 orders were lost' });
    await world.settle();
    await as('eva').press(as('eva').dm(), 'sign_off');
    await world.settle();
    expect(world.card('EC-1').text).toContain('closed');
  });

  it.each([
    { who: 'the requester', name: 'ana', words: 'You declared this change' },
    { who: 'an approver, though a change manager', name: 'cleo', words: 'You decided on this change' },
    { who: 'somebody of another group', name: 'dan', words: 'Reviews are signed off by change manager' },
    { who: 'a guest', name: 'gil', words: 'Guests cannot decide' },
  ])('is not signed off nor returned by $who', async ({ name, words }) => {
    await out();
    await handedIn();
    await as(name).press(EMERGENCY, 'sign_off');
    await as(name).hears(EMERGENCY, words);
    await as(name).press(EMERGENCY, 'return_review');
    await fillAndSubmit(name, { comments: 'Let me see this once more' });
    expect(await said(name)).toContain(words);
    await world.settle();
    expect(world.card('EC-1').text).toContain('review waits for sign-off');
  });

  it('is not signed off by an implementer nor by whoever wrote it', async () => {
    await declared({ implementers: [idOf('ana'), idOf('eva')] });
    await approved();
    await deployed();
    await as('eva').press(EMERGENCY, 'start_review');
    await fillAndSubmit('eva', REVIEW);
    await world.settle();
    await as('eva').press(EMERGENCY, 'sign_off');
    await as('eva').hears(EMERGENCY, 'somebody who had no hand in it');
    await world.settle();
    expect(world.card('EC-1').text).toContain('review waits for sign-off');
  });

  it('signed off twice in the same instant closes once', async () => {
    await declared();
    await as('ben').press(EMERGENCY, 'reject');
    await fillAndSubmit('ben', { reason: 'v841 loses orders' });
    await deployed();
    await handedIn();
    await Promise.all([as('eva').press(EMERGENCY, 'sign_off'), as('cleo').press(EMERGENCY, 'sign_off')]);
    await world.settle();
    expect(world.thread('EC-1').filter(({ text }) => text.includes('is closed'))).toHaveLength(1);
    expect(world.jira.issues()[0]?.status.category).toBe('done');
  });
});

describe('a change that ends in another way', () => {
  it('rejected but deployed says so, and closes with its review', async () => {
    await declared();
    await as('ben').press(EMERGENCY, 'reject');
    await fillAndSubmit('ben', { reason: 'v841 loses orders' });
    await deployed();
    expect(world.card('EC-1').text).toContain('rejected, but deployed');
    await handedIn();
    await as('eva').press(as('eva').dm(), 'sign_off');
    await world.settle();
    expect(world.card('EC-1').text).toContain('closed');
    expect(world.thread('EC-1').at(-1)?.text).toContain('although it had been rejected');
  });

  it('rolled back is said everywhere and still wants its review', async () => {
    await out();
    await as('ana').press(EMERGENCY, 'more', 'rolled_back');
    await fillAndSubmit('ana', { note: 'v840 is back' });
    await world.settle();
    expect(world.card('EC-1').text).toContain('rolled back');
    expect(world.thread('EC-1').at(-1)?.text).toContain('v840 is back');
    await as('ana').press(EMERGENCY, 'start_review');
    expect(JSON.stringify((await as('ana').form()).values.rolledBack)).toContain('"value":"yes"');
    await as('ana').fill(REVIEW);
    await as('ana').submit();
    await world.settle();
    expect(world.card('EC-1').text).toContain('review waits for sign-off');
  });

  it('not implemented closes without a review, and closes its ticket', async () => {
    await declared();
    await as('ana').press(EMERGENCY, 'more', 'not_implemented');
    await fillAndSubmit('ana', { reason: 'n/a' });
    expect((await as('ana').form()).errors).toHaveProperty('reason');
    await fillAndSubmit('ana', { reason: 'The provider fixed it first' });
    await world.settle();
    expect(world.card('EC-1').text).toContain('not implemented');
    expect(buttons(world.card('EC-1'))).toEqual([]);
    expect(world.jira.issues()[0]?.status.category).toBe('done');
    await world.pass(60 * HOUR);
    expect(nagsOf('ana')).toEqual([]);
    expect(world.pagerduty.events()).toEqual([]);
  });

  it('reviewed with its approval still owed stays open until somebody decides', async () => {
    await declared();
    await deployed();
    await handedIn();
    await as('eva').press(as('eva').dm(), 'sign_off');
    await world.settle();
    expect(world.card('EC-1').text).not.toContain('closed');
    await approved();
    expect(world.card('EC-1').text).toContain('closed');
    expect(world.jira.issues()[0]?.status.category).toBe('done');
  });
});

describe('evidence', () => {
  it('is told in the thread and in the ticket', async () => {
    await out();
    await as('finn').press(EMERGENCY, 'more', 'add_evidence');
    await fillAndSubmit('finn', { text: 'Smoke test passed', url: 'https://ci.example.com/runs/7?a=1|b' });
    await world.settle();
    expect(world.thread('EC-1').at(-1)?.text).toContain(
      'Smoke test passed <https://ci.example.com/runs/7?a=1%7Cb|link>',
    );
    expect(world.jira.issues()[0]?.comments.at(-1)?.text).toContain('Smoke test passed');
  });

  it('is not taken from a guest', async () => {
    await out();
    await as('gil').press(EMERGENCY, 'more', 'add_evidence');
    await fillAndSubmit('gil', { text: 'Smoke test passed' });
    expect(await said('gil')).toContain('Not recorded');
  });
});

describe('reminders', () => {
  it('stop once the review is signed off', async () => {
    await out();
    await world.pass(5 * HOUR);
    expect(nagsOf('ana')).toHaveLength(1);
    await handedIn();
    await as('eva').press(as('eva').dm(), 'sign_off');
    await world.settle();
    const before = [nagsOf('ana').length, nagsOf('eva').length, world.slack.allMessages(EMERGENCY).length];
    await world.pass(60 * HOUR);
    expect([nagsOf('ana').length, nagsOf('eva').length, world.slack.allMessages(EMERGENCY).length]).toEqual(before);
    expect(world.pagerduty.events()).toEqual([]);
  });

  it('go to the reviewers once it is handed in, and back to the owner once it is returned', async () => {
    await out();
    await handedIn();
    const [owner, reviewer] = [nagsOf('ana').length, nagsOf('eva').length];
    await world.pass(21 * HOUR);
    expect([nagsOf('ana').length, nagsOf('eva').length]).toEqual([owner, reviewer + 2]);
    expect(nagsOf('eva').at(-1)?.text).toContain('waits for your sign-off');

    await as('eva').press(EMERGENCY, 'return_review');
    await fillAndSubmit('eva', { comments: 'Which orders were lost?' });
    await world.settle();
    const told = nagsOf('eva').length;
    await world.pass(4 * HOUR);
    expect(nagsOf('eva')).toHaveLength(told);
    expect(nagsOf('ana').at(-1)?.text).toContain('wants your review');
  });

  it('after three days of downtime come once, the latest of them', async () => {
    await out();
    world.clock.advanceTo(world.clock.now() + 71 * HOUR);
    await world.restart();
    await world.pass(MINUTE);
    expect(nagsOf('ana')).toHaveLength(1);
    expect(nagsOf('ana')[0]?.text).toContain('past the limit');
    expect(digests()).toHaveLength(1);
    expect(digests()[0]?.text).toContain('Monday 23 November');
    await world.pass(2 * HOUR);
    expect(nagsOf('ana')).toHaveLength(2);
  });
});

describe('the digest', () => {
  it('is posted when nothing is overdue, as proof that the control ran, with the head of the record', async () => {
    await world.pass(24 * HOUR);
    expect(digests()).toHaveLength(1);
    const text = JSON.stringify(digests()[0]?.blocks);
    expect(text).toContain('Nothing is overdue');
    expect(text).toMatch(/Record {2}\d+ events, head `[0-9a-f]{64}`/);
  });

  it('comes once a date, whoever restarts in between', async () => {
    await world.pass(6 * HOUR);
    expect(digests()).toHaveLength(1);
    for (let restarts = 0; restarts < 3; restarts++) {
      await world.restart();
      await world.pass(HOUR);
    }
    expect(digests()).toHaveLength(1);
    await world.pass(21 * HOUR);
    expect(digests().map(({ text }) => text.split(':')[0])).toEqual([
      'Emergency changes · Saturday 21 November',
      'Emergency changes · Sunday 22 November',
    ]);
  });

  it('lists what is overdue, unapproved, due soon and undelivered, with buttons that work', async () => {
    await out();
    await world.pass(20 * HOUR);
    await as('ana').declare({ summary: 'Rebuild the search index', systems: ['search'] });
    await world.settle();
    await as('ana').press(EMERGENCY, 'record_deployment');
    await fillAndSubmit('ana', { what: 'index v7' });
    world.jira.setCustomFields([{ id: 'customfield_10050', name: 'Change class', required: true }]);
    await as('ana').declare({ summary: 'Move warehouse to the spare', systems: ['warehouse'] });
    await world.settle();
    await world.pass(12 * HOUR);

    const digest = digests().at(-1);
    expect(digest?.text).toContain('1 overdue, 1 unapproved, 2 due within 24 h');
    const text = JSON.stringify(digest?.blocks);
    expect(text).toContain(`*EC-1* <@${idOf('ana')}>`);
    expect(text).toContain('past the target');
    expect(text).toContain('*EC-2* search · Rebuild the search index · deployed');
    expect(text).toContain('owed by on-call lead');
    expect(text).toContain('EC-3: Jira refused to open the ticket');
    expect(text).toContain('customfield_10050');
    expect(buttons(digest)).toEqual(['start_review', 'approve', 'reject']);

    await as('ana').press(DIGESTS, 'start_review');
    expect(await said('ana')).toContain('Review EC-1');
    await as('dan').press(DIGESTS, 'reject');
    expect(await said('dan')).toContain('Reject EC-2');
    await as('ben').press(DIGESTS, 'approve');
    await world.settle();
    expect(world.card('EC-2').text).toContain('deployed before approval');
    await as('dan').press(DIGESTS, 'approve');
    await as('dan').hears(DIGESTS, 'EC-2 was already approved by');
  });

  it('goes on when one of its days could not be posted', async () => {
    world.slack.fail('chat.postMessage', { kind: 'error', error: 'is_archived' });
    await world.pass(6 * HOUR);
    world.slack.clearFaults();
    await world.pass(24 * HOUR);
    expect(digests().map(({ text }) => text.split(':')[0])).toEqual(['Emergency changes · Sunday 22 November']);
  });
});
