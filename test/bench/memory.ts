import { randomUUID } from 'node:crypto';
import type { Measurement } from './figures.ts';
import { loadWith } from './load.ts';
import { commandBody, readyForm } from './requests.ts';
import { startServer } from './servers/child.ts';
import type { WebApi } from './web-api.ts';

const COUNT = 3000;

/** The most memory that a process of either side ever held. */
export async function measureMemory(api: WebApi, large: string): Promise<Measurement> {
  const { apiUrl } = api;
  const ours = await startServer('bot', { databaseFile: large, apiUrl, selfRunning: true });
  const theirs = await startServer('bare-bolt', { apiUrl, view: readyForm() });
  const atStart = { ours: await ours.usage(), theirs: await theirs.usage() };
  for (const { url } of [ours, theirs]) {
    await loadWith(url, COUNT, () => {
      const trigger = randomUUID();
      return { body: commandBody(trigger, api.responseUrl), until: api.opened(trigger) };
    });
  }
  const atEnd = { ours: await ours.usage(), theirs: await theirs.usage() };
  await Promise.all([ours.stop(), theirs.stop()]);
  const figure = (what: string, { ours, theirs }: typeof atEnd) => ({
    what,
    unit: 'MiB',
    measured: ours.peakMemory,
    against: theirs.peakMemory,
  });
  return {
    title: '5. Peak memory of the process (resident), the runtime and its TypeScript loader included',
    note: `with 100,000 changes, against a bare Bolt app; after the start, and after ${COUNT} commands`,
    figures: [figure('after the start', atStart), figure('after the load', atEnd)],
  };
}
