import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from '../../src/cli/sandbox/bot.ts';
import { steppedClock } from '../../src/cli/sandbox/clock.ts';
import { seen } from '../../src/cli/sandbox/sight.ts';
import { openSandboxWorld } from '../../src/cli/sandbox-world.ts';
import { startSandboxServer } from '../../src/sandbox/server.ts';
import { startSandbox } from '../browser/sandbox-process.ts';
import { actor, EMERGENCY } from '../support/actor.ts';
import type { Figure, Measurement } from './figures.ts';
import { median } from './figures.ts';
import { loadWith } from './load.ts';
import { pressBodies } from './requests.ts';
import { startServer } from './servers/child.ts';
import type { WebApi } from './web-api.ts';

const STARTS = 3;
const PRESSES = 12;

/** How soon a newcomer sees something, and how a button feels. */
export async function measureSandbox(api: WebApi): Promise<Measurement> {
  return {
    title: '7. The sandbox',
    note: `medians of ${STARTS} starts and ${PRESSES} presses; a press against a bare Bolt app's acknowledgement`,
    figures: [...(await starts()), await presses(api)],
  };
}

async function starts(): Promise<Figure[]> {
  const times: { readonly address: number; readonly page: number }[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const begun = performance.now();
    const { url, stop } = await startSandbox();
    const printed = performance.now();
    await Promise.all(['/', '/page.js', '/page.css'].map(async (path) => (await fetch(`${url}${path}`)).text()));
    times.push({ address: printed - begun, page: performance.now() - printed });
    await stop();
  }
  return [
    { what: 'from the command to the address', unit: 'ms', measured: median(times.map(({ address }) => address)) },
    { what: 'from the address to the whole page', unit: 'ms', measured: median(times.map(({ page }) => page)) },
  ];
}

/** From the page's request until the message that was pressed has changed: stand-in, bot, disk, and back. */
async function presses(api: WebApi): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-bench-'));
  const world = await openSandboxWorld();
  // Warnings would be many: a dozen changes at once is more than Slack's limits let through.
  const settings = { ...world.settings(folder, 'policy.yaml'), LOG_LEVEL: 'error' };
  const ahead = () => world.clock.now() - Date.now();
  const bot = startBot({ settings, ahead, onUp: world.pointAt, onGivenUp: console.error });
  await bot.up();
  const page = await startSandboxServer({ ...world, clock: steppedClock(world.clock, bot, world.slack.person) });
  const bare = await startServer('bare-bolt', { apiUrl: api.apiUrl });
  const [body = ''] = await pressBodies(['one'], api.responseUrl);
  const [ours, theirs]: [number[], number[]] = [[], []];
  try {
    for (let press = 0; press < PRESSES; press += 1) {
      const ts = await declared(world, press + 1);
      await bot.settle();
      const begun = performance.now();
      await approveOn(page.url, actor(world.slack, 'ben').id, ts);
      await seen(world, 'the card with the approval', () => textOf(world, ts).includes('heavy_check_mark'));
      ours.push(performance.now() - begun);
      theirs.push((await loadWith(bare.url, 1, () => ({ body }))).p50);
    }
  } finally {
    await Promise.all([page.stop(), bare.stop(), bot.stop()]);
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { what: 'a press, until its message changed', unit: 'ms', measured: median(ours), against: median(theirs) };
}

type World = Awaited<ReturnType<typeof openSandboxWorld>>;

async function declared(world: World, number: number): Promise<string> {
  // Another system each time: of the same one, joining the change before would be offered.
  await actor(world.slack, 'ana').declare({ systems: null, 'other-systems': `service-${number}` });
  const card = await seen(world, `the card of EC-${number}`, () =>
    world.slack.allMessages(EMERGENCY).find(({ text }) => text.startsWith(`EC-${number} ·`)),
  );
  return card.ts;
}

const textOf = ({ slack }: World, ts: string): string =>
  JSON.stringify(slack.allMessages(EMERGENCY).find((message) => message.ts === ts)?.blocks);

async function approveOn(url: string, user: string, ts: string): Promise<void> {
  const response = await fetch(`${url}/api/slack/${user}/press`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: EMERGENCY, ts, actionId: 'approve' }),
  });
  if (!response.ok) throw new Error(`The press was answered with ${response.status}: ${await response.text()}`);
}
