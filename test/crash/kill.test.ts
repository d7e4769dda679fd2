import { afterEach, describe, expect, it } from 'vitest';
import { verifyRecord } from '../../src/cli/verify/database.ts';
import type { Json, Message, Outcome } from '../../src/sandbox/slack/contract.ts';
import { EMERGENCY, FORM } from '../support/actor.ts';
import type { MortalBot, System } from './bot-process.ts';
import { openMortalBot } from './bot-process.ts';
import type { Stop } from './doorman.ts';

let bot: MortalBot;
afterEach(() => bot.close());

/** Does what a person does whose Slack says that it did not work: wait until the bot is back, and do it again. */
async function insist(step: () => Promise<Outcome>): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    if ((await step()).ok && bot.isAlive()) return;
    if (!bot.isAlive()) await bot.start();
  }
  throw new Error('It never worked');
}

/** From declare to deployment, with PagerDuty's incident. `beforeApproval` runs right before the first approver presses. */
async function story(beforeApproval: () => void): Promise<void> {
  const [ana, ben, cleo] = [bot.as('ana'), bot.as('ben'), bot.as('cleo')];
  await ana.command('');
  await ana.fill(FORM);
  const [incident] = await ana.suggest('incident', 'checkout');
  await ana.pick('incident', incident as Json);
  const declare = await ana.form();
  await insist(() => ana.session.submit(declare.id));
  await bot.settle();
  beforeApproval();
  for (const person of [ben, cleo]) {
    await insist(() => person.session.press(EMERGENCY, card().ts, 'approve'));
    await bot.settle();
  }
  await insist(() => ana.session.press(EMERGENCY, card().ts, 'record_deployment'));
  await ana.fill({ what: 'v841' });
  const deployment = await ana.form();
  await insist(() => ana.session.submit(deployment.id));
  await bot.settle();
}

const inChannel = () => bot.slack.allMessages(EMERGENCY);
const cards = () => inChannel().filter(({ threadTs, text }) => !threadTs && text.startsWith('EC-'));
function card(): Message {
  const [only] = cards();
  if (!only) throw new Error('There is no card');
  return only;
}

/** What is told about each moment, without the mark that makes it unique anyway. */
const texts = (messages: readonly { text: string }[]) => messages.map(({ text }) => text);

describe('a bot that is killed', () => {
  const points: readonly (Stop & { readonly system: System; readonly what: string; readonly atApproval?: true })[] = [
    { what: 'the card is posted', system: 'slack', call: 'chat.postMessage', nth: 1, when: 'before' },
    { what: 'the card is posted', system: 'slack', call: 'chat.postMessage', nth: 1, when: 'after' },
    { what: 'an approver is asked', system: 'slack', call: 'chat.postMessage', nth: 3, when: 'after' },
    { what: 'the card is drawn again', system: 'slack', call: 'chat.update', nth: 2, when: 'after' },
    { what: 'the thread is told of a yes', system: 'slack', call: 'chat.postMessage', nth: 6, when: 'after' },
    {
      what: 'an approver is looked up at the click',
      system: 'pagerduty',
      call: '/schedules',
      nth: 1,
      when: 'before',
      atApproval: true,
    },
    { what: 'the ticket is opened', system: 'jira', call: 'POST /rest/api/3/issue', nth: 1, when: 'before' },
    { what: 'the ticket is opened', system: 'jira', call: 'POST /rest/api/3/issue', nth: 1, when: 'after' },
    { what: 'the ticket is commented', system: 'jira', call: '/comment', nth: 2, when: 'after' },
    { what: 'the incident is noted', system: 'pagerduty', call: '/notes', nth: 1, when: 'after' },
    { what: 'the second note is written', system: 'pagerduty', call: 'POST /incidents', nth: 2, when: 'before' },
  ];

  it.each(points)(
    'right $when $what ($call, $nth) loses nothing and doubles nothing',
    async ({ system, atApproval, ...stop }) => {
      bot = await openMortalBot();
      await bot.start();
      const arm = () => bot.killAt(system, stop);
      if (!atApproval) arm();
      await story(atApproval ? arm : () => {});
      expect(bot.deaths()).toBe(1);

      expect(bot.jira.issues()).toHaveLength(1);
      expect(cards()).toHaveLength(1);
      expect(card().text).toContain('EC-1 · Roll payments back to v841: deployed · approved before deploy');
      const thread = texts(inChannel().filter(({ threadTs }) => threadTs !== undefined));
      expect(thread).toEqual([...new Set(thread)]);
      expect(thread.filter((text) => /approved as|is approved|deployed v841/.test(text))).toHaveLength(3);
      for (const name of ['ben', 'cleo', 'dan']) {
        expect(
          bot
            .as(name)
            .dms()
            .filter(({ text }) => text.startsWith('EC-1')),
        ).toHaveLength(1);
      }
      const notes = bot.pagerduty.incident(8812)?.notes.map(({ content }) => content) ?? [];
      expect(notes.map((note) => note.split('\n').at(-1))).toEqual([
        ...new Set(notes.map((note) => note.split('\n').at(-1))),
      ]);
      expect(notes).toHaveLength(3);
      const comments = texts(bot.jira.issues()[0]?.comments ?? []);
      expect(comments).toEqual([...new Set(comments)]);
      expect(comments).toHaveLength(3);

      expect(verifyRecord(bot.database).checked).toBeGreaterThan(10);
      expect(bot.slack.complaints()).toEqual([]);
    },
    60_000,
  );
});
