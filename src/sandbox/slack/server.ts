import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sockets } from './delivery-socket.ts';
import { type Faults, RESPONSES, UPLOADS, withFault } from './faults.ts';
import { bodyOf, type HttpAnswer, send } from './http.ts';
import { asText, isJson, parsed } from './json.ts';
import { respond } from './respond.ts';
import { uploaded } from './uploads.ts';
import type { WebApi } from './web-api/calls.ts';
import type { World } from './world.ts';

/** Slack's address on this machine: `/api/<method>`, `/response/...`, `/upload/...`, and `/link/` for Socket Mode. */
export async function listen(world: World, api: WebApi, faults: Faults, sockets: Sockets): Promise<Server> {
  const server = createServer((request, response) => {
    route(world, api, faults, request, response).catch((error: unknown) => {
      world.complaints.push(`the stand-in failed: ${String(error)}`);
      send(response, { status: 500, body: { ok: false, error: 'fatal_error' } });
    });
  });
  server.on('upgrade', sockets.accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(world.options.port ?? 0, '127.0.0.1', resolve);
  });
  return server;
}

export const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function route(
  world: World,
  api: WebApi,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://slack');
  if (pathname.startsWith('/api/')) return api.serve(pathname.slice('/api/'.length), request, response);
  if (pathname.startsWith('/response/')) {
    const body = await bodyOf(request);
    const served = await withFault(faults, RESPONSES, () => responded(world, pathname, body));
    return served === 'cut' ? void response.destroy() : send(response, served);
  }
  if (pathname.startsWith('/upload/') && request.method === 'POST') {
    const receive = await uploaded(world, pathname, request);
    const served = await withFault(faults, UPLOADS, receive);
    return served === 'cut' ? void response.destroy() : send(response, served);
  }
  return send(response, { status: 404, body: 'not_found' });
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
function responded(world: World, path: string, text: string): HttpAnswer {
  const body = parsed(text);
  const url = world.responseUrls.use(path);
  const known = 'refused' in url ? undefined : url;
  if (!known) return refusal(world, 404, asText('refused' in url ? url.refused : ''));
  if (!isJson(body)) return refusal(world, 400, 'invalid_payload');
  const error = respond(world, known, body);
  return error ? refusal(world, 400, error) : { status: 200, body: { ok: true } };
}

function refusal(world: World, status: number, error: string): HttpAnswer {
  world.complaints.push(`response_url: ${error}`);
  return { status, body: { ok: false, error } };
}
