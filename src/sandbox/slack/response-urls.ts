import { hex } from './ids.ts';
import type { Ts } from './timestamps.ts';

export interface ResponseUrl {
  readonly user: string;
  readonly channel: string;
  /** The message that was interacted with. */
  readonly source?: Ts;
}

export interface ResponseUrls {
  readonly issue: (url: ResponseUrl) => string;
  /** Counts as one use. */
  readonly use: (path: string) => ResponseUrl | { readonly refused: string };
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export function responseUrls(
  base: () => string,
  limits: { readonly responseUrl: number; readonly responseUrlUses: number },
  realNow: () => number,
): ResponseUrls {
  const issued = new Map<string, ResponseUrl & { readonly at: number; uses: number }>();
  return {
    issue: (url) => {
      const path = `/response/${hex(24)}`;
      issued.set(path, { ...url, at: realNow(), uses: 0 });
      return base() + path;
    },
    use: (path) => {
      const known = issued.get(path);
      if (!known) return { refused: 'invalid_url' };
      if (realNow() - known.at > limits.responseUrl) return { refused: 'expired_url' };
      if (known.uses >= limits.responseUrlUses) return { refused: 'used_url' };
      known.uses += 1;
      return known;
    },
  };
}
