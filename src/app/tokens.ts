import { hash } from 'node:crypto';
import type { Instant } from '../domain/change/types.ts';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import type { Log } from './log.ts';
import type { Scope, Token, Tokens } from './pipeline/ports.ts';

/** 256 random bits: nothing that could be guessed, so a plain hash is enough to keep. */
export const SECRET_BYTES = 32;
const PREFIX = 'bgt_';

/** @param random `SECRET_BYTES` of chance */
export const tokenFrom = (random: Uint8Array): string => PREFIX + Buffer.from(random).toString('base64url');

export const hashToken = (token: string): string => hash('sha256', token);

export type TokenRefusal =
  | { readonly code: 'missing' }
  | { readonly code: 'unknown' }
  | { readonly code: 'expired'; readonly at: Instant }
  | { readonly code: 'revoked'; readonly at: Instant }
  | { readonly code: 'no-scope'; readonly scope: Scope; readonly has: readonly Scope[] };

/** Who asks, by the header `Authorization: Bearer bgt_...`. */
export type Authenticate = (header: string | undefined, scope: Scope) => Promise<Result<Token, TokenRefusal>>;

/** A use is written down once a minute: a pipeline may ask a hundred times a second. */
const REMEMBER = 60_000;

export function authenticator(
  tokens: Pick<Tokens, 'withHash' | 'touch'>,
  { now, log }: { readonly now: () => Instant; readonly log: Log },
): Authenticate {
  return async (header, scope) => {
    const given = bearer(header);
    if (given === undefined) return err({ code: 'missing' });
    const token = await tokens.withHash(hashToken(given));
    const refusal = token ? refusalOf(token, scope, now()) : ({ code: 'unknown' } as const);
    if (!token || refusal) return err(refusal ?? { code: 'unknown' });
    if (now() - (token.lastUsedAt ?? 0) >= REMEMBER) {
      // Not waited for: that it was used may be lost in a crash, the answer must not be late for it.
      tokens.touch(token.id, now()).catch((cause: unknown) => {
        log.warn({ err: cause, token: token.id }, 'the use of a token could not be noted');
      });
    }
    return ok(token);
  };
}

function bearer(header: string | undefined): string | undefined {
  const [, given] = /^Bearer +([\w-]{1,200})$/i.exec(header?.trim() ?? '') ?? [];
  return given?.startsWith(PREFIX) ? given : undefined;
}

function refusalOf({ revokedAt, expiresAt, scopes }: Token, scope: Scope, now: Instant): TokenRefusal | undefined {
  if (revokedAt !== undefined) return { code: 'revoked', at: revokedAt };
  if (expiresAt <= now) return { code: 'expired', at: expiresAt };
  return scopes.includes(scope) ? undefined : { code: 'no-scope', scope, has: scopes };
}
