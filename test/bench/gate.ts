import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { hashToken, SECRET_BYTES, tokenFrom } from '../../src/app/tokens.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { sqliteTokens } from '../../src/sqlite/tokens.ts';
import type { Measurement } from './figures.ts';
import { interleaved, quantile } from './figures.ts';
import type { Load } from './load.ts';
import { AT_ONCE } from './load.ts';
import { startServer } from './servers/child.ts';
import { compared, perRequest } from './sides.ts';
import type { WebApi } from './web-api.ts';

const ROUNDS = 5;
const COUNT = 2000;
const QUESTION = '/v1/gate?system=payments&commit=9f3c1de0a4b56718293a4b5c6d7e8f9012345678';

/** The pipeline's question, on a record with open changes of the same system, asked as a pipeline asks. */
export async function measureGate(api: WebApi, file: string): Promise<Measurement> {
  const token = await tokenIn(file);
  const ours = await startServer('bot', { databaseFile: file, apiUrl: api.apiUrl, selfRunning: false });
  const base = new URL(ours.url).origin;
  const answer: unknown = await (
    await fetch(base + QUESTION, { headers: { authorization: `Bearer ${token}` } })
  ).json();
  const theirs = await startServer('bare-hono', { answer });
  const ask = (url: string) => () => questions(url + QUESTION, token);
  await interleaved(1, ask(base), ask(theirs.url));

  const before = { ours: await ours.usage(), theirs: await theirs.usage() };
  const loads = await interleaved(ROUNDS, ask(base), ask(theirs.url));
  const cpu = perRequest(before, { ours: await ours.usage(), theirs: await theirs.usage() }, ROUNDS * COUNT);
  await Promise.all([ours.stop(), theirs.stop()]);
  return {
    title: '10. The gate, 16 questions at a time',
    note: `against a bare hono route that answers with the same ready-made JSON, 50 changes open; ${ROUNDS} rounds of ${COUNT} on each side`,
    figures: [...compared(loads, { throughput: { atLeast: 0.5 } }), cpu],
  };
}

async function tokenIn(file: string): Promise<string> {
  const connection = openDatabase(file);
  const text = tokenFrom(randomBytes(SECRET_BYTES));
  const createdAt = Date.now();
  const token = { id: 'measured', name: 'measured', scopes: ['gate:read'] as const, createdAt };
  await sqliteTokens(connection).add({ ...token, expiresAt: createdAt + 86_400_000 }, hashToken(text));
  connection.raw.close();
  return text;
}

async function questions(url: string, token: string): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times: number[] = [];
  let left = COUNT;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      await get(url, token, agent);
      times.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return { perSecond: COUNT / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function get(url: string, token: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`Answered with ${response.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
