import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Kind, Parcel, Reply } from './delivery.ts';
import { hex } from './ids.ts';
import { asJson, asText, parsed } from './json.ts';
import { connections } from './socket-connections.ts';
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

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
export function sockets(world: World, baseUrl: () => string): Sockets {
  const tickets = new Set<string>();
  const pool = connections(world.app.id);
  const open = () => done({ url: ticketUrl(baseUrl(), tickets) });
  return {
    methods: { 'apps.connections.open': { tier: 3, token: 'app', run: open } },
    accept: (request, socket, head) => {
      const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? '';
      // A URL of apps.connections.open is good for one connection.
      if (tickets.delete(ticket)) pool.accept(request, socket, head);
      else socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    },
    deliver: async (parcel) => {
      const connection = pool.next();
      return connection ? exchange(world, connection, parcel) : { status: 0, failure: 'dispatch_failed' };
    },
    refresh: pool.refresh,
    stop: pool.stop,
  };
}

function ticketUrl(base: string, tickets: Set<string>): string {
  const ticket = hex(32);
  tickets.add(ticket);
  return `${base.replace(/^http/, 'ws')}/link/?ticket=${ticket}`;
}

/** Sends one envelope and waits for its acknowledgement as long as Slack does. */
function exchange(world: World, connection: WebSocket, parcel: Parcel): Promise<Reply> {
  const id = randomUUID();
  return new Promise((resolve) => {
    const settled = (reply: Reply) => {
      clearTimeout(timer);
      connection.off('message', heard).off('close', lost);
      resolve(reply);
    };
    const heard = (data: RawData) => {
      const ack = asJson(parsed(String(data)));
      if (ack.envelope_id === id) settled({ status: 200, body: takesAnswer(parcel) ? ack.payload : undefined });
    };
    const lost = () => settled({ status: 0, failure: 'dispatch_failed' });
    const timer = setTimeout(() => settled({ status: 0, failure: 'operation_timeout' }), world.limits.ack);
    connection.on('message', heard).on('close', lost);
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
