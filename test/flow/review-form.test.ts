import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMERGENCY, idOf, REVIEW } from '../support/actor.ts';
import { submitRaw } from '../support/post.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

type Answers = Parameters<ReturnType<World['as']>['fill']>[0];

let world: World;
const as = (name: string) => world.as(name);
const ana = () => world.as('ana');
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
  await world.settle();
}

/** Declared, approved by Ben and Cleo, and out. */
async function out(): Promise<void> {
  await ana().declare();
  await world.settle();
  for (const name of ['ben', 'cleo']) await as(name).press(EMERGENCY, 'approve');
  await world.settle();
  await ana().press(EMERGENCY, 'record_deployment');
  await fillAndSubmit('ana', { what: 'v841' });
}

const start = (name = 'ana') => as(name).press(EMERGENCY, 'start_review');
const filled = async (name = 'ana') => JSON.stringify((await as(name).form()).values);
const shown = async (name = 'ana') => JSON.stringify((await as(name).form()).payload);
const close = async (name = 'ana') => as(name).session.close((await as(name).form()).id);

async function addFollowUp(place: number, answers: Answers): Promise<void> {
  await ana().pressInForm('add_follow_up');
  await ana().formWith(`Follow-up ${place}`);
  await ana().fill(answers);
}

describe('a review that is closed before it is handed in', () => {
  it('is there again, for its writer alone, follow-ups included, until it is handed in', async () => {
    await out();
    await start();
    await ana().fill({ rootCause: 'The migration locked the orders table', cleanUp: ['ci-green'] });
    await addFollowUp(1, { 'followUp-1-what': 'Add the index', 'followUp-1-owner': idOf('dan') });
    await ana().fill({ impact: 'Nobody could pay for 27 minutes' });
    await close();

    await start();
    expect(await shown()).toContain('Your draft of');
    const held = await filled();
    for (const words of ['locked the orders table', 'ci-green', 'Add the index', idOf('dan'), '27 minutes']) {
      expect(held).toContain(words);
    }
    await world.restart();
    await fillAndSubmit('ana', { ...REVIEW, 'followUp-1-due': '2026-11-27' });
    expect(world.card('EC-1').text).toContain('sign-off');

    await as('eva').press(as('eva').dm(), 'return_review');
    await fillAndSubmit('eva', { comments: 'Which orders were lost?' });
    await start();
    expect(await shown()).not.toContain('Your draft of');
  });

  it('belongs to one person: somebody else of the change begins with the record', async () => {
    await ana().declare({ implementers: [idOf('ana'), idOf('dan')] });
    await world.settle();
    await ana().press(EMERGENCY, 'record_deployment');
    await fillAndSubmit('ana', { what: 'v841' });
    await start();
    await ana().fill({ rootCause: 'The migration locked the orders table' });
    await close();
    await start('dan');
    expect(await filled('dan')).not.toContain('locked the orders table');
    expect(await filled('dan')).toContain('v841');
  });

  it('leaves nothing behind when nothing was written', async () => {
    await out();
    await start();
    await close();
    await start();
    expect(await shown()).not.toContain('Your draft of');
  });

  it('is forgotten when its writer discards it, and the form shows what the record knows', async () => {
    await out();
    await start();
    await ana().fill({ deployed: 'Something I made up' });
    await close();
    await start();
    await ana().pressInForm('discard_draft');
    await expect.poll(filled).not.toContain('Something I made up');
    expect(await filled()).toContain('v841');
    await close();
    await start();
    expect(await shown()).not.toContain('Your draft of');
  });

  it('is kept on the way with its button, and nothing typed since is lost by that', async () => {
    await out();
    await start();
    await ana().fill({ rootCause: 'The migration locked the orders table' });
    await ana().pressInForm('keep_draft');
    await ana().formWith('Your draft of');
    expect(await filled()).toContain('locked the orders table');
  });
});

