import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HOOK_PATHS } from './paths.ts';

/** Bytes. The vendors' own payloads are a few kilobytes. */
const LARGEST = 1024 * 1024;

/** What becomes of a webhook; its raw body, because that is what is signed. */
export type Hook = (webhook: {
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}) => Promise<'taken' | 'unsigned' | 'unreadable'>;

/** Absent: there is no secret for it, so nothing could be believed, and nothing is there. */
export type Hooks = Readonly<Partial<Record<keyof typeof HOOK_PATHS, Hook>>>;

/**
 * `POST /webhooks/{jira,pagerduty}`: 202 when it is on disk or needs no handling, 401 for a missing or wrong signature,
 * 400 for what cannot be read, 413 above 1 MB, 503 when it could not be recorded: then the sender tries again.
 */
export function webhookEndpoints(hooks: Hooks, onError: (cause: unknown) => void): Hono {
  const app = new Hono();
  const limit = bodyLimit({ maxSize: LARGEST, onError: (c) => c.json({ error: 'At most 1 MB.' }, 413) });
  for (const [name, path] of Object.entries(HOOK_PATHS)) {
    const hook = hooks[name as keyof typeof HOOK_PATHS];
    if (hook) app.post(path, limit, (context) => take(context, hook, onError));
  }
  return app;
}

async function take(context: Context, hook: Hook, onError: (cause: unknown) => void): Promise<Response> {
  try {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const outcome = await hook({ header: (name) => context.req.header(name), body });
    if (outcome === 'taken') return context.body(null, 202);
    return outcome === 'unsigned'
      ? context.json({ error: 'The signature is missing or wrong.' }, 401)
      : context.json({ error: 'This is not what was expected here.' }, 400);
  } catch (cause) {
    onError(cause);
    return context.json({ error: 'It could not be recorded. Please try again.' }, 503);
  }
}
