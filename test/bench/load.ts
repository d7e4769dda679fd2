import { Agent, request } from 'node:http';
import { signed } from '../../src/sandbox/slack/signing.ts';
import { quantile } from './figures.ts';
import { SECRET } from './settings.ts';

/** One request of Slack, and what else has to happen before the person has what they asked for. */
export interface Shot {
  readonly body: string;
  readonly until?: Promise<void> | undefined;
}

export interface Load {
  readonly perSecond: number;
  /** Milliseconds until the answer (Slack waits for 3 s). */
  readonly p50: number;
  readonly p99: number;
}

export const AT_ONCE = 16;

/** Sends `count` requests, `AT_ONCE` at a time, each as soon as one before it has come to its end. */
export async function loadWith(url: string, count: number, next: () => Shot): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times: number[] = [];
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { body, until } = next();
      const begun = performance.now();
      await post(url, body, agent);
      times.push(performance.now() - begun);
      await until;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return { perSecond: count / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function post(url: string, body: string, agent: Agent): Promise<void> {
  const headers = {
    ...signed(SECRET, body, Date.now()),
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`Answered with ${response.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
