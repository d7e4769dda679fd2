import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { BOT_USER_ID, TEAM_ID } from '../../src/sandbox/workspace.ts';

export interface WebApi {
  readonly apiUrl: string;
  readonly responseUrl: string;
  /** Resolves when a form was opened with this trigger. */
  readonly opened: (trigger: string) => Promise<void>;
  /** Calls answered so far, by method. */
  readonly calls: ReadonlyMap<string, number>;
  readonly close: () => void;
}

/** Slack's Web API as far as these measurements need it: it checks nothing and answers at once, the same to both sides. */
export async function startWebApi(): Promise<WebApi> {
  const calls = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const method = request.url?.split('/').at(-1) ?? '';
    calls.set(method, (calls.get(method) ?? 0) + 1);
    response.setHeader('content-type', 'application/json').end(answerTo(method, body));
    if (method === 'views.open') waiting.get(field(body, 'trigger_id'))?.();
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    responseUrl: `http://127.0.0.1:${port}/response`,
    opened: (trigger) =>
      new Promise((resolve) => {
        waiting.set(trigger, () => {
          waiting.delete(trigger);
          resolve();
        });
      }),
    calls,
    close: () => server.close().closeAllConnections(),
  };
}

let minted = 1_795_230_720_000_000;

function answerTo(method: string, body: string): string {
  switch (method) {
    case 'auth.test':
      return JSON.stringify({ ok: true, user_id: BOT_USER_ID, bot_id: 'B0BREAKGLAS', team_id: TEAM_ID });
    case 'users.info': {
      const id = field(body, 'user');
      const profile = { email: `${id}@example.com` };
      const user = { id, team_id: TEAM_ID, name: 'somebody', real_name: 'Somebody', profile };
      return JSON.stringify({ ok: true, user });
    }
    case 'conversations.open':
      return JSON.stringify({ ok: true, channel: { id: field(body, 'users').replace(/^U/, 'D') } });
    case 'chat.postMessage': {
      minted += 1;
      const ts = `${String(minted).slice(0, 10)}.${String(minted).slice(10)}`;
      return JSON.stringify({ ok: true, channel: field(body, 'channel'), ts });
    }
    case 'chat.getPermalink':
      return JSON.stringify({
        ok: true,
        permalink: 'https://example.slack.com/archives/C0EMERGENCY/p1795230720000100',
      });
    default:
      return '{"ok":true}';
  }
}

const field = (form: string, name: string): string => new RegExp(`(?:^|&)${name}=([^&]*)`).exec(form)?.[1] ?? '';

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
