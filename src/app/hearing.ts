import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HearingCommand } from '../domain/change/outside-commands.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Handle } from './handle.ts';
import type { Queries, Received } from './ports.ts';

/** A webhook as it came in: the raw body, byte for byte, because that is what its sender signed. */
export interface Webhook {
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

/** `unsigned`: the signature is missing or wrong. `unreadable`: signed, and still not what its sender documents. */
export type Receive = (webhook: Webhook) => Promise<'taken' | 'unsigned' | 'unreadable'>;

type Untimed<C> = C extends unknown ? Omit<C, 'at'> : never;
export type Heard = Untimed<HearingCommand>;

/** Gives what was heard to every change it concerns. @throws LedgerFailure: then the sender has to try again */
export type Hear = (received: Received, heard: Heard) => Promise<void>;

export interface HearingDeps {
  readonly handle: Handle;
  readonly queries: Queries;
  readonly now: () => Instant;
}

export function hearing({ handle, queries, now }: HearingDeps): Hear {
  return async (received, heard) => {
    const keys = await ('issueKey' in heard
      ? queries.withTicket(heard.issueKey)
      : queries.withIncident(heard.incidentId));
    const author = { actor: received.source, surface: 'api' as const };
    for (const key of keys) await handle(key, { ...heard, at: now() }, { author, receives: received });
  };
}

/** Whether one of the secrets makes one of these SHA-256 signatures (hex) of the body. Takes as long for a wrong one. */
export function isSigned(body: Uint8Array, secrets: readonly string[], signatures: readonly string[]): boolean {
  const expected = secrets.map((secret) => createHmac('sha256', secret).update(body).digest());
  const given = signatures.map((hex) => Buffer.from(hex, 'hex'));
  return expected.some((right) => given.some((one) => one.length === right.length && timingSafeEqual(one, right)));
}

/** For a delivery whose sender gave it no id: the same bytes are the same delivery. */
export const fingerprint = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** JSON, or `undefined` where it is none. */
export function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
