import { hash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { ChainedEvent } from './record.ts';

/** What the first event names as its predecessor. */
export const GENESIS = '0'.repeat(64);

type Content = Omit<ChainedEvent, 'hash'> & { readonly hash?: string };

/** SHA-256 over the event's canonical JSON (RFC 8785), its own hash left out, its predecessor's included. */
export const hashOf = (event: Content): string => hashOfText(canonicalText(event));

/** What is hashed: anybody can recompute the hash from these letters alone. @throws when there is no such form */
export const canonicalText = (event: Content): string => canonicalJson({ ...event, hash: undefined });

export const hashOfText = (text: string | Buffer): string => hash('sha256', text, 'hex');

export interface Break {
  readonly position: number;
  readonly why: string;
}

/** Walks the chain from its beginning and names the first event that does not fit. */
export function firstBreak(events: Iterable<ChainedEvent>): {
  readonly checked: number;
  readonly head: string;
  readonly broken?: Break;
} {
  let head = GENESIS;
  let checked = 0;
  for (const event of events) {
    const why = fault(event, checked + 1, head);
    if (why) return { checked, head, broken: { position: event.position, why } };
    head = event.hash;
    checked += 1;
  }
  return { checked, head };
}

function fault(event: ChainedEvent, expected: number, previous: string): string | undefined {
  if (event.position !== expected) return `event ${expected} is missing`;
  if (event.previousHash !== previous)
    return `event ${event.position} does not follow event ${expected - 1}: one of them was replaced`;
  return isIntact(event) ? undefined : `event ${event.position} was altered: its content does not match its hash`;
}

/** What has no canonical form was never written by us. */
function isIntact(event: ChainedEvent): boolean {
  try {
    return hashOf(event) === event.hash;
  } catch {
    return false;
  }
}
