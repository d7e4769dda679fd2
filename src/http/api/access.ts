import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Scope, Token } from '../../app/pipeline/ports.ts';
import type { Authenticate, TokenRefusal } from '../../app/tokens.ts';
import type { Limit } from './limit.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';

export interface AccessOptions {
  readonly authenticate: Authenticate;
  /** Wrong tokens from one address. */
  readonly wrongTokens: Limit;
}

/** Who asks, or the answer that nobody may. A good token is never refused for what others try. */
export async function tokenOf(
  context: Context,
  scope: Scope,
  { authenticate, wrongTokens }: AccessOptions,
): Promise<Token | Response> {
  const given = await authenticate(context.req.header('authorization'), scope);
  if (given.ok) return given.value;
  const wait =
    given.error.code === 'no-scope' ? undefined : wrongTokens.take(getConnInfo(context).remote.address ?? '');
  return problem(context, wait === undefined ? refused(given.error) : tooMany(wait));
}

export const tooMany = (wait: number): Problem => ({
  status: 429,
  detail: 'Too many requests.',
  fix: `Wait ${Math.ceil(wait / 1000)} s before the next one.`,
  headers: { 'retry-after': String(Math.ceil(wait / 1000)) },
});

const MAKE = 'Make one with `breakglass token create` and send it as `Authorization: Bearer bgt_...`.';
const CHALLENGE = { 'www-authenticate': 'Bearer' };
const utc = (at: number): string => new Date(at).toISOString();

function refused(refusal: TokenRefusal): Problem {
  switch (refusal.code) {
    case 'missing':
      return { status: 401, detail: 'There is no token.', fix: MAKE, headers: CHALLENGE };
    case 'unknown':
      return { status: 401, detail: 'This token is not known.', fix: MAKE, headers: CHALLENGE };
    case 'expired':
      return { status: 401, detail: `The token expired at ${utc(refusal.at)}.`, fix: MAKE, headers: CHALLENGE };
    case 'revoked':
      return { status: 401, detail: `The token was revoked at ${utc(refusal.at)}.`, fix: MAKE, headers: CHALLENGE };
    case 'no-scope':
      return {
        status: 403,
        detail: `The token has ${refusal.has.join(', ') || 'no scope'} and needs ${refusal.scope}.`,
        fix: `Make another one: breakglass token create --scope ${refusal.scope}.`,
      };
  }
}
