import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../src/sandbox/slack/contract.ts';
import { EMERGENCY, FORM, GENERAL, idOf } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { MINUTE, openWorld } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const as = (name: string) => world.as(name);
const cardText = () => JSON.stringify(world.card('EC-1').blocks);
const errors = () => world.log.lines.filter(({ level }) => level === 'error');

/** Declared with PagerDuty's incident where it is connected. */
async function declare(): Promise<void> {
  const ana = as('ana');
  await ana.command('');
  await ana.fill(FORM);
  const [incident] = world.config.pagerduty ? await ana.suggest('incident', 'checkout') : [];
  if (incident) await ana.pick('incident', incident as Json);
  await ana.submit();
}

async function approve(): Promise<void> {
  for (const name of ['ben', 'cleo']) await as(name).press(EMERGENCY, 'approve');
}

const notes = () => world.pagerduty.incident(8812)?.notes ?? [];

describe('trouble that passes', () => {
  const body = { errorMessages: ['out of order'] };
  const faults = [
    { trouble: 'is down', fault: { kind: 'down' } as const },
    { trouble: 'answers 500', fault: { kind: 'error', status: 500, body } as const },
    { trouble: 'answers with a proxy’s page', fault: { kind: 'http', status: 502 } as const },
    { trouble: 'does a thing and its answer is lost', fault: { kind: 'answer-lost' } as const },
    { trouble: 'asks to slow down', fault: { kind: 'rate-limited', retryAfterSeconds: 20 } as const },
  ];

  it.each(faults)('Jira $trouble: the card says so, and there is one ticket in the end', async ({ fault }) => {
    world.jira.fail('createIssue', fault, 2);
    await declare();
    await world.settle();
    expect(cardText()).toContain('ticket pending');
    expect(cardText()).toContain('Checkout 500s');
    await approve();
    await world.pass(4 * MINUTE);
    expect(cardText()).toContain('Jira OPS-1');
    expect(world.jira.issues()).toHaveLength(1);
    expect(errors()).toEqual([]);
  });

  it.each(faults)('Jira $trouble at a comment: it is there once', async ({ fault }) => {
    await declare();
    await world.settle();
    world.jira.fail('addComment', fault, 1);
    await approve();
    await world.pass(4 * MINUTE);
    const comments = world.jira.issues()[0]?.comments.map(({ text }) => text) ?? [];
    expect(comments).toHaveLength(2);
    expect(new Set(comments).size).toBe(2);
  });

  it.each(faults)('PagerDuty $trouble: there is one note for each moment in the end', async ({ fault }) => {
    const { fail } = world.pagerduty;
    await declare();
    fail('getIncident', fault, 1);
    fail('createNote', fault, 1);
    await world.settle();
    await world.pass(MINUTE);
    expect(cardText()).toContain('PD #8812 Checkout 500s');
    await approve();
    await world.pass(2 * MINUTE);
    expect(notes()).toHaveLength(2);
    expect(errors()).toEqual([]);
  });

  it.each([
    { trouble: 'answers 503', fault: { kind: 'http', status: 503 } as const },
    { trouble: 'is down', fault: { kind: 'down' } as const },
    { trouble: 'posts and its answer is lost', fault: { kind: 'answer-lost' } as const },
    { trouble: 'asks to slow down', fault: { kind: 'rate-limited', retryAfterSeconds: 20 } as const },
    { trouble: 'has an internal error', fault: { kind: 'error', error: 'internal_error' } as const },
  ])('Slack $trouble: one card, one question to each, each moment told once', async ({ fault }) => {
    await declare();
    world.slack.fail('chat.postMessage', fault, 4);
    await world.settle();
    await world.pass(3 * MINUTE);
    expect(world.cards()).toHaveLength(1);
    for (const name of ['ben', 'cleo', 'dan']) {
      expect(
        as(name)
          .dms()
          .filter(({ text }) => text.startsWith('EC-1')),
      ).toHaveLength(1);
    }
    world.slack.fail('chat.postMessage', fault, 1);
    world.slack.fail('chat.update', fault, 1);
    await approve();
    await world.pass(MINUTE);
    const told = world.thread('EC-1').map(({ text }) => text);
    expect(told).toHaveLength(2);
    expect(new Set(told).size).toBe(2);
    expect(world.card('EC-1').text).toContain('approved');
    expect(errors()).toEqual([]);
  });

  it('is waited out as long as the other side asks', async () => {
    world.jira.fail('createIssue', { kind: 'rate-limited', retryAfterSeconds: 40 }, 1);
    await declare();
    await world.settle();
    await world.pass(39_000);
    expect(world.jira.issues()).toEqual([]);
    await world.pass(2_000);
    expect(world.jira.issues()).toHaveLength(1);
  });

  it('of Jira holds up nobody in Slack: messages go out while it hangs', async () => {
    world.jira.fail('createIssue', { kind: 'slow', milliseconds: 1500 }, 1);
    await declare();
    let isDone = false;
    const delivered = world.settle().then(() => {
      isDone = true;
    });
    await as('ben').told('EC-1');
    await as('ben').press(as('ben').dm(), 'approve');
    await as('cleo').told('EC-1');
    expect(isDone).toBe(false);
    await delivered;
    await world.settle();
    expect(world.thread('EC-1').at(-1)?.text).toContain('approved as on-call lead');
    expect(cardText()).toContain('Jira OPS-1');
  });
});

