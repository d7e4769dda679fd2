import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Kind, Parcel, Reply } from './delivery.ts';
import { hex } from './ids.ts';
import { asJson, asText, parsed } from './json.ts';
import { done, type Methods } from './web-api/method.ts';
import type { World } from './world.ts';

export interface Sockets {
  readonly methods: Methods;
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly deliver: (parcel: Parcel) => Promise<Reply>;
  readonly refresh: () => void;
  readonly stop: () => void;
}

const TYPES: Readonly<Record<Kind, string>> = {
  command: 'slash_commands',
  interaction: 'interactive',
  event: 'events_api',
};

const PING_EVERY = 10_000;
// "Your app will receive a warning about 10 seconds before the disconnect."
const CLOSED_AFTER = 10_000;

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
export function sockets(world: World, baseUrl: () => string): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (reply: Reply) => void>();
  let connections: readonly WebSocket[] = [];
  const drop = (connection: WebSocket) => {
    connections = connections.filter((each) => each !== connection);
  };
  const pings = setInterval(() => {
    for (const client of server.clients) client.ping();
  }, PING_EVERY);
  pings.unref();

  const welcome = (connection: WebSocket) => {
    connections = [...connections, connection];
    connection.on('message', (data) => settle(waiting, String(data)));
    connection.on('close', () => drop(connection));
    connection.on('error', () => drop(connection));
    const info = { num_connections: connections.length, connection_info: { app_id: world.app.id } };
    connection.send(JSON.stringify({ type: 'hello', ...info, debug_info: debugInfo }));
  };

  return {
    methods: {
      'apps.connections.open': { tier: 3, token: 'app', run: () => done({ url: ticketUrl(baseUrl(), tickets) }) },
    },
    accept: (request, socket, head) => {
      const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? '';
      // A URL of apps.connections.open is good for one connection.
      if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      server.handleUpgrade(request, socket, head, welcome);
    },
    deliver: (parcel) => {
      // "payloads will be sent to one of the connections": turn by turn
      const [next, ...others] = connections;
      if (!next) return Promise.resolve({ status: 0, failure: 'dispatch_failed' });
      connections = [...others, next];
      return exchange(world, next, parcel, waiting);
    },
    refresh: () => {
      for (const connection of connections) {
        connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: debugInfo }));
        setTimeout(() => connection.close(), CLOSED_AFTER).unref();
      }
    },
    stop: () => {
      clearInterval(pings);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

const debugInfo = { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 };

function ticketUrl(base: string, tickets: Set<string>): string {
  const ticket = hex(32);
  tickets.add(ticket);
  return `${base.replace(/^http/, 'ws')}/link/?ticket=${ticket}`;
}

function settle(waiting: Map<string, (reply: Reply) => void>, text: string): void {
  const ack = asJson(parsed(text));
  waiting.get(asText(ack.envelope_id))?.({ status: 200, body: ack.payload });
}

function exchange(
  world: World,
  connection: WebSocket,
  parcel: Parcel,
  waiting: Map<string, (reply: Reply) => void>,
): Promise<Reply> {
  const id = randomUUID();
  return new Promise((resolve) => {
    const settled = (reply: Reply) => {
      clearTimeout(timer);
      waiting.delete(id);
      connection.off('close', lost);
      resolve(takesAnswer(parcel) ? reply : { ...reply, body: undefined });
    };
    const lost = () => settled({ status: 0, failure: 'dispatch_failed' });
    const timer = setTimeout(() => settled({ status: 0, failure: 'operation_timeout' }), world.limits.ack);
    waiting.set(id, settled);
    connection.on('close', lost);
    connection.send(JSON.stringify(envelope(id, parcel)));
  });
}

/** "accepts_response_payload": only what can be answered at once can carry an answer in its acknowledgement. */
const takesAnswer = ({ kind, payload }: Parcel): boolean =>
  kind === 'command' || ['view_submission', 'block_suggestion'].includes(asText(payload.type));

const envelope = (id: string, parcel: Parcel) => ({
  envelope_id: id,
  type: TYPES[parcel.kind],
  accepts_response_payload: takesAnswer(parcel),
  payload: parcel.payload,
  ...(parcel.kind === 'event' && {
    retry_attempt: parcel.retry?.number ?? 0,
    retry_reason: parcel.retry?.reason ?? '',
  }),
});
