import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { settleAt, whenReady } from '../../src/cli/parent.ts';
import { openSandboxWorld } from '../../src/cli/sandbox-world.ts';
import { actor } from '../support/actor.ts';
import type { Doorman, Stop } from './doorman.ts';
import { startDoorman } from './doorman.ts';

const CLI = fileURLToPath(new URL('../../src/cli/cli.ts', import.meta.url));
/** Longer than Jira's search may lag behind. */
const A_WHILE = 61_000;
/** A bot that needs longer than this many whiles has lost something. */
const PATIENCE = 20;

export type System = 'slack' | 'jira' | 'pagerduty';
export type MortalBot = Awaited<ReturnType<typeof openMortalBot>>;

/** The bot as it is run for real, in a process of its own that can be killed at any call it makes. */
export async function openMortalBot() {
  const world = await openSandboxWorld();
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-crash-'));
  const { slack, jira, pagerduty } = world;
  const [atSlack, atJira, atPagerDuty] = await Promise.all(
    [slack, jira, pagerduty].map(({ url }) => startDoorman(url)),
  );
  if (!atSlack || !atJira || !atPagerDuty) throw new Error('A doorman is missing');
  const doormen: Readonly<Record<System, Doorman>> = { slack: atSlack, jira: atJira, pagerduty: atPagerDuty };
  const database = join(folder, 'breakglass.db');
  const env = {
    PATH: process.env.PATH,
    ...world.settings(folder, 'policy.yaml'),
    SLACK_API_URL: `${atSlack.url}/api`,
    JIRA_BASE_URL: atJira.url,
    PAGERDUTY_API_URL: atPagerDuty.url,
    PAGERDUTY_EVENTS_URL: atPagerDuty.url,
    LOG_LEVEL: 'silent',
  };
  const ahead = () => world.clock.now() - Date.now();
  let child: ChildProcess;
  let isAlive = false;
  let deaths = 0;

  async function start(): Promise<void> {
    child = fork(CLI, ['serve', '--parent-clock', String(ahead())], {
      env,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    slack.setRequestUrl(`${await whenReady(child)}/slack/events`);
    isAlive = true;
  }

  async function kill(): Promise<void> {
    isAlive = false;
    deaths += 1;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** How many effects wait to be delivered, as the database file tells. */
  function waiting(): number {
    const raw = new Database(database, { readonly: true });
    const row = raw.prepare('SELECT count(*) AS n FROM effects WHERE settled_at IS NULL').get() as { n: number };
    raw.close();
    return row.n;
  }

  return {
    ...world,
    database,
    start,
    isAlive: () => isAlive,
    deaths: () => deaths,
    as: (name: string) => actor(slack, name),
    killAt: (system: System, stop: Stop) => doormen[system].stopAt(stop, kill),
    /** Lets it deliver everything, restarted if it was killed, with as much time as that takes. */
    settle: async () => {
      for (let tries = 0; tries < PATIENCE; tries++) {
        if (!isAlive) await start();
        await settleAt(child, ahead()).catch(() => {});
        if (isAlive && waiting() === 0) return;
        world.clock.advanceTo(world.clock.now() + A_WHILE);
      }
      throw new Error(`${waiting()} effects were never delivered`);
    },
    close: async () => {
      if (isAlive) await kill();
      await Promise.all([
        slack.stop(),
        jira.stop(),
        pagerduty.stop(),
        ...Object.values(doormen).map((one) => one.close()),
      ]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