describe('somebody who waits for an answer', () => {
  it('is told under a reference when Slack does not open the form', async () => {
    world.slack.fail('views.open', { kind: 'error', error: 'fatal_error' }, 1);
    await as('ana').command('');
    expect(await as('ana').hears(GENERAL, 'That did not work')).toMatch(/reference [0-9a-f]{8}/);
    expect(as('ana').forms()).toEqual([]);
  });

  it('is offered the number as typed while PagerDuty hangs, in time for Slack', async () => {
    world.pagerduty.fail('*', { kind: 'slow', milliseconds: 4000 });
    await as('ana').command('');
    expect(JSON.stringify(await as('ana').suggest('incident', '#8812'))).toContain('Use #8812');
    expect(world.slack.complaints()).toEqual([]);
  });

  it('is taken at their word though they cannot be told so', async () => {
    world.slack.fail('response_url', { kind: 'http', status: 500 });
    await declare();
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
    await as('ana').press(EMERGENCY, 'approve');
    await world.settle();
    expect(world.card('EC-1').text).toContain('waiting for approval');
  });
});

describe('one place that is closed to us', () => {
  it('does not keep the question from the others', async () => {
    await world.slack.setPersonKind(idOf('ben'), 'deactivated');
    await declare();
    await world.settle();
    expect(as('cleo').dms()).toHaveLength(1);
    expect(as('dan').dms()).toHaveLength(1);
    await as('dan').press(as('dan').dm(), 'approve');
    await as('cleo').press(as('cleo').dm(), 'approve');
    await world.settle();
    expect(world.card('EC-1').text).toContain('approved');
  });

  it('is found again when somebody deleted the card: it is posted anew', async () => {
    await declare();
    await world.settle();
    world.slack.fail('chat.update', { kind: 'error', error: 'message_not_found' }, 1);
    await as('ben').press(EMERGENCY, 'approve');
    await world.settle();
    expect(world.cards().length).toBe(2);
    await as('cleo').press(as('cleo').dm(), 'approve');
    await world.settle();
    expect(world.cards().at(-1)?.text).toContain('approved');
  });
});

