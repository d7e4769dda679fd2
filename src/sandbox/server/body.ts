import type { Context } from 'hono';

/** A request that cannot be done; its message is for the person at the page. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export async function bodyOf(c: Context): Promise<unknown> {
  const body: unknown = await c.req.json().catch(() => {
    throw new Refused('The request is no JSON.');
  });
  return body;
}
