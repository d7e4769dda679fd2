import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:http';

/** Which call the doorman waits for, and whether it may still take effect. */
export interface Stop {
  /** `POST /rest/api/3/issue`, `chat.postMessage` ...: part of the method and path. */
  readonly call: string;
  readonly nth: number;
  readonly when: 'before' | 'after';
}

export interface Doorman {
  readonly url: string;
  /** From now on the nth such call ends in `then`, with no answer to the caller. Counts anew. */
  readonly stopAt: (stop: Stop, then: () => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

/** Stands in front of `target` and passes every call on, until the one it waits for. */
export async function startDoorman(target: string): Promise<Doorman> {
  let waiting: { stop: Stop; left: number; then: () => Promise<void> } | undefined;
  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const stopped = take(`${incoming.method} ${incoming.url}`);
    if (stopped?.stop.when === 'before') {
      await stopped.then();
      response.destroy();
      return;
    }
    const answer = await passOn(target, incoming, body);
    if (stopped) {
      await stopped.then();
      response.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();

  function take(call: string) {
    if (!waiting || !call.includes(waiting.stop.call)) return undefined;
    waiting.left -= 1;
    if (waiting.left > 0) return undefined;
    const found = waiting;
    waiting = undefined;
    return found;
  }

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stopAt: (stop, then) => {
      waiting = { stop, left: stop.nth, then };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function passOn(target: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
    const onward = request(`${target}${url}`, { method, headers, agent: false }, (answer) => {
      bodyOf(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: read }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}
