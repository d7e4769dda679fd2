import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, boltOverHttp, until } from './bolt.ts';
import { ANA, BEN, type Bench, bench, GENERAL } from './support.ts';

let b: Bench;
let bot: Bot;

beforeEach(async () => {
  b = await bench();
  bot = await boltOverHttp(b.slack);
});

afterEach(async () => {
  await bot.stop();
  await b.slack.stop();
});

const modal = {
  type: 'modal' as const,
  callback_id: 'declare',
  title: { type: 'plain_text' as const, text: 'Declare' },
  submit: { type: 'plain_text' as const, text: 'Go' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: { type: 'plain_text' as const, text: 'Reason' },
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
  ],
};

describe('a bot on Bolt over HTTP', () => {
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
});
