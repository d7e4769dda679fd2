import type { RequestListener } from 'node:http';
import type { Receiver } from '@slack/bolt';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../app/log.ts';
import { CLIENT_OPTIONS, calling } from './client.ts';

export type Transport =
  | { readonly kind: 'http'; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly appToken: string };

export interface Identity {
  readonly botId: string;
  readonly botUserId: string;
  readonly teamId: string;
}

const identity = z.object({ bot_id: z.string(), user_id: z.string(), team_id: z.string() });

/** Who we are in this workspace: asked once, so that no event pays for it. @throws PermanentFailure for a bad token */
export async function whoWeAre(client: WebClient): Promise<Identity> {
  const {
    bot_id: botId,
    user_id: botUserId,
    team_id: teamId,
  } = identity.parse(await calling(() => client.auth.test()));
  return { botId, botUserId, teamId };
}

export interface SlackApp {
  readonly app: App;
  /** Present over HTTP: mounted on our own server. */
  readonly requestListener: RequestListener | undefined;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SlackAppOptions extends Identity {
  readonly transport: Transport;
  /** Where requests come in over HTTP. */
  readonly path: string;
  readonly botToken: string;
  readonly apiUrl: string;
  readonly log: Log;
}

/** Bolt with our own receiver: signatures and time stamps are checked there, before anything of ours runs. */
export function slackApp(options: SlackAppOptions): SlackApp {
  const { transport, botToken, botId, botUserId, apiUrl } = options;
  const receiver = transport.kind === 'http' ? httpReceiver(transport, options) : socketReceiver(transport, options);
  const app = new App({
    receiver,
    token: botToken,
    botId,
    botUserId,
    logger: boltLogger(options.log),
    clientOptions: { ...CLIENT_OPTIONS, slackApiUrl: apiUrl },
    convoStore: false,
    extendedErrorHandler: true,
  });
  const isSocket = transport.kind === 'socket';
  return {
    app,
    requestListener: receiver instanceof HTTPReceiver ? receiver.requestListener : undefined,
    start: async () => void (isSocket && (await app.start())),
    stop: async () => void (isSocket && (await app.stop())),
  };
}

/** A modal's submission carries the whole view back: well under a megabyte. */
const BODY_LIMIT = '1mb';

function httpReceiver(
  { signingSecret }: Extract<Transport, { kind: 'http' }>,
  { log, path }: SlackAppOptions,
): Receiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: path,
    logger: boltLogger(log),
    bodyLimit: BODY_LIMIT,
    // Slack waits 3 seconds and shows a failure of its own; our own answer comes later than that or not at all.
    unhandledRequestTimeoutMillis: 3001,
  });
}

function socketReceiver(
  { appToken }: Extract<Transport, { kind: 'socket' }>,
  { apiUrl, log }: SlackAppOptions,
): Receiver {
  return new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
  });
}

/** Bolt's own words go through our log; its debug output holds whole payloads and is dropped. */
function boltLogger(log: Log) {
  const write =
    (method: 'info' | 'warn' | 'error') =>
    (...said: unknown[]) =>
      log[method]({ from: 'bolt' }, said.map(String).join(' ').slice(0, 500));
  return {
    debug: () => {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
