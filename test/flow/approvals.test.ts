import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBreak } from '../../src/app/chain.ts';
import { chain } from '../../src/sqlite/chain.ts';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { DIGESTS, EMERGENCY, idOf, REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

let world: World;
const as = (name: string) => world.as(name);
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  const complaints = world.slack.complaints();
  const faults = world.log.lines.filter(({ level }) => level === 'error');
  await world.close();
  expect(complaints).toEqual([]);
  expect(faults).toEqual([]);
});

type Answers = Parameters<ReturnType<World['as']>['fill']>[0];
const APPROVERS = ['ben', 'cleo', 'dan', 'eva'];

/** EC-1 on search, which needs one lead (Ben or Dan), linked to the incident of the night. */
async function declared(answers: Answers = {}): Promise<void> {
  await as('ana').command('');
  const [incident] = await as('ana').suggest('incident', 'checkout');
  await as('ana').fill({
    summary: 'Roll payments back to v841',
    systems: ['search'],
    criterion: 'outage',
    justification: "Checkout fails since 03:04, today's deploy is the cause",
    rollbackPlan: 'Redeploy v842',
    ...answers,
  });
  await as('ana').pick('incident', incident ?? {});
  await as('ana').submit();
  await world.settle();
}

async function fillAndSubmit(name: string, answers: Answers): Promise<void> {
  await as(name).fill(answers);
  await as(name).submit();
  await world.settle();
}

async function more(name: string, step: string, answers: Answers): Promise<void> {
  await as(name).press(EMERGENCY, 'more', step);
  await fillAndSubmit(name, answers);
}

async function inDm(name: string, action: string): Promise<void> {
  await as(name).press(as(name).dm(), action);
  await world.settle();
}

async function deploys(name: string): Promise<void> {
  await as(name).press(EMERGENCY, 'record_deployment');
  await fillAndSubmit(name, { what: 'v841' });
}

const shown = (message: { text: string; blocks: unknown }) => `${message.text} ${JSON.stringify(message.blocks)}`;
const card = () => shown(world.card('EC-1'));
const dmsOf = (name: string) => as(name).dms().map(shown);
const thread = () => world.thread('EC-1').map(({ text }) => text);
const comments = () => world.jira.issues()[0]?.comments.map(({ text }) => text) ?? [];
const notes = () => world.pagerduty.incident(8812)?.notes.map(({ content }) => content) ?? [];
const page = () => world.pagerduty.incidents().find(({ title }) => title.startsWith('EC-1 waits for approval'));
/** Whose direct messages still ask for a decision. */
const asked = () => APPROVERS.filter((name) => dmsOf(name).some((dm) => dm.includes('"action_id":"approve"')));

describe('approving with a comment', () => {
  it('shows it with the yes, on the card, in every direct message, in the thread and in Jira', async () => {
    await declared();
    await inDm('ben', 'approve_with_comment');
    await fillAndSubmit('ben', { comment: 'Only with the feature flag off' });
    for (const place of [card(), ...dmsOf('ben'), ...dmsOf('dan'), thread().join(), comments().join()]) {
      expect(place).toContain('Only with the feature flag off');
    }
    expect(notes().at(-1)).toContain('Approval complete');
    expect(asked()).toEqual([]);
  });
});

describe('“I’m looking”', () => {
  it('is shown to all, keeps reminders quiet, and lapses by itself', async () => {
    await declared();
    await inDm('ben', 'claim_approval');
    for (const place of [card(), ...dmsOf('dan')]) expect(place).toContain(`<@${idOf('ben')}> is looking`);
    await world.pass(9 * MINUTE);
    expect(thread().join()).not.toContain('asked again');
    await world.pass(2 * MINUTE);
    for (const place of [card(), ...dmsOf('dan')]) expect(place).not.toContain('is looking');
    expect(thread().join()).toContain('asked again');
  });

  it('is gone from all once they have decided', async () => {
    await declared({ systems: ['payments'] });
    await inDm('ben', 'claim_approval');
    await inDm('ben', 'approve');
    for (const place of [card(), ...dmsOf('cleo')]) expect(place).not.toContain('is looking');
    expect(asked()).toEqual(['cleo']);
  });
});

