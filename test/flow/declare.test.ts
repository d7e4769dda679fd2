import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import type { View } from '../../src/sandbox/slack/contract.ts';
import { DIGESTS, EMERGENCY, FORM, GENERAL, idOf } from '../support/actor.ts';
import { policyText } from '../support/policy.ts';
import { submitRaw } from '../support/post.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, NIGHT, openWorld } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  const complaints = world.slack.complaints();
  await world.close();
  expect(complaints).toEqual([]);
});

const option = (value: string) => ({ type: 'static_select', selected_option: { value } });
const options = (...values: string[]) => ({
  type: 'multi_static_select',
  selected_options: values.map((value) => ({ value })),
});

/** Ana's form, open and filled in well, to be handed in past Slack's own checks. */
async function filledForm(answers: Parameters<ReturnType<World['as']>['fill']>[0] = {}) {
  const ana = world.as('ana');
  await ana.command('');
  await ana.fill({ ...FORM, ...answers });
  return ana.form();
}

describe('the form', () => {
  it('opens with what was typed after the command, as it was typed', async () => {
    const ana = world.as('ana');
    await ana.command('payments & checkout are <down>, rolling back');
    expect((await ana.form()).values.summary).toMatchObject({
      value: { value: 'payments & checkout are <down>, rolling back' },
    });
  });

  it('takes its defaults from the riskiest system picked, and lets them be changed', async () => {
    const ana = world.as('ana');
    await ana.command('');
    const picked = ({ values }: View, name: string) =>
      JSON.stringify(Object.entries(values).find(([block]) => block.split('.')[0] === name)?.[1]);
    expect(picked(await ana.form(), 'risk')).toContain('"value":"medium"');

    await ana.fill({ summary: 'Rebuild the replica', systems: ['warehouse'] });
    expect(picked(await ana.formWith('kind.warehouse'), 'kind')).toContain('"value":"database"');
    await ana.fill({ systems: ['warehouse', 'identity'] });
    const form = await ana.formWith('risk.warehouse.identity');
    expect(picked(form, 'risk')).toContain('"value":"high"');
    expect(form.values.summary).toMatchObject({ value: { value: 'Rebuild the replica' } });

    await ana.fill({ ...FORM, systems: ['payments'] });
    await ana.formWith('kind.payments');
    await ana.fill({ kind: 'secret', risk: 'low', implementers: [idOf('ana'), idOf('finn')] });
    await ana.submit();
    await world.settle();
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('secret · low risk');
    expect(world.jira.issues()[0]?.descriptionText).toContain('Ana Silva, Finn Roy');
  });

  it('says by when the fix has to be out, and the card until it is; what is late is found', async () => {
    await world.close();
    const dated = 'title: Legal or contractual deadline';
    world = await openWorld({ policy: parsePolicy(policyText({ [dated]: `${dated}, patch_within: 72h` })) });
    const ana = world.as('ana');
    await ana.command('');
    await ana.fill({ ...FORM, criterion: 'deadline' });
    await ana.formWith('wants the fix out within 3 days');
    await ana.submit();
    await world.settle();
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('the fix has to be out by');
    await world.pass(73 * HOUR);
    await ana.command('findings EC-1');
    const told = await ana.hears(GENERAL, 'EC-1: ');
    const answer = ana.messages(GENERAL).findLast(({ text }) => text === told);
    expect(JSON.stringify(answer?.blocks)).toContain('The fix was due at');
  });

  it('asks what the criterion asks for, and insists on it', async () => {
    const ana = world.as('ana');
    await ana.command('');
    await ana.fill({ ...FORM, criterion: 'vulnerability' });
    const form = await ana.formWith('CVE and CVSS score');
    const { answer } = await submitRaw(world, form, { reference: '  ' });
    expect(answer?.errors).toEqual({ reference: 'Please fill this in.' });

    await ana.fill({ reference: 'CVE-2026-4711, 9.8' });
    await ana.submit();
    await world.settle();
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('Critical vulnerability (CVE-2026-4711, 9.8)');
  });

  it('shows the question of the criterion to somebody who was faster than its redraw', async () => {
    const { answer } = await submitRaw(world, await filledForm(), { criterion: option('vulnerability') });
    expect(answer?.response_action).toBe('update');
    expect(JSON.stringify(answer?.view)).toContain('CVE and CVSS score');
    await world.settle();
    expect(world.cards()).toEqual([]);
  });

  it('insists on what the policy demands', async () => {
    await world.close();
    const demanding = policyText({ 'require: []': 'require: [impact, test_plan, links]' });
    world = await openWorld({ policy: parsePolicy(demanding) });
    const ana = world.as('ana');
    await ana.command('');
    await ana.fill(FORM);
    const form = await ana.form();
    const errors = async (answers: Record<string, string>) => (await submitRaw(world, form, answers)).answer?.errors;
    expect(await errors({})).toEqual({ impact: 'Please fill this in. Who noticed what, and for how long?' });
    expect(await errors({ impact: 'n/a', testPlan: ' ', links: '' })).toHaveProperty('impact');
    expect(await errors({ impact: 'Nobody can pay', testPlan: 'asdf' })).toHaveProperty('testPlan');
    expect(await errors({ impact: 'Nobody can pay', testPlan: 'Smoke test of checkout' })).toHaveProperty('links');
  });

  it('opens from the global shortcut', async () => {
    const ana = world.as('ana');
    expect(await ana.session.globalShortcut('declare_change')).toMatchObject({ ok: true });
    await ana.fill(FORM);
    await ana.submit();
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });

  it('opens from a message, filled in with it, and keeps it as evidence', async () => {
    const [ana, ben] = [world.as('ana'), world.as('ben')];
    const { ts } = ben.session.say(GENERAL, 'Checkout answers 500 since 03:04\nAll regions, see the dashboard');
    expect(await ana.session.messageShortcut('declare_change_from_message', GENERAL, ts)).toMatchObject({ ok: true });
    expect((await ana.form()).values.summary).toMatchObject({ value: { value: 'Checkout answers 500 since 03:04' } });
    expect((await ana.form()).values.justification).toMatchObject({
      value: { value: 'Checkout answers 500 since 03:04\nAll regions, see the dashboard' },
    });
    await ana.fill({ systems: ['payments'], criterion: 'outage', rollbackPlan: 'Redeploy v842' });
    await ana.submit();
    await world.settle();
    const evidence = world.thread('EC-1').find(({ text }) => text.includes('added evidence'))?.text ?? '';
    expect(evidence).toContain('Checkout answers 500 since 03:04');
    expect(evidence).toContain(`/archives/${GENERAL}/p${ts.replace('.', '')}`);
  });

  it('takes systems that no catalogue knows', async () => {
    await world.as('ana').declare({ systems: [], 'other-systems': 'billing cron,  ledger , billing cron' });
    await world.settle();
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain(
      'billing cron, ledger · application code · medium risk',
    );
  });

  it('names overdue reviews and lets the next change through all the same', async () => {
    const ana = world.as('ana');
    await ana.declare();
    await world.pass(30 * HOUR);
    await ana.command('');
    expect(JSON.stringify((await ana.form()).payload.blocks)).toContain('Reviews overdue');
    await ana.fill({ ...FORM, systems: ['search'] });
    await ana.submit();
    await world.settle();
    expect(world.card('EC-2').text).toContain('waiting for approval');
  });
});

