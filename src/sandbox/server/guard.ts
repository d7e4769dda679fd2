import type { MiddlewareHandler } from 'hono';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: http: https:",
  "style-src 'self'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Keeps other sites in the same browser out: a Host that is no loopback name (DNS rebinding), a foreign Origin, and
 * writes that are not JSON (which a foreign form could send without asking) are refused.
 */
export const onlyFromThisMachine: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!LOOPBACK.test(host)) return c.json({ error: 'This page only answers to 127.0.0.1 and localhost.' }, 403);

  const origin = c.req.header('origin');
  if (origin && origin !== `http://${host}`) return c.json({ error: 'This request comes from another site.' }, 403);

  const isJson = c.req.header('content-type')?.split(';')[0] === 'application/json';
  if (c.req.method === 'POST' && !isJson) return c.json({ error: 'Send JSON.' }, 415);

  c.header('content-security-policy', POLICY);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  return next();
};