describe('taking one’s approval back', () => {
  it('before the deployment opens another round, and everybody hears of it', async () => {
    await declared();
    await inDm('ben', 'approve');
    await inDm('ben', 'withdraw_approval');
    await fillAndSubmit('ben', { reason: 'The graphs were those of yesterday' });
    expect(world.card('EC-1').text).toContain('waiting for approval');
    for (const place of [thread().join(), comments().join(), notes().join()]) {
      expect(place).toContain('The graphs were those of yesterday');
    }
    expect(asked()).toEqual(['ben', 'dan']);
    await inDm('dan', 'approve');
    expect(world.card('EC-1').text).toContain('approved');
    expect(asked()).toEqual([]);
  });

  it('is among what else can be done on the card, for those who have no message to press it in', async () => {
    await declared({ systems: ['payments'] });
    await as('ben').press(EMERGENCY, 'approve');
    await world.settle();
    await as('ben').press(EMERGENCY, 'more', 'other_steps');
    await as('ben').formWith('What else?');
    await as('ben').pressInForm('take_approval_back');
    await as('ben').formWith('your approval can be taken back');
    await fillAndSubmit('ben', { reason: 'Pressed on the wrong change' });
    expect(as('ben').forms()).toEqual([]);
    expect(thread().join()).toContain('Pressed on the wrong change');
    expect(asked()).toEqual(['ben', 'cleo', 'dan']);
  });

  it('is no longer offered, and refused, once something is deployed', async () => {
    await declared();
    await inDm('ben', 'approve');
    await as('ben').press(as('ben').dm(), 'withdraw_approval');
    await as('ben').form();
    await deploys('ana');
    await fillAndSubmit('ben', {});
    expect(JSON.stringify((await as('ben').form()).payload)).toContain('EC-1 has been deployed');
    expect(dmsOf('ben').join()).not.toContain('withdraw_approval');
    expect(world.card('EC-1').text).toContain('approved before deploy');
  });
});

describe('a yes on a call', () => {
  const how = 'On the incident call';

  it('counts for nothing until that person’s own click, which says so everywhere', async () => {
    await declared();
    await more('ana', 'name_verbal_approval', { approver: idOf('ben'), how });
    expect(world.card('EC-1').text).toContain('waiting for approval');
    expect(card()).toContain('counts once confirmed');
    await as('ben').told('needs your decision');
    expect(dmsOf('ben').join()).toContain('says that you approved this');
    await inDm('ben', 'approve');
    for (const place of [card(), comments().join()]) expect(place).toContain(how);
    expect(card()).not.toContain('counts once confirmed');
    expect(asked()).toEqual([]);
  });

  it('is denied with one tap, and the requester hears it', async () => {
    await declared();
    await more('ana', 'name_verbal_approval', { approver: idOf('ben'), how });
    await inDm('ben', 'deny_verbal_approval');
    expect(thread().at(-1)).toContain(`<@${idOf('ben')}> says that they did not approve this`);
    for (const place of [card(), ...dmsOf('ben')]) expect(place).not.toContain(how);
    expect(asked()).toEqual(['ben', 'dan']);
  });
});

describe('a wider scope', () => {
  const extend = () => more('ana', 'extend_scope', { systems: ['payments'], reason: 'The same table is used there' });

  it('is approved as an addition, and the card says what it covers', async () => {
    await declared();
    await inDm('ben', 'approve');
    await extend();
    expect(card()).toContain('search, payments');
    expect(asked()).toEqual(['ben', 'cleo', 'dan']);
    await inDm('dan', 'approve');
    await inDm('cleo', 'approve');
    expect(world.card('EC-1').text).toContain('approved');
    expect(asked()).toEqual([]);
  });

  it('that is rejected leaves what was approved, by whom and for what', async () => {
    await declared();
    await inDm('ben', 'approve');
    await extend();
    await as('cleo').press(as('cleo').dm(), 'reject');
    await fillAndSubmit('cleo', { reason: 'Payments has a change of its own' });
    expect(world.card('EC-1').text).toContain('approved');
    expect(card()).toContain(`:heavy_check_mark: <@${idOf('ben')}>`);
    expect(card()).not.toContain('search, payments');
    for (const place of [thread().join(), comments().join()])
      expect(place).toContain('Payments has a change of its own');
    expect(asked()).toEqual([]);
  });

  it('that nobody decides on lapses, and what was approved stays approved', async () => {
    await declared();
    await inDm('ben', 'approve');
    await extend();
    await world.pass(8 * HOUR + MINUTE);
    expect(world.card('EC-1').text).toContain('approved');
    expect(thread().join()).toContain('What was approved before stays approved');
    expect(asked()).toEqual([]);
    expect(card()).not.toContain('ask_again');
  });
});

