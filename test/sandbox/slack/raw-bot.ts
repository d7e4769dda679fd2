import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../src/sandbox/slack/contract.ts';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A bot that answers as it is told, and keeps what it got. */
export interface RawBot {
  readonly url: string;
  readonly received: readonly Received[];
  /** `undefined`: it never answers. */
  readonly answers: (answer: { status?: number; body?: unknown; headers?: Record<string, string> } | undefined) => void;
  readonly stop: () => Promise<unknown>;
}

export async function rawBot(): Promise<RawBot> {
  const received: Received[] = [];
  let answer: Parameters<RawBot['answers']>[0] = {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    if (!answer) return;
    const isText = typeof answer.body === 'string';
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(isText ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    received,
    answers: (next) => {
      answer = next;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export const interactionIn = ({ body }: Received): Json =>
  JSON.parse(new URLSearchParams(body).get('payload') ?? 'null') as Json;

export const commandIn = ({ body }: Received): Json => Object.fromEntries(new URLSearchParams(body));
