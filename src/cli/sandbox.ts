import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { startSandboxServer } from '../sandbox/server.ts';
import { fail } from './fail.ts';
import { inWords } from './next-words.ts';
import { settleAt, whenReady } from './parent.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { openSandboxWorld } from './sandbox-world.ts';

const DEFAULT_PORT = 4800;

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('try it without accounts: a workspace in the browser with stand-ins for Slack, PagerDuty and Jira')
    .option('--port <port>', 'of the page', String(DEFAULT_PORT))
    .option('--policy <file>', 'the policy to try', 'policy.yaml')
    .action(async ({ port, policy }: { port: string; policy: string }) => {
      try {
        await sandbox(Number(port), policy);
      } catch (cause) {
        fail(cause);
      }
    });
}

async function sandbox(port: number, policy: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-sandbox-'));
  const world = await openSandboxWorld();
  const bot = startBot(world.settings(folder, policy));
  process.on('exit', () => {
    bot.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));

  world.slack.setRequestUrl(`${await whenReady(bot)}/slack/events`);
  bot.on('exit', () => fail(new Error('The bot ended: its own words are above.')));
  const page = await startPage(port, world, bot);
  console.log(`\n  Breakglass sandbox   ${page.url}\n`);
  console.log('  Be Ana Silva, type /emergency-change in #general, and go on from there. Ctrl+C ends it.\n');
}

/** The bot as it is run for real: a process of its own, with its settings in the environment. */
function startBot(settings: Readonly<Record<string, string>>): ChildProcess {
  const isBuilt = import.meta.url.endsWith('.js');
  const cli = fileURLToPath(new URL(isBuilt ? 'cli.js' : 'cli.ts', import.meta.url));
  const env = { PATH: process.env.PATH, ...settings };
  // Its log goes to standard error, so that the page's address stays the only thing on standard output.
  return fork(cli, ['serve', '--parent-clock', '0'], { env, stdio: ['ignore', 2, 2, 'ipc'] });
}

async function startPage(port: number, { clock, ...world }: SandboxWorld, bot: ChildProcess) {
  const ahead = () => clock.now() - Date.now();
  const options = {
    ...world,
    clock: {
      now: clock.now,
      advanceBy: (milliseconds: number) => stepThrough(bot, clock, clock.now() + milliseconds),
      nextDue: async () => inWords(await settleAt(bot, ahead()), world.slack.person),
    },
  };
  try {
    return await startSandboxServer({ ...options, port });
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!isTaken || port !== DEFAULT_PORT) throw cause;
    return startSandboxServer({ ...options, port: 0 });
  }
}

/** Everything due in between happens in its order, as if the time had passed. */
async function stepThrough(bot: ChildProcess, clock: SandboxWorld['clock'], until: number): Promise<void> {
  const settle = () => settleAt(bot, clock.now() - Date.now());
  for (let next = await settle(); next.at < until; ) {
    clock.advanceTo(Math.max(next.at, clock.now() + 1000));
    next = await settle();
  }
  clock.advanceTo(until);
  await settle();
}