describe('a refusal for good', () => {
  it('names the field that Jira demands and the fix, and “Try again” works once it is mended', async () => {
    world.jira.setCustomFields([{ id: 'customfield_10050', name: 'Change class', required: true }]);
    await declare();
    await world.settle();
    expect(cardText()).toContain('ticket not opened');
    expect(cardText()).toContain('customfield_10050');
    expect(cardText()).toContain('Add it under jira.fields in policy.yaml');

    await as('ana').press(EMERGENCY, 'retry_delivery');
    await as('ana').hears(EMERGENCY, 'Trying again now');
    await world.settle();
    expect(cardText()).toContain('customfield_10050');

    world.jira.setCustomFields([]);
    await as('ana').press(EMERGENCY, 'retry_delivery');
    await world.settle();
    expect(cardText()).toContain('Jira OPS-1');
    expect(cardText()).not.toContain('retry_delivery');
    expect(world.jira.issues()).toHaveLength(1);
  });

  it('of a comment leaves the card once “Try again” has delivered it', async () => {
    const all = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'ASSIGN_ISSUES', 'TRANSITION_ISSUES'] as const;
    const rest = ['LINK_ISSUES', 'USER_PICKER'] as const;
    world.jira.setPermissions([...all, ...rest]);
    await declare();
    await world.settle();
    await as('ben').press(EMERGENCY, 'approve');
    await world.settle();
    expect(cardText()).toContain('Jira refused to comment on OPS-1');
    expect(cardText()).toContain('Give the bot');

    world.jira.setPermissions([...all, ...rest, 'ADD_COMMENTS']);
    await as('ana').press(EMERGENCY, 'retry_delivery');
    await world.settle();
    expect(world.jira.issues()[0]?.comments).toHaveLength(1);
    expect(cardText()).not.toContain('Jira refused');
    expect(cardText()).not.toContain('retry_delivery');
  });

  it.each([
    { error: 'not_in_channel', fix: 'invite the bot to the channel' },
    { error: 'is_archived', fix: 'unarchive the channel' },
  ])(
    'of Slack ($error) is said in status with the fix, and “Try again” there posts the card',
    async ({ error, fix }) => {
      world.slack.fail('chat.postMessage', { kind: 'error', error });
      await declare();
      await world.settle();
      expect(world.cards()).toEqual([]);
      await as('ana').command('status EC-1');
      await as('ana').hears(GENERAL, 'EC-1: ');
      const status = () =>
        JSON.stringify(
          as('ana')
            .messages(GENERAL)
            .filter(({ text }) => text.startsWith('EC-1: '))
            .at(-1)?.blocks,
        );
      expect(status()).toContain(fix);
      expect(world.jira.issues()).toHaveLength(1);

      world.slack.clearFaults();
      await as('ana').press(GENERAL, 'retry_delivery');
      await world.settle();
      expect(world.card('EC-1').text).toContain('waiting for approval');
      expect(as('ben').dms()).toHaveLength(1);
      await as('ben').press(as('ben').dm(), 'approve');
      await world.settle();
      await as('eva').command('status EC-1');
      await as('eva').hears(GENERAL, 'EC-1: ');
      expect(JSON.stringify(as('eva').messages(GENERAL))).not.toContain(fix);
    },
  );
});

describe('a system that is not connected', () => {
  it.each([
    { without: ['jira'] as const, card: 'Jira not connected' },
    { without: ['pagerduty'] as const, card: 'Jira OPS-1' },
    { without: ['jira', 'pagerduty'] as const, card: 'Jira not connected' },
  ])('($without) is said on the card, and everything else goes on without it', async ({ without, card }) => {
    await world.close();
    world = await openWorld({ without });
    await declare();
    await world.settle();
    expect(cardText()).toContain(card);
    await approve();
    await as('ana').press(EMERGENCY, 'record_deployment');
    await as('ana').fill({ what: 'v841' });
    await as('ana').submit();
    await world.pass(49 * 60 * MINUTE);
    expect(world.card('EC-1').text).toContain('approved before deploy');
    expect(as('ana').dms().at(-1)?.text).toContain('the limit of');
    expect(errors()).toEqual([]);
    expect(cardText()).not.toContain(':warning:');
  });
});
