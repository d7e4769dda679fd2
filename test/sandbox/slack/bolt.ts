import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import type { SlackStandIn } from '../../../src/sandbox/slack/contract.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, silent } from './support.ts';

/** A bot that nobody here wrote: Bolt alone. */
export interface Bot {
  readonly app: App;
  readonly stop: () => Promise<unknown>;
}

const common = (slack: SlackStandIn) => ({
  token: BOT_TOKEN,
  logger: silent,
  clientOptions: { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 }, logger: silent },
});

export async function boltOverHttp(slack: SlackStandIn): Promise<Bot> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logger: silent });
  const app = new App({ ...common(slack), receiver });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  slack.setRequestUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return { app, stop: () => app.stop() };
}

export async function boltOverSockets(slack: SlackStandIn): Promise<Bot> {
  slack.setRequestUrl(undefined);
  const app = new App({ ...common(slack), appToken: APP_TOKEN, socketMode: true });
  await app.start();
  return { app, stop: () => app.stop() };
}

/** Waits until there is something to see: what a listener does after its acknowledgement. */
export async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It did not happen.');
}
