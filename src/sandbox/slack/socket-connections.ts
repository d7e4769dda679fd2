import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Connections {
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** "Payloads will be sent to one of the connections": turn by turn. */
  readonly next: () => WebSocket | undefined;
  readonly refresh: () => void;
  readonly stop: () => void;
}

const PING_EVERY = 10_000;
// "Your app will receive a warning about 10 seconds before the disconnect."
const CLOSED_AFTER = 10_000;

const debugInfo = { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 };

/** The open connections of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export function connections(appId: string): Connections {
  const server = new WebSocketServer({ noServer: true });
  let open: readonly WebSocket[] = [];
  const pings = setInterval(() => {
    for (const client of server.clients) client.ping();
  }, PING_EVERY).unref();

  const welcome = (connection: WebSocket) => {
    open = [...open, connection];
    // One for each envelope under way.
    connection.setMaxListeners(0);
    const drop = () => {
      open = open.filter((each) => each !== connection);
    };
    connection.on('close', drop).on('error', drop);
    const info = { num_connections: open.length, connection_info: { app_id: appId } };
    connection.send(JSON.stringify({ type: 'hello', ...info, debug_info: debugInfo }));
  };

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, welcome),
    next: () => {
      const [next, ...others] = open;
      if (next) open = [...others, next];
      return next;
    },
    refresh: () => {
      for (const connection of open) {
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
