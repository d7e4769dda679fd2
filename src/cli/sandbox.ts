import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { SandboxServer, SandboxServerOptions } from '../sandbox/server.ts';
import { startSandboxServer } from '../sandbox/server.ts';
import { fail } from './fail.ts';
import { startBot } from './sandbox/bot.ts';
import { steppedClock } from './sandbox/clock.ts';
import { openSandboxWorld } from './sandbox-world.ts';

const DEFAULT_PORT = 4800;

interface Options {
  readonly port: string;
  readonly policy: string;
}

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('try it without accounts: a workspace in the browser with stand-ins for Slack, PagerDuty and Jira')
    .option('--port <port>', 'of the page', String(DEFAULT_PORT))
    .option('--policy <file>', 'the policy to try', 'policy.yaml')
    .action((options: Options) => sandbox(options).catch(fail));
}

async function sandbox({ port, policy }: Options): Promise<void> {
  const { bot, world } = await openSandbox(policy);
  const page = await startPage(Number(port), world);
  await bot.up();
  console.log(`\n  Breakglass sandbox   ${page.url}\n`);
  console.log('  Be Ana Silva, type /emergency-change in #general, and go on from there. Ctrl+C ends it.\n');
}

/** The stand-ins and the bot on a folder of its own. When this process ends, however it is asked to, both are gone. */
async function openSandbox(policy: string) {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-sandbox-'));
  const standIns = await openSandboxWorld();
  const { clock, slack, jira, pagerduty, manifest } = standIns;
  const bot = startBot({
    settings: standIns.settings(folder, policy),
    ahead: () => clock.now() - Date.now(),
    onUp: standIns.pointAt,
    onGivenUp: fail,
  });
  process.on('exit', () => {
    bot.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  // Waits for the bot: it could still be writing to the folder that is about to go.
  const end = () => void bot.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const world = { slack, jira, pagerduty, manifest, bot, clock: steppedClock(clock, bot, slack.person) };
  return { folder, bot, world };
}

async function startPage(port: number, world: SandboxServerOptions): Promise<SandboxServer> {
  try {
    return await startSandboxServer({ ...world, port });
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!isTaken || port !== DEFAULT_PORT) throw cause;
    return startSandboxServer({ ...world, port: 0 });
  }
}
