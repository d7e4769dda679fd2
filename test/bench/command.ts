import { randomUUID } from 'node:crypto';
import type { Measurement } from './figures.ts';
import { interleaved } from './figures.ts';
import { loadWith } from './load.ts';
import { commandBody, readyForm } from './requests.ts';
import { startServer } from './servers/child.ts';
import { compared, perRequest } from './sides.ts';
import type { WebApi } from './web-api.ts';

const ROUNDS = 5;
const COUNT = 1000;

/** The slash command, from the click to the open form. */
export async function measureCommand(api: WebApi, file: string): Promise<Measurement> {
  const { apiUrl } = api;
  const ours = await startServer('bot', { databaseFile: file, apiUrl, selfRunning: true });
  const theirs = await startServer('bare-bolt', { apiUrl, view: readyForm() });
  const shoot = (url: string) => () =>
    loadWith(url, COUNT, () => {
      const trigger = randomUUID();
      return { body: commandBody(trigger, api.responseUrl), until: api.opened(trigger) };
    });
  await interleaved(1, shoot(ours.url), shoot(theirs.url));

  const before = { ours: await ours.usage(), theirs: await theirs.usage() };
  const loads = await interleaved(ROUNDS, shoot(ours.url), shoot(theirs.url));
  const cpu = perRequest(before, { ours: await ours.usage(), theirs: await theirs.usage() }, ROUNDS * COUNT);
  await Promise.all([ours.stop(), theirs.stop()]);
  return {
    title: '1. The slash command, 16 at a time, until its form is open',
    note: `against a bare Bolt app that acks and opens the same ready-made form; ${ROUNDS} rounds of ${COUNT} on each side`,
    figures: [...compared(loads, { throughput: { atLeast: 0.7 } }), cpu],
  };
}
