import { type HttpBindings, serve } from '@hono/node-server';
import type { Hono } from 'hono';

export type Env = { Bindings: HttpBindings };

/** On 127.0.0.1; port 0 is any free one. */
export function listen(
  app: Hono<Env>,
  port = 0,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, stop });
    });
    server.once('error', reject);
    const stop = (): Promise<void> =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
  });
}

/** Undefined when it is no JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
