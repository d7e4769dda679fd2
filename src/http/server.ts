import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { API_PATH, SLACK_PATH } from './paths.ts';
import type { RoomOptions } from './room.ts';
import { roomEndpoints } from './room.ts';
import type { Hooks } from './webhooks.ts';
import { webhookEndpoints } from './webhooks.ts';

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  /** Slack's requests, over HTTP. */
  readonly slack: RequestListener | undefined;
  readonly hooks: Hooks;
  /** Told of what went wrong with a webhook. */
  readonly onHookError: (cause: unknown) => void;
  /** What pipelines ask and report. */
  readonly api: OpenAPIHono;
  /** The auditor's room. */
  readonly room: RoomOptions;
  /** Whether the ledger answers. */
  readonly isHealthy: () => Promise<boolean>;
}

export interface HttpServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** One server for everything that comes in over HTTP. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const own = getRequestListener(ownEndpoints(options).fetch);
  // Beside our own endpoints, not below them: a pipeline waits for its answer.
  const api = getRequestListener(options.api.fetch);
  const server = createServer((request, response) => {
    // Bolt throws at any other method, and nobody would catch it there.
    const isSlack = request.url?.split('?')[0] === SLACK_PATH && request.method === 'POST';
    if (request.url?.startsWith(API_PATH)) return api(request, response);
    return isSlack && options.slack ? slackOnly(request, response, options.slack) : own(request, response);
  });
  await listen(server, options);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`,
    close: () => close(server),
  };
}

function ownEndpoints({ isHealthy, hooks, onHookError, room }: HttpOptions): Hono {
  const app = new Hono();
  app.route('/', webhookEndpoints(hooks, onHookError));
  app.route('/', roomEndpoints(room));
  app.get('/healthz', async (context) => {
    const healthy = await isHealthy().catch(() => false);
    return context.json({ status: healthy ? 'ok' : 'the ledger does not answer' }, healthy ? 200 : 503);
  });
  app.notFound((context) =>
    context.json({ error: 'There is nothing here. Slack posts to /slack/events; health is at /healthz.' }, 404),
  );
  return app;
}

/** Clocks differ a little; a request that claims to come from later than this is none of Slack's. */
const SKEW_SECONDS = 300;

/** Bolt refuses time stamps older than five minutes; those from the future it lets pass, so we do not. */
const slackOnly: (...args: [...Parameters<RequestListener>, RequestListener]) => void = (request, response, slack) => {
  const claimed = Number(request.headers['x-slack-request-timestamp']);
  if (claimed > Date.now() / 1000 + SKEW_SECONDS) {
    response.writeHead(401).end();
    return;
  }
  slack(request, response);
};

function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
