import type { Clock } from '../../sandbox/clock.ts';
import type { SteppedClock } from '../../sandbox/server/world.ts';
import type { SlackStandIn } from '../../sandbox/slack/contract.ts';
import { inWords } from '../next-words.ts';
import type { Bot } from './bot.ts';

/** The workspace's time with the bot on it: everything due in between happens in its order, as if the time had passed. */
export function steppedClock(clock: Clock, bot: Bot, person: SlackStandIn['person']): SteppedClock {
  return {
    now: clock.now,
    advanceBy: async (milliseconds) => {
      const until = clock.now() + milliseconds;
      for (let next = await bot.settle(); next.at < until; next = await bot.settle()) {
        clock.advanceTo(Math.max(next.at, clock.now() + 1000));
      }
      clock.advanceTo(until);
      await bot.settle();
    },
    nextDue: async () => inWords(await bot.settle(), person),
  };
}
