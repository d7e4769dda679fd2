import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackStandIn } from '../../../src/sandbox/slack/contract.ts';
import { type Bot, until } from './bolt.ts';
import { ANA, BEN, type Bench, bench, GENERAL } from './support.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

const modal = {
  type: 'modal' as const,
  callback_id: 'declare',
  title: plain('Declare'),
  submit: plain('Go'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
    {
      type: 'input' as const,
      block_id: 'system',
      optional: true,
      label: plain('System'),
      element: { type: 'external_select' as const, action_id: 'system', min_query_length: 1 },
    },
  ],
};

const card = [
  {
    type: 'actions' as const,
    elements: [{ type: 'button' as const, action_id: 'approve', text: plain('Approve'), value: 'ch_1' }],
  },
];

/** What a bot on Bolt alone sees of Slack, whichever way it is reached. */
export function boltStory(way: string, connect: (slack: SlackStandIn) => Promise<Bot>): void {
  let b: Bench;
  let bot: Bot;

  beforeEach(async () => {
    b = await bench();
    bot = await connect(b.slack);
  });

  afterEach(async () => {
    await bot.stop();
    await b.slack.stop();
  });

  describe(`a bot on Bolt ${way}`, () => {
    it('opens a modal from a command and reads what was submitted', async () => {
      bot.app.command('/emergency-change', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
      });
      bot.app.view('declare', async ({ ack, view, client }) => {
        await ack();
        await client.chat.postMessage({ channel: GENERAL, text: `because ${view.state.values.reason?.value?.value}` });
      });
      const ana = b.slack.as(ANA);

      expect(await ana.command(GENERAL, '/emergency-change', 'db is down')).toMatchObject({ ok: true, status: 200 });
      const view = await until(() => ana.views()[0]);
      await ana.fill(view.id, 'reason', 'the database');
      expect(await ana.submit(view.id)).toMatchObject({ ok: true });

      expect(ana.views()).toEqual([]);
      expect(await until(() => b.slack.as(BEN).messages(GENERAL)[0])).toMatchObject({ text: 'because the database' });
    });

    it('answers a submission with errors, and a search with options', async () => {
      bot.app.command('/emergency-change', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
      });
      bot.app.view('declare', ({ ack }) => ack({ response_action: 'errors', errors: { reason: 'Say more.' } }));
      bot.app.options('system', ({ ack, payload }) => ack({ options: [option(payload.value)] }));
      const ana = b.slack.as(ANA);
      await ana.command(GENERAL, '/emergency-change', '');
      const { id } = await until(() => ana.views()[0]);

      expect(await ana.suggest(id, 'system', 'pay')).toEqual([option('pay')]);
      await ana.fill(id, 'reason', 'x');
      await ana.submit(id);
      expect(ana.views()).toMatchObject([{ id, errors: { reason: 'Say more.' } }]);
    });

    it('hears of a modal that is closed', async () => {
      let closed: string | undefined;
      bot.app.command('/emergency-change', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
      });
      bot.app.view({ callback_id: 'declare', type: 'view_closed' }, async ({ ack, view }) => {
        await ack();
        closed = view.id;
      });
      const ana = b.slack.as(ANA);
      await ana.command(GENERAL, '/emergency-change', '');
      const { id } = await until(() => ana.views()[0]);
      expect(await ana.close(id)).toMatchObject({ ok: true });
      expect(closed).toBe(id);
    });

    it('updates the message whose button was pressed, and answers the person alone', async () => {
      bot.app.action({ type: 'block_actions', action_id: 'approve' }, async ({ ack, body, client, respond }) => {
        await ack();
        const { ts = '' } = body.message ?? {};
        await respond({ response_type: 'ephemeral', replace_original: false, text: 'Thank you.' });
        await client.chat.update({ channel: GENERAL, ts, text: `approved by <@${body.user.id}>`, blocks: [] });
      });
      const { ts = '' } = await b.client.chat.postMessage({ channel: GENERAL, text: 'card', blocks: card });

      expect(await b.slack.as(BEN).press(GENERAL, ts, 'approve')).toMatchObject({ ok: true });
      await until(() => b.slack.allMessages(GENERAL)[0]?.text !== 'card' || undefined);
      expect(b.slack.as(BEN).messages(GENERAL)).toMatchObject([
        { ts, text: `approved by <@${BEN}>`, blocks: [] },
        { text: 'Thank you.', ephemeralFor: BEN },
      ]);
    });

    it('takes shortcuts', async () => {
      const taken: string[] = [];
      bot.app.shortcut('declare_change', async ({ ack, shortcut }) => {
        await ack();
        taken.push(shortcut.type);
      });
      bot.app.shortcut(
        { type: 'message_action', callback_id: 'declare_change_from_message' },
        async ({ ack, shortcut }) => {
          await ack();
          taken.push(String(shortcut.message.text));
        },
      );
      const { ts } = b.slack.as(BEN).say(GENERAL, 'it is down');
      await b.slack.as(ANA).globalShortcut('declare_change');
      await b.slack.as(ANA).messageShortcut('declare_change_from_message', GENERAL, ts);
      await until(() => taken.length === 2 || undefined);
      expect(taken).toEqual(['shortcut', 'it is down']);
    });

    it('hears of people who leave', async () => {
      let left: string | undefined;
      bot.app.event('user_change', async ({ event }) => {
        left = event.user.deleted ? event.user.id : undefined;
      });
      expect(await b.slack.setPersonKind(BEN, 'deactivated')).toMatchObject({ ok: true });
      expect(await until(() => left)).toBe(BEN);
    });
  });
}
