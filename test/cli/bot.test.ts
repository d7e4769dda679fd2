import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BotEnded } from '../../src/cli/parent.ts';
import type { Bot } from '../../src/cli/sandbox/bot.ts';
import { startBot } from '../../src/cli/sandbox/bot.ts';
import { steppedClock } from '../../src/cli/sandbox/clock.ts';
import type { SandboxWorld } from '../../src/cli/sandbox-world.ts';
import { openSandboxWorld } from '../../src/cli/sandbox-world.ts';
import { actor } from '../support/actor.ts';

const HOUR = 3_600_000;

describe("the sandbox's bot", { timeout: 60_000 }, () => {
  let world: SandboxWorld;
  let folder: string;
  let bot: Bot;
  let addresses: string[];
  let givenUp: Error[];
  beforeEach(async () => {
    world = await openSandboxWorld();
    folder = mkdtempSync(join(tmpdir(), 'breakglass-bot-'));
    [addresses, givenUp] = [[], []];
  });
  afterEach(async () => {
    await bot.stop();
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(policy: string): void {
    bot = startBot({
      settings: world.settings(folder, policy),
      ahead: () => world.clock.now() - Date.now(),
      onUp: (url) => {
        addresses.push(url);
        world.pointAt(url);
      },
      execArgv: ['--import', 'tsx'],
      onGivenUp: (why) => void givenUp.push(why),
    });
  }

  it('is up again after it was killed: on the same address, data and clock', async () => {
    start('policy.yaml');
    await bot.up();
    const clock = steppedClock(world.clock, bot, world.slack.person);
    const ana = actor(world.slack, 'ana');
    await ana.declare();
    await clock.advanceBy(2 * HOUR);

    const restarted = bot.kill();
    expect(await world.slack.as(ana.id).command('C0GENERAL01', '/emergency-change', '')).toMatchObject({
      ok: false,
      error: 'dispatch_failed',
    });
    await clock.advanceBy(3 * HOUR);
    await restarted;

    expect(new Set(addresses).size).toBe(1);
    expect(addresses).toHaveLength(2);
    expect(ana.dms().filter(({ text }) => text.includes('What became of EC-1'))).toHaveLength(1);
    await ana.command('');
    await ana.form();
  });

  it('is started again when it ends by itself, and not for ever', async () => {
    start('policy.yaml');
    await bot.up();
    process.kill(bot.pid() ?? 0, 'SIGKILL');
    await expect.poll(() => addresses.length, { timeout: 30_000 }).toBe(2);
    process.kill(bot.pid() ?? 0, 'SIGKILL');
    await expect.poll(() => givenUp.length, { timeout: 5_000 }).toBe(1);
  });

  it('is not started again when it never came up', async () => {
    start('no-such-policy.yaml');
    await expect(bot.up()).rejects.toThrow(BotEnded);
    expect(givenUp.map(({ message }) => message)).toEqual([expect.stringContaining('its own words are above')]);
  });
});
