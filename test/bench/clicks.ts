import { ACTION } from '../../src/slack/ids.ts';
import type { Figure } from './figures.ts';
import { interleaved, median } from './figures.ts';
import type { Load } from './load.ts';
import { loadWith } from './load.ts';
import { pressBodies } from './requests.ts';
import type { Child } from './servers/child.ts';
import { startServer } from './servers/child.ts';
import type { Targets } from './sides.ts';
import { compared } from './sides.ts';
import type { WebApi } from './web-api.ts';

interface Clicks {
  readonly file: string;
  /** A waiting change for each click: of a first round that does not count, and of all the others. */
  readonly keys: readonly string[];
  readonly rounds: number;
  readonly targets: Targets;
}

/**
 * Approve, against a bare Bolt app that only acks. Whoever approves has pressed "I'm looking" before, as on most nights: that
 * press is not measured, and the change is one that the bot has at hand.
 */
export async function measureClicks(api: WebApi, { file, keys, rounds, targets }: Clicks): Promise<Figure[]> {
  const count = keys.length / (rounds + 1);
  const bot = await startServer('bot', { databaseFile: file, apiUrl: api.apiUrl, selfRunning: false });
  const bare = await startServer('bare-bolt', { apiUrl: api.apiUrl });
  const approvals = await pressBodies(keys, api.responseUrl);
  const looks = await pressBodies(keys, api.responseUrl, ACTION.claim);
  const press =
    ({ url }: Child, bodies: Iterator<string>) =>
    () =>
      loadWith(url, count, () => ({ body: take(bodies) }));
  const look = press(bot, looks.values());
  const approve = costing(bot, press(bot, approvals.values()));
  const ours = async () => {
    await look();
    return approve();
  };
  const theirs = costing(bare, press(bare, approvals.values()));

  await interleaved(1, ours, theirs);
  const loads = await interleaved(rounds, ours, theirs);
  await Promise.all([bot.stop(), bare.stop()]);
  const cpu = (side: keyof typeof loads) => median(loads[side].map((load) => load.cpu)) / count;
  return [
    ...compared(loads, targets),
    { what: "server's CPU time a request", unit: 'ms', measured: cpu('ours'), against: cpu('theirs') },
  ];
}

/** The same with what it cost the server, in milliseconds of CPU. */
const costing = (server: Child, load: () => Promise<Load>) => async () => {
  const before = await server.usage();
  const measured = await load();
  return { ...measured, cpu: (await server.usage()).cpu - before.cpu };
};

export function take(bodies: Iterator<string>): string {
  const { value } = bodies.next();
  if (value === undefined) throw new Error('More clicks than changes to approve');
  return value;
}
