import { afterEach, describe, expect, it } from 'vitest';
import { EMERGENCY, FORM } from '../support/actor.ts';
import type { MortalBot } from './bot-process.ts';
import { openMortalBot } from './bot-process.ts';
import type { Stop } from './doorman.ts';

const HOUR = 3_600_000;

let bot: MortalBot;
afterEach(() => bot.close());

/** Two changes of Ana's, approved and out: nothing is owed but their reviews. */
async function twoOut(): Promise<void> {
  const [ana, ben] = [bot.as('ana'), bot.as('ben')];
  for (const system of ['search', 'checkout']) {
    await ana.command('');
    await ana.fill({ ...FORM, systems: [system] });
    await ana.submit();
    await bot.settle();
    await ben.press(EMERGENCY, 'approve');
    await bot.settle();
    await ana.press(EMERGENCY, 'record_deployment');
    await ana.fill({ what: 'v841' });
    await ana.submit();
    await bot.settle();
  }
}

const nags = () =>
  bot
    .as('ana')
    .dms()
    .filter(({ text }) => /wants your review|something of you/.test(text));

describe('a bot that is killed while it reminds somebody of two changes', () => {
  it.each<Stop>([
    { call: 'chat.postMessage', nth: 1, when: 'before' },
    { call: 'chat.postMessage', nth: 1, when: 'after' },
  ])(
    'right $when the message was posted tells them once, in one message',
    async (stop) => {
      bot = await openMortalBot();
      await bot.start();
      await twoOut();
      bot.killAt('slack', stop);
      bot.clock.advanceTo(bot.clock.now() + 4 * HOUR + 60_000);
      await bot.settle();
      expect(bot.deaths()).toBe(1);
      expect(nags().map(({ text }) => text)).toEqual(['2 emergency changes want something of you: EC-1, EC-2']);
    },
    90_000,
  );
});