describe('a deployment by somebody who approved', () => {
  it('owes an independent approval: asked for daily, in the digest, and the change closes with it', async () => {
    await declared();
    await inDm('ben', 'approve');
    await deploys('ben');
    expect(world.card('EC-1').text).toContain('approval still owed');
    for (const place of [thread().join(), comments().join()]) expect(place).toContain('independent one is owed');
    expect(asked()).toEqual(['dan']);

    await as('ana').press(EMERGENCY, 'start_review');
    await fillAndSubmit('ana', REVIEW);
    await inDm('eva', 'sign_off');
    expect(world.card('EC-1').text).not.toContain('closed');
    const before = as('dan').dms().length;
    await world.pass(50 * HOUR);
    expect(as('dan').dms().length).toBeGreaterThanOrEqual(before + 2);
    expect(as('eva').messages(DIGESTS).map(shown).join()).toContain('*1 unapproved*');

    await inDm('dan', 'approve');
    expect(world.card('EC-1').text).toContain('closed');
    expect(asked()).toEqual([]);
    expect(world.jira.issues()).toMatchObject([{ status: { category: 'done' } }]);
  });
});

describe('while nobody answers', () => {
  it('the next tier is asked, the approvers are paged once, and all is settled with the yes', async () => {
    await declared();
    await world.pass(21 * MINUTE);
    expect(asked()).toEqual(['ben', 'cleo', 'dan', 'eva']);
    expect(page()).toBeUndefined();
    await world.pass(10 * MINUTE);
    expect(page()).toMatchObject({ status: 'triggered' });
    await world.pass(15 * MINUTE);
    expect(thread().join()).toContain('“Proceed without approval” is under');
    await inDm('eva', 'approve');
    expect(world.card('EC-1').text).toContain('approved');
    expect(page()).toMatchObject({ status: 'resolved' });
    expect(asked()).toEqual([]);
    expect(world.pagerduty.incidents().filter(({ title }) => title.startsWith('EC-1 waits'))).toHaveLength(1);
  });

  it('nobody is woken by a PagerDuty that comes back after the decision', async () => {
    await declared();
    world.pagerduty.fail('*', { kind: 'http', status: 503 });
    await world.pass(31 * MINUTE);
    await inDm('ben', 'approve');
    world.pagerduty.clearFaults();
    await world.pass(HOUR);
    expect(page()).toBeUndefined();
  });

  it('a page that could not be resolved in time is, also when another round has begun since', async () => {
    await declared();
    await world.pass(31 * MINUTE);
    world.pagerduty.fail('*', { kind: 'http', status: 503 });
    await world.pass(8 * HOUR);
    await as('ana').press(EMERGENCY, 'ask_again');
    await world.settle();
    world.pagerduty.clearFaults();
    await world.pass(20 * MINUTE);
    expect(page()).toMatchObject({ status: 'resolved' });
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });
});

describe('two hundred clicks at once', () => {
  it('decide once, and everybody else is told why not', async () => {
    await declared();
    const { ts } = world.card('EC-1');
    const people = ['ben', 'dan', 'ana', 'finn', 'gil'];
    const clicks = Array.from({ length: 200 }, (_, index) => people[index % people.length] ?? 'ana');
    const outcomes = await Promise.all(clicks.map((name) => as(name).session.press(EMERGENCY, ts, 'approve')));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    await told(clicks.length - 1);
    await world.settle();

    expect(thread().filter((text) => text.includes('approved as on-call lead'))).toHaveLength(1);
    expect(thread().filter((text) => text.includes('EC-1 is approved'))).toHaveLength(1);
    expect(asked()).toEqual([]);
    const connection = openReadOnly(world.config.databaseFile);
    expect(firstBreak(chain(connection)).broken).toBeUndefined();
    connection.raw.close();
  });

  const answers = () =>
    ['ben', 'dan', 'ana', 'finn', 'gil'].flatMap((name) =>
      as(name)
        .messages(EMERGENCY)
        .filter(({ ephemeralFor, text }) => ephemeralFor === idOf(name) && text.trim() !== ''),
    ).length;

  /** Waits until this many people were told something that only they see. */
  function told(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (answers() < count) return;
        stop();
        resolve();
      };
      const stop = world.slack.onChange(look);
      look();
    });
  }
});
