import { v7 as uuidv7 } from 'uuid';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { measureClicks, take } from './clicks.ts';
import type { Figure, Measurement } from './figures.ts';
import { median } from './figures.ts';
import { declareOrder, waiting } from './history.ts';
import type { Load } from './load.ts';
import { loadWith } from './load.ts';
import { pressBodies } from './requests.ts';
import { seeded } from './seed.ts';
import { startServer } from './servers/child.ts';
import type { WebApi } from './web-api.ts';

const ROUNDS = 9;
const CLICKS = 800;
const DELIVERED_ROUNDS = 3;
const DELIVERED_CLICKS = 100;

/** The click that authorizes: two events, the row and the effects they call for, on disk before the answer. */
export async function measureApprove(api: WebApi, file: (name: string) => string): Promise<Measurement> {
  return {
    title: '2. The approve click with its durable commit, 16 at a time, each on a change of its own',
    note: `against a bare Bolt app that only acks; ${ROUNDS} rounds of ${CLICKS}, nothing delivered meanwhile; then with delivery, on changes the bot has to read first`,
    figures: [...(await undelivered(api, file('approve.db'))), ...(await delivered(api, file('delivered.db')))],
  };
}

async function undelivered(api: WebApi, file: string): Promise<Figure[]> {
  const keys = await waitingChanges(file, CLICKS * (ROUNDS + 1));
  return measureClicks(api, {
    file,
    keys,
    rounds: ROUNDS,
    targets: { throughput: { atLeast: 0.5 }, p99: { atMost: 3 } },
  });
}

/** The same clicks while the worker delivers what each of them calls for to the same answering server. */
async function delivered(api: WebApi, file: string): Promise<Figure[]> {
  const keys = await waitingChanges(file, DELIVERED_CLICKS * (DELIVERED_ROUNDS + 1));
  const bodies = (await pressBodies(keys, api.responseUrl)).values();
  const bot = await startServer('bot', { databaseFile: file, apiUrl: api.apiUrl, selfRunning: true });
  const { raw } = openReadOnly(file);
  const unsettled = raw.prepare('SELECT count(*) FROM effects WHERE settled_at IS NULL').pluck();
  const planned = raw.prepare('SELECT count(*) FROM effects').pluck();
  const rounds: (Load & { readonly effects: number })[] = [];
  for (let round = 0; round <= DELIVERED_ROUNDS; round += 1) {
    const before = Number(planned.get());
    const begun = performance.now();
    const load = await loadWith(bot.url, DELIVERED_CLICKS, () => ({ body: take(bodies) }));
    while (Number(unsettled.get()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const seconds = (performance.now() - begun) / 1000;
    rounds.push({ ...load, effects: (Number(planned.get()) - before) / seconds });
  }
  raw.close();
  await bot.stop();
  const of = (part: keyof (typeof rounds)[number]) => median(rounds.slice(1).map((round) => round[part]));
  return [
    { what: 'while delivering: throughput', unit: '1/s', measured: of('perSecond') },
    { what: 'while delivering: answer, p99', unit: 'ms', measured: of('p99') },
    { what: 'while delivering: effects carried out', unit: '1/s', measured: of('effects') },
  ];
}

/** The keys of changes that wait for one yes. */
async function waitingChanges(file: string, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, () => uuidv7());
  const order = await declareOrder(0, Date.now());
  seeded(file, ({ change }) => {
    for (const [index, key] of keys.entries()) change(key, waiting(order, index + 1));
  });
  return keys;
}
