import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { World } from '../sandbox/server/world.ts';
import type { SandboxServer } from '../sandbox/server.ts';
import { startSandboxServer } from '../sandbox/server.ts';
import { fail } from './fail.ts';
import type { Bot } from './sandbox/bot.ts';
import { startBot } from './sandbox/bot.ts';
import { steppedClock } from './sandbox/clock.ts';
import { FAST, openStage, WATCHABLE } from './sandbox/player.ts';
import { storyOf } from './sandbox/story.ts';
import { tourOf } from './sandbox/tour.ts';
import { databaseIn, openSandboxWorld } from './sandbox-world.ts';

const DEFAULT_PORT = 4800;

interface Options {
  readonly port: string;
  readonly policy: string;
  readonly story?: true;
  readonly fast?: true;
}

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description(
      'try it without accounts: a workspace in the browser with stand-ins for Slack, PagerDuty, Jira and GitHub',
    )
    .option('--port <port>', 'of the page', String(DEFAULT_PORT))
    .option('--policy <file>', 'the policy to try', 'policy.yaml')
    .option('--story', 'the whole story plays by itself, to be watched in the browser')
    .option('--fast', 'with --story: at full speed and without a page; exits 1 with the step that did not happen')
    .action((options: Options) => run(options).catch(fail));
}

async function run({ port, policy, story, fast }: Options): Promise<void> {
  const sandbox = await openSandbox(policy);
  if (!story) return serve(Number(port), { ...sandbox.world, tour: tourOf(sandbox.world) }, sandbox.bot);

  const stage = openStage(fast ? FAST : WATCHABLE);
  const steps = storyOf({ ...sandbox.world, databaseFile: sandbox.databaseFile }, stage.beat);
  if (fast) await sandbox.bot.up();
  else await serve(Number(port), { ...sandbox.world, story: stage.story }, sandbox.bot);
  await stage
    .play(steps, (words) => console.log(`✓ ${words}`))
    .catch((cause: unknown) => {
      throw new Error(`✗ ${cause instanceof Error ? cause.message : cause}`);
    });
  if (fast) await sandbox.end();
}

async function serve(port: number, world: World, bot: Bot): Promise<void> {
  const page = await startPage(port, world);
  await bot.up();
  console.log(`\n  Breakglass sandbox   ${page.url}\n`);
  console.log(
    world.story
      ? '  The story begins when the page is open. Ctrl+C ends it.\n'
      : '  Be Ana Silva, type /emergency-change in #general, and go on from there. Ctrl+C ends it.\n',
  );
}

/** The stand-ins and the bot on a folder of its own. When this process ends, however it is asked to, both are gone. */
async function openSandbox(policy: string) {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-sandbox-'));
  const standIns = await openSandboxWorld();
  const { clock, slack, jira, pagerduty, github, manifest } = standIns;
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
  const end = () => bot.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  endWithParent(end);
  const world = { slack, jira, pagerduty, github, manifest, bot, clock: steppedClock(clock, bot, slack.person) };
  return { world, bot, end, databaseFile: databaseIn(folder) };
}

/** npm hands a signal to its shell, which may end without handing it on: nothing is to be left running then either. */
function endWithParent(end: () => Promise<unknown>): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void end(), 500).unref();
}

async function startPage(port: number, world: World): Promise<SandboxServer> {
  try {
    return await startSandboxServer({ ...world, port });
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!isTaken || port !== DEFAULT_PORT) throw cause;
    return startSandboxServer({ ...world, port: 0 });
  }
}
