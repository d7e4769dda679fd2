import type { KnownBlock } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import { PermanentFailure } from '../app/errors.ts';
import type { Log } from '../app/log.ts';
import { context } from './blocks.ts';

/** Slack's words for a channel that a bot can no longer write to, with those for people. */
const LOST: Readonly<Record<string, string>> = {
  is_archived: 'is archived',
  channel_not_found: 'is gone, or private and without the bot',
  not_in_channel: 'does not have the bot in it',
  restricted_action: 'does not let the bot write',
};

const lostWords = (cause: unknown): string | undefined =>
  cause instanceof PermanentFailure && cause.cause instanceof WebAPIPlatformError
    ? LOST[cause.cause.data.error]
    : undefined;

/** Posts to a channel, or where else it can be read; `note` says there why. */
export type Shelter = <T>(
  channel: string,
  post: (channel: string, note: readonly KnownBlock[]) => Promise<T>,
  /** Where to when the policy names no other channel; nowhere: then the refusal stands. */
  lastResort?: () => Promise<string>,
) => Promise<T>;

/**
 * A channel that was archived, deleted or left must not swallow what people have to see. The operator hears of it once,
 * by a log line with `alarm: channel-lost`, until it can be written to again.
 */
export function shelter(fallback: () => string | undefined, log: Log): Shelter {
  const told = new Set<string>();
  return async (channel, post, lastResort) => {
    try {
      const posted = await post(channel, []);
      told.delete(channel);
      return posted;
    } catch (cause) {
      const why = lostWords(cause);
      if (why === undefined) throw cause;
      const elsewhere = fallback() ?? (await lastResort?.());
      if (elsewhere === undefined || elsewhere === channel) throw cause;
      if (!told.has(channel)) log.error({ alarm: 'channel-lost', channel, err: cause }, 'messages go elsewhere');
      told.add(channel);
      return post(elsewhere, [context(`:warning: <#${channel}> ${why}, so this comes here. ${MEND}`)]);
    }
  };
}

const MEND =
  'Whoever runs Breakglass: mend the channel (unarchive it, or /invite @Breakglass), or name another one under `channels` in policy.yaml.';
