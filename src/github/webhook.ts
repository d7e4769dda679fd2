import type { Receive } from '../app/hearing.ts';
import { isSigned, parsed } from '../app/hearing.ts';
import type { GitHubFact } from '../app/pipeline/github-facts.ts';
import type { HearGitHub } from '../app/pipeline/hear-github.ts';
import type { Instant } from '../domain/change/types.ts';
import { READERS } from './read.ts';

export interface GitHubWebhookOptions {
  /** More than one while a secret is rotated. */
  readonly secrets: readonly string[];
  readonly hear: HearGitHub;
  readonly now: () => Instant;
}

/**
 * Deployments, merges, pushes, reviews and what becomes of a protection; every other event is taken and left alone.
 * Signatures: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function githubWebhook({ secrets, hear, now }: GitHubWebhookOptions): Receive {
  return async ({ header, body }) => {
    const signature = /^sha256=([0-9a-f]{64})$/i.exec(header('x-hub-signature-256') ?? '')?.[1];
    if (signature === undefined || !isSigned(body, secrets, [signature])) return 'unsigned';
    const event = header('x-github-event');
    const delivery = header('x-github-delivery');
    const data = parsed(body);
    if (!event || !delivery || data === undefined) return 'unreadable';
    const read = Object.hasOwn(READERS, event) ? READERS[event] : undefined;
    if (!read) return 'taken';
    const facts = read(data, { delivery: delivery.slice(0, 100), at: now() });
    if (facts === undefined) return 'unreadable';
    for (const fact of facts) await hear(fact satisfies GitHubFact);
    return 'taken';
  };
}
