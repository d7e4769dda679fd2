import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { whenReady } from '../../src/cli/parent.ts';
import { startBreakglass } from '../../src/main.ts';
import { quietLog } from '../support/log.ts';
import type { Figure, Measurement } from './figures.ts';
import { interleaved, median } from './figures.ts';
import { policy, SECRET, settings, TOKEN } from './settings.ts';

const ROUNDS = 5;
const CLI = fileURLToPath(new URL('../../src/cli/cli.ts', import.meta.url));

/** How long a restart takes, on a file that has been used before. */
export async function measureStart(empty: string, large: string, apiUrl: string): Promise<Measurement> {
  const figure = async (what: string, start: (file: string, apiUrl: string) => Promise<number>): Promise<Figure> => {
    await start(empty, apiUrl);
    const { ours, theirs } = await interleaved(
      ROUNDS,
      () => start(large, apiUrl),
      () => start(empty, apiUrl),
    );
    return { what, unit: 'ms', measured: median(ours), against: median(theirs), target: { atMost: 2 } };
  };
  return {
    title: '4. Start with 100,000 changes',
    note: `against a record as old that has none; medians of ${ROUNDS}`,
    figures: [
      await figure('the process, until it is healthy', startProcess),
      await figure('open the database, adopt the policy, listen', startHere),
    ],
  };
}

async function startProcess(file: string, apiUrl: string): Promise<number> {
  const begun = performance.now();
  const env = {
    PATH: process.env.PATH,
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: apiUrl.replace(/\/$/, ''),
    PAGERDUTY_API_TOKEN: TOKEN,
    PAGERDUTY_FROM_EMAIL: 'breakglass@example.com',
    DATABASE_URL: `file:${file}`,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const child = fork(CLI, ['serve', '--parent-clock', '0'], { env, stdio: ['ignore', 2, 2, 'ipc'] });
  const { status } = await fetch(`${await whenReady(child)}/healthz`);
  const took = performance.now() - begun;
  if (status !== 200) throw new Error(`Health is ${status}`);
  await new Promise((resolve) => child.removeAllListeners('exit').once('exit', resolve).kill('SIGTERM'));
  return took;
}

async function startHere(file: string, apiUrl: string): Promise<number> {
  const begun = performance.now();
  const config = settings(file, apiUrl);
  const bot = await startBreakglass({ config, policy, log: quietLog(), selfRunning: false });
  const took = performance.now() - begun;
  await bot.stop();
  return took;
}