describe('a bad answer', () => {
  it.each([
    { field: 'summary', answer: '   ', words: 'Please fill this in.' },
    { field: 'summary', answer: 'fix', words: 'says nothing an approver could judge' },
    { field: 'summary', answer: 'roll it', words: 'a little more' },
    { field: 'justification', answer: 'urgent', words: '“urgent” says nothing' },
    { field: 'justification', answer: 'URGENT!!! asap', words: 'says nothing' },
    { field: 'justification', answer: 'aaaaaaaaaaaaaaaaaaaaaaaa', words: 'says nothing' },
    { field: 'justification', answer: 'it is bad', words: 'a little more' },
    { field: 'rollbackPlan', answer: 'n/a', words: 'says nothing' },
    { field: 'systems', answer: options(), words: 'Please fill this in.' },
    { field: 'criterion', answer: null, words: 'Please fill this in.' },
    { field: 'criterion', answer: option('boredom'), words: 'Please fill this in.' },
    {
      field: 'deployedAt',
      answer: { type: 'datetimepicker', selected_date_time: NIGHT / 1000 + 600 },
      words: 'lies in the future',
    },
    {
      field: 'deployedAt',
      answer: { type: 'datetimepicker', selected_date_time: NIGHT / 1000 - 91 * 86_400 },
      words: 'more than 90 days ago',
    },
  ])('of $field ($answer) comes back under its field', async ({ field, answer, words }) => {
    const outcome = await submitRaw(world, await filledForm(), { [field]: answer });
    expect(outcome.status).toBe(200);
    expect(outcome.answer?.errors).toEqual({ [field]: expect.stringContaining(words) });
    await world.settle();
    expect(world.cards()).toEqual([]);
    expect(world.jira.issues()).toEqual([]);
  });

  it('is shown in the form, and once mended the same form declares', async () => {
    const ana = world.as('ana');
    await ana.declare({ justification: 'urgent' });
    expect((await ana.form()).errors).toEqual({ justification: expect.stringContaining('“urgent” says nothing') });
    await ana.fill({ justification: 'Checkout fails for everybody since 03:04' });
    await ana.submit();
    expect(ana.forms()).toEqual([]);
  });

  it('“none possible” is a way back that approvers see', async () => {
    await world.as('ana').declare({ rollbackPlan: 'None possible' });
    await world.settle();
    expect(JSON.stringify(world.as('ben').dms().at(-1)?.blocks)).toContain('*Back*  None possible');
  });
});

