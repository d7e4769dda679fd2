import type { Json } from './contract.ts';
import { asText } from './json.ts';
import type { Method, Tier } from './web-api/method.ts';
import type { World } from './world.ts';

interface Bucket {
  tokens: number;
  at: number;
}

// https://docs.slack.dev/apis/web-api/rate-limits: calls per minute, per method. `special` methods allow hundreds.
const PER_MINUTE: Readonly<Record<Exclude<Tier, 'messages'>, number>> = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 };
// The same page: chat.postMessage takes one message per second and channel, and "several hundred" a minute in all.
const MESSAGES_PER_MINUTE = 600;

export interface RateLimits {
  /** Seconds to wait, or `undefined` when the call may go ahead and is counted. */
  readonly wait: (name: string, method: Method, args: Json) => number | undefined;
}

/**
 * Time here is the workspace's clock or real time, whichever ran further since the last look: a story that moves
 * through two days in a second is not held to that second.
 */
export function rateLimits(world: World): RateLimits {
  const time = fasterOf(world.now, world.realNow);
  const buckets = new Map<string, Bucket>();
  const take = (key: string, perMinute: number, most: number): number | undefined => {
    const now = time();
    const bucket = buckets.get(key) ?? { tokens: most, at: now };
    const tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 60_000) * perMinute);
    const isFree = tokens >= 1;
    buckets.set(key, { tokens: isFree ? tokens - 1 : tokens, at: now });
    return isFree ? undefined : Math.ceil(((1 - tokens) * 60) / perMinute);
  };

  return {
    wait: (name, { tier }, args) => {
      if (world.limits.rates === 'off') return undefined;
      if (tier !== 'messages') return take(name, PER_MINUTE[tier], PER_MINUTE[tier] * world.limits.tierBurst);
      const inAll = take(name, MESSAGES_PER_MINUTE, MESSAGES_PER_MINUTE * world.limits.tierBurst);
      return inAll ?? take(`${name} ${asText(args.channel)}`, 60, world.limits.messageBurst);
    },
  };
}

function fasterOf(...clocks: readonly (() => number)[]): () => number {
  let readings = clocks.map((clock) => clock());
  let time = 0;
  return () => {
    const next = clocks.map((clock) => clock());
    time += Math.max(0, ...next.map((reading, index) => reading - (readings[index] ?? reading)));
    readings = next;
    return time;
  };
}