describe('follow-ups', () => {
  it('need somebody and a day that has not passed, each said at its own field', async () => {
    await out();
    await start();
    await ana().fill(REVIEW);
    await addFollowUp(1, { 'followUp-1-what': 'Add the missing index' });
    const nobody = await submitRaw(world, await ana().form(), {});
    expect(nobody.answer?.errors).toEqual({ 'followUp-1-owner': 'Please fill this in.' });
    await ana().fill({ 'followUp-1-owner': idOf('dan'), 'followUp-1-due': '2026-11-01' });
    const past = await submitRaw(world, await ana().form(), {});
    expect(past.answer?.errors).toEqual({ 'followUp-1-due': 'This day has passed. By when will it be done?' });
  });

  it('come and go: a removed one takes only its own answers, and an empty one has to be filled in or removed', async () => {
    await out();
    await start();
    await ana().fill(REVIEW);
    const whose = { 'followUp-1-owner': idOf('dan'), 'followUp-1-due': '2026-11-27' };
    await addFollowUp(1, { 'followUp-1-what': 'Add the missing index', ...whose });
    await addFollowUp(2, { 'followUp-2-what': 'Write the runbook' });
    const { id, payload } = await ana().form();
    expect(await ana().session.submit(id)).toMatchObject({ error: 'client_validation' });
    const remove = (payload.blocks as { accessory?: { value?: string } }[]).findIndex(
      ({ accessory }) => accessory?.value === '2',
    );
    expect(remove).toBeGreaterThan(0);
    await ana().session.pressInView(
      id,
      'remove_follow_up',
      undefined,
      (payload.blocks as { block_id: string }[])[remove]?.block_id,
    );
    await expect.poll(filled).not.toContain('Write the runbook');
    expect(await filled()).toContain('Add the missing index');
    await ana().submit();
    await world.settle();
    await as('eva').press(as('eva').dm(), 'read_review');
    const reading = await shown('eva');
    expect(reading).toContain('Add the missing index (<@U0DANWU001>, by 2026-11-27)');
    expect(reading.match(/by 20/g)).toHaveLength(1);
  });
});

describe('the review', () => {
  it('brings its test evidence along, one a line, and shows it to the reviewer', async () => {
    await out();
    await start();
    const evidence = 'https://ci.example.com/runs/991 all green\nChecked by hand: three orders paid';
    await fillAndSubmit('ana', { ...REVIEW, evidence });
    const thread = world.thread('EC-1').map(({ text }) => text);
    expect(thread.filter((text) => text.includes('added a test result'))).toHaveLength(2);
    await as('eva').press(as('eva').dm(), 'read_review');
    expect(await shown('eva')).toContain('<https://ci.example.com/runs/991|all green>');
  });

  it('is signed off where it was read, with a comment, or returned from there', async () => {
    await out();
    await start();
    await fillAndSubmit('ana', REVIEW);
    await as('eva').press(as('eva').dm(), 'read_review');
    await as('eva').pressInForm('return_review');
    await as('eva').formWith('What is missing?');
    await fillAndSubmit('eva', { comments: 'Which orders were lost?' });
    expect(as('eva').forms()).toEqual([]);
    await start();
    await ana().submit();
    await world.settle();
    await as('eva').press(as('eva').dm(), 'read_review');
    await fillAndSubmit('eva', { comment: 'Thorough, thank you' });
    expect(world.card('EC-1').text).toContain('closed');
    expect(world.thread('EC-1').map(({ text }) => text)).toContainEqual(expect.stringContaining('Thorough, thank you'));
  });

  it('is only read by those who had a hand in it', async () => {
    await out();
    await start();
    await fillAndSubmit('ana', REVIEW);
    await ana().press(EMERGENCY, 'read_review');
    expect((await ana().form()).payload.submit).toBeUndefined();
  });

  it('that cannot be taken because Slack is silent about its sender keeps every word', async () => {
    await out();
    await start();
    await fillAndSubmit('ana', REVIEW);
    await as('eva').press(as('eva').dm(), 'return_review');
    const comments = 'Which orders were lost, and who told their customers?';
    await world.pass(HOUR);
    world.slack.fail('users.info', { kind: 'http', status: 503 });
    await as('eva').fill({ comments });
    await as('eva').session.submit((await as('eva').form()).id);
    const form = await as('eva').form();
    expect(form.errors).toEqual({ comments: expect.stringContaining('Slack could not tell who you are') });
    expect(JSON.stringify(form.values)).toContain(comments);
  });
});

describe('follow-ups of a review that is signed off', () => {
  it('become issues linked to the retro ticket, once, with owner and day, told in the thread', async () => {
    await out();
    await start();
    await ana().fill(REVIEW);
    const what = { 'followUp-1-what': 'Add the missing index', 'followUp-1-owner': idOf('ana') };
    await addFollowUp(1, { ...what, 'followUp-1-due': '2026-11-27' });
    await ana().submit();
    await world.settle();
    expect(world.jira.issues()).toHaveLength(1);
    await as('eva').press(as('eva').dm(), 'sign_off');
    world.jira.fail('createIssue', { kind: 'answer-lost' }, 1);
    await world.settle();
    await world.pass(HOUR);
    const [retro, issue, ...others] = world.jira.issues();
    expect(others).toEqual([]);
    const owner = world.jira.users().find(({ emailAddress }) => emailAddress === 'ana@example.com');
    expect(issue).toMatchObject({
      summary: 'Add the missing index',
      dueDate: '2026-11-27',
      assignee: owner?.accountId,
    });
    expect(issue?.issueLinks).toEqual([{ type: 'Relates', key: retro?.key }]);
    const told = world.thread('EC-1').filter(({ text }) => text.includes('Follow-up'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(`|${issue?.key}>: Add the missing index (<@U0ANASILVA>, by 2026-11-27)`);
    expect(retro?.status.category).toBe('done');
  });
});
