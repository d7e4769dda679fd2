import { randomUUID } from 'node:crypto';
import { openReadOnly } from '../../src/sqlite/open.ts';
import type { Figure, Measurement } from './figures.ts';
import { interleaved, median } from './figures.ts';
import { declareOrder, waiting } from './history.ts';
import type { Load } from './load.ts';
import { loadWith } from './load.ts';
import { approveBodies } from './requests.ts';
import { seeded } from './seed.ts';
import { startServer } from './servers/child.ts';
import { compared, perRequest } from './sides.ts';
import type { WebApi } from './web-api.ts';

const ROUNDS = 5;
const CLICKS = 800;
const DELIVERED_ROUNDS = 3;
const DELIVERED_CLICKS = 100;

/** The click that authorizes: two events, the row and the effects they call for, on disk before the answer. */
export async function measureApprove(api: WebApi, file: (name: string) => string): Promise<Measurement> {
  return {
    title: '2. The approve click with its durable commit, 16 at a time, each on a change of its own',
    note: `against a bare Bolt app that only acks; ${ROUNDS} rounds of ${CLICKS}, nothing delivered meanwhile; then with delivery`,
    figures: [...(await undelivered(api, file('approve.db'))), ...(await delivered(api, file('delivered.db')))],
  };
}

async function undelivered(api: WebApi, file: string): Promise<Figure[]> {
  const bodies = await prepared(file, CLICKS * (ROUNDS + 1), api);
  const ours = await startServer('bot', { databaseFile: file, apiUrl: api.apiUrl, selfRunning: false });
  const theirs = await startServer('bare-bolt', { apiUrl: api.apiUrl });
  const click = (url: string, own: () => string) => () => loadWith(url, CLICKS, () => ({ body: own() }));
  const left = { ours: bodies.values(), theirs: bodies.values() };
  const clicks = [click(ours.url, () => take(left.ours)), click(theirs.url, () => take(left.theirs))] as const;

  await interleaved(1, ...clicks);
  const before = { ours: await ours.usage(), theirs: await theirs.usage() };
  const loads = await interleaved(ROUNDS, ...clicks);
  const cpu = perRequest(before, { ours: await ours.usage(), theirs: await theirs.usage() }, ROUNDS * CLICKS);
  await Promise.all([ours.stop(), theirs.stop()]);
  return [...compared(loads, { throughput: { atLeast: 0.5 }, p99: { atMost: 3 } }), cpu];
}

/** The same clicks while the worker delivers what each of them calls for to the same answering server. */
async function delivered(api: WebApi, file: string): Promise<Figure[]> {
  const bodies = (await prepared(file, DELIVERED_CLICKS * (DELIVERED_ROUNDS + 1), api)).values();
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

/** Changes that wait for one yes, and the clicks that give it. */
async function prepared(file: string, count: number, { responseUrl }: WebApi): Promise<string[]> {
  const keys = Array.from({ length: count }, () => randomUUID());
  const order = await declareOrder(0, Date.now());
  seeded(file, ({ change }) => {
    for (const [index, key] of keys.entries()) change(key, waiting(order, index + 1));
  });
  return approveBodies(keys, responseUrl);
}

function take(bodies: Iterator<string>): string {
  const { value } = bodies.next();
  if (value === undefined) throw new Error('More clicks than changes to approve');
  return value;
}