/** The mrkdwn texts in a piece of Block Kit. */
function markup(piece: unknown): string[] {
  if (typeof piece !== 'object' || piece === null) return [];
  const { type, text } = piece as { type?: string; text?: unknown };
  if (type === 'mrkdwn' && typeof text === 'string') return [text];
  return Object.values(piece).flatMap(markup);
}

const NASTY = '<!channel> <!here|x> <@U0CLEOMART> <http://evil.example|here> *bold* | > & `code` \u0000\u202e done';

describe('whatever people write', () => {
  /** Everything the bot has said in Slack that people see. */
  const shown = () =>
    [
      ...world.slack.allMessages(EMERGENCY),
      ...world.slack.allMessages(DIGESTS),
      ...['ana', 'ben', 'cleo', 'eva'].flatMap((name) => world.as(name).dms()),
    ].flatMap(({ text, blocks }) => [text, JSON.stringify(blocks)]);

  /** Two redraws of a form that crossed are no refusal. */
  const refusedBySlack = () => world.slack.calls().filter(({ ok, error }) => !ok && error !== 'hash_conflict');

  /** Markup that was cut in two: half a link, half an escape. */
  const torn = () => texts().filter((text) => /[<>]|&(?!amp;|lt;|gt;)/.test(text.replaceAll(/<[^<>]*>/g, '')));

  /** Every text in Slack's markup that the bot has posted. */
  const texts = () =>
    [
      ...[EMERGENCY, DIGESTS].flatMap((channel) => world.slack.allMessages(channel)),
      ...['ana', 'ben', 'cleo', 'eva'].flatMap((name) => world.as(name).dms()),
    ].flatMap(({ text, blocks }) => [text, ...markup(blocks)]);

  async function liveThrough(words: string): Promise<void> {
    const [ana, ben] = [world.as('ana'), world.as('ben')];
    const form = await filledForm({ incident: null });
    const answers = Object.fromEntries(
      ['summary', 'other-systems', 'justification', 'rollbackPlan', 'impact', 'testPlan', 'links'].map((field) => [
        field,
        words,
      ]),
    );
    const [incident] = await ana.suggest('incident', 'checkout');
    const pick = { type: 'external_select', selected_option: incident };
    expect(await submitRaw(world, form, { ...answers, incident: pick })).toEqual({ status: 200 });
    await world.settle();
    await ben.press(ben.dm(), 'reject');
    expect(await submitRaw(world, await ben.form(), { reason: words })).toEqual({ status: 200 });
    await ana.press(EMERGENCY, 'record_deployment');
    const what = { what: words, where: words, link: words };
    expect(await submitRaw(world, await ana.form(), what)).toEqual({ status: 200 });
    await world.settle();
    await ana.press(EMERGENCY, 'start_review');
    const review = { rootCause: words, deployed: words, impact: words, tests: words };
    expect(await submitRaw(world, await ana.form(), review)).toEqual({ status: 200 });
    await world.settle();
    const eva = world.as('eva');
    await eva.press(eva.dm(), 'read_review');
    await world.pass(8 * HOUR);
    await eva.press(eva.dm(), 'sign_off');
    await world.settle();
  }

  it('is harmless in the card, the direct messages, the thread and the digest', async () => {
    await liveThrough(NASTY);
    const text = shown().join('\n');
    expect(text).not.toMatch(/<!(channel|here|everyone)|<@U0CLEOMART> <http|<http:\/\/evil/);
    expect(text).toContain('&lt;!channel&gt;');
    expect(world.card('EC-1').text).toContain('closed');
    expect(refusedBySlack()).toEqual([]);
  });

  it('stands as it was written in Jira and PagerDuty', async () => {
    await liveThrough(NASTY);
    const [issue] = world.jira.issues();
    expect(issue?.summary).toBe(
      'EC-1 · <!channel> <!here|x> <@U0CLEOMART> <http://evil.example|here> *bold* | > & `code` \u202e done',
    );
    expect(issue?.status.category).toBe('done');
    const notes = world.pagerduty.incident(8812)?.notes.map(({ content }) => content) ?? [];
    expect(notes.at(0)).toContain('*bold* | > & `code`');
    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    { what: 'ten thousand letters', words: 'Checkout is down. '.repeat(556) },
    { what: 'ten thousand signs that have to be escaped', words: `Checkout is down again ${'<&>'.repeat(3330)}` },
    { what: 'ten thousand faces', words: `Checkout is down again ${'🤦🏽'.repeat(2500)}` },
  ])('is taken to its end, $what too, and every place keeps its limit', async ({ words }) => {
    await liveThrough(words);
    expect(world.card('EC-1').text).toContain('closed');
    expect(torn()).toEqual([]);
    expect(refusedBySlack()).toEqual([]);
    expect(world.jira.issues()).toMatchObject([{ status: { category: 'done' } }]);
    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('the same form sent twice', () => {
  it('declares one change, one after the other', async () => {
    const form = await filledForm();
    expect(await submitRaw(world, form)).toEqual({ status: 200 });
    expect(await submitRaw(world, form)).toEqual({ status: 200 });
    await world.settle();
    expect(world.cards()).toHaveLength(1);
    expect(world.jira.issues()).toHaveLength(1);
  });

  it('declares one change, at the same moment', async () => {
    const form = await filledForm();
    const outcomes = await Promise.all([submitRaw(world, form), submitRaw(world, form), submitRaw(world, form)]);
    expect(outcomes).toEqual([{ status: 200 }, { status: 200 }, { status: 200 }]);
    await world.settle();
    expect(world.cards()).toHaveLength(1);
    expect(world.as('ben').dms()).toHaveLength(1);
    expect(world.jira.issues()).toHaveLength(1);
  });
});

describe('a change that is out already', () => {
  it('is recorded as declared after the fact', async () => {
    await world.as('ana').declare({ deployedAt: (NIGHT - 20 * MINUTE) / 1000 });
    await world.settle();
    expect(world.card('EC-1').text).toContain('declared after deploy · *approval still owed*');
    const [ben, cleo] = [world.as('ben'), world.as('cleo')];
    await ben.press(ben.dm(), 'approve');
    await cleo.press(cleo.dm(), 'approve');
    await world.settle();
    expect(world.card('EC-1').text).toContain('deployed · declared after deploy');
  });
});

describe('a similar change', () => {
  beforeEach(async () => {
    await world.as('ben').declare({ summary: 'Restart the payments workers' });
    await world.settle();
  });

  it('is offered, and joining it keeps what was typed there', async () => {
    const ana = world.as('ana');
    await ana.declare();
    const offer = JSON.stringify((await ana.form()).payload.blocks);
    expect(offer).toContain('EC-1');
    expect(offer).toContain('Restart the payments workers');
    expect((await ana.form()).values.summary).toMatchObject({ value: { value: FORM.summary } });
    await ana.pressInForm('join_change');
    await world.settle();
    await ana.formWith('You joined');
    expect(world.thread('EC-1').at(-1)?.text).toContain(
      'Joined: Roll payments back to v841. Checkout fails since 03:04',
    );
    expect(world.cards()).toHaveLength(1);
  });

  it('does not stand in the way of one of its own', async () => {
    const ana = world.as('ana');
    await ana.declare();
    await ana.submit();
    expect(ana.forms()).toEqual([]);
    await world.settle();
    expect(world.card('EC-2').text).toContain('Roll payments back to v841');
  });

  it('is not offered for another system, nor hours later', async () => {
    const ana = world.as('ana');
    await ana.declare({ systems: ['search'] });
    expect(ana.forms()).toEqual([]);
    await world.pass(4 * HOUR + MINUTE);
    await ana.declare();
    expect(ana.forms()).toEqual([]);
  });

  it('may be joined by a guest as little as declared', async () => {
    const gil = world.as('gil');
    await gil.declare();
    await gil.pressInForm('join_change');
    await gil.formWith('Not joined');
    await world.settle();
    expect(world.thread('EC-1').filter(({ text }) => text.includes('Joined'))).toEqual([]);
  });
});

describe('the incident', () => {
  it.each([
    { typed: '8812', what: 'a number' },
    { typed: '#8812', what: 'a number with its sign' },
    { typed: 'URL', what: 'an address' },
    { typed: 'logins', what: 'a word that only a resolved one has', found: false },
    { typed: '8809', what: 'the number of a resolved one', title: 'Logins slow in eu-west' },
  ])('is found by $what', async ({ typed, found = true, title = 'Checkout 500s' }) => {
    const ana = world.as('ana');
    const address = `${world.pagerduty.url}/incidents/${world.pagerduty.incident(8812)?.id}`;
    await ana.command('');
    const offered = await ana.suggest('incident', typed === 'URL' ? address : typed);
    expect(JSON.stringify(offered).includes(title)).toBe(found);
  });

  it('is taken as typed while PagerDuty is down, and linked when it is back', async () => {
    const ana = world.as('ana');
    world.pagerduty.fail('*', { kind: 'down' });
    await ana.command('');
    await ana.fill(FORM);
    expect(await ana.suggest('incident', 'checkout')).toEqual([]);
    const [typed] = await ana.suggest('incident', '8812');
    expect(JSON.stringify(typed)).toContain('PagerDuty does not answer');
    await ana.pick('incident', typed ?? {});
    await ana.submit();
    await world.settle();
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('PD 8812 is being linked');

    world.pagerduty.clearFaults();
    await world.pass(MINUTE);
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('PD #8812 Checkout 500s');
    expect(world.pagerduty.incident(8812)?.notes).toHaveLength(1);
  });

  it('that does not exist is said on the card', async () => {
    const ana = world.as('ana');
    world.pagerduty.fail('*', { kind: 'down' });
    await ana.command('');
    await ana.fill(FORM);
    const [typed] = await ana.suggest('incident', '99999');
    await ana.pick('incident', typed ?? {});
    await ana.submit();
    world.pagerduty.clearFaults();
    await world.settle();
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain('PagerDuty has no incident \\"99999\\"');
  });
});

describe('who may declare', () => {
  it('a guest is told to ask a member', async () => {
    const gil = world.as('gil');
    await gil.declare();
    expect(JSON.stringify((await gil.form()).payload)).toContain('Only full members of this workspace');
    await world.settle();
    expect(world.cards()).toEqual([]);
  });

  it('somebody deactivated with the form still open is refused', async () => {
    const form = await filledForm();
    await world.slack.setPersonKind(idOf('ana'), 'deactivated');
    const { answer } = await submitRaw(world, form);
    expect(JSON.stringify(answer?.view)).toContain('Only full members of this workspace');
    await world.settle();
    expect(world.cards()).toEqual([]);
  });

  it('a member whom Slack cannot tell about just now may declare: the outage will not wait', async () => {
    world.slack.fail('users.info', { kind: 'http', status: 500 });
    await world.as('ana').declare();
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });
});

describe('who is asked', () => {
  const asked = () => ['ana', 'ben', 'cleo', 'dan', 'eva'].filter((name) => world.as(name).dms().length > 0);

  it('never the requester, though a lead', async () => {
    await world.as('ben').declare();
    await world.settle();
    expect(asked()).toEqual(['cleo', 'dan']);
    expect(JSON.stringify(world.card('EC-1').blocks)).not.toContain('too few');
  });

  it('as the form says while it is filled in', async () => {
    const ana = world.as('ana');
    await ana.command('');
    await ana.fill({ systems: ['payments'] });
    await expect
      .poll(async () => JSON.stringify((await ana.form()).payload))
      .toContain(
        `Needs 1 on-call lead, 1 leadership. Will be asked: ${['ben', 'dan'].map((who) => `<@${idOf(who)}>`).join(', ')} and`,
      );
  });

  it('never an implementer, and the fall-back group where too few are left', async () => {
    await world.as('ben').declare({ implementers: [idOf('dan')] });
    await world.settle();
    expect(asked()).toEqual(['cleo', 'eva']);
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain(
      '1 on-call lead or change manager, 1 leadership _(too few are left once requester and implementers are taken out: change manager may fill in)_',
    );
  });

  it('nobody at all: said before it is accepted, and then on the card', async () => {
    await world.as('ben').declare({ implementers: ['dan', 'cleo', 'eva'].map(idOf) });
    expect(JSON.stringify((await world.as('ben').form()).payload)).toContain(
      'nobody is left who may fill the place of on-call lead',
    );
    await world.as('ben').submit();
    await world.settle();
    expect(asked()).toEqual([]);
    expect(JSON.stringify(world.card('EC-1').blocks)).toContain(
      'Nobody is left who may fill the place of on-call lead',
    );
    expect(world.as('ben').messages(GENERAL).at(-1)?.text).toContain('Nobody could be asked');
  });
});
