import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { LedgerFailure } from '../app/errors.ts';
import type { Log } from '../app/log.ts';

const who = z.object({
  response_url: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
  user_id: z.string().optional(),
});

export interface ErrorDeps {
  readonly client: WebClient;
  readonly log: Log;
  readonly mintReference: () => string;
}

/**
 * The one place for what nobody expected: logged under a reference, and the person gets that reference. Thrown on
 * afterwards, so that a request that was not acknowledged yet is answered with a failure: Slack must not show as taken
 * what was not.
 */
export const onError =
  ({ client, log, mintReference }: ErrorDeps) =>
  async ({ error, body }: { error: Error; body?: unknown }): Promise<void> => {
    const cause = 'original' in error && error.original instanceof Error ? error.original : error;
    const reference = mintReference();
    if (isTooLate(cause)) {
      // Slack gives a press three seconds until its form: nothing is wrong with us or with what is on record.
      log.warn({ err: cause, reference }, 'a form came too late');
      await tell(client, body, TOO_LATE).catch(() => undefined);
      return;
    }
    log.error({ err: cause, reference }, 'a request failed');
    const text =
      cause instanceof LedgerFailure
        ? `:warning: Nothing was recorded: Breakglass cannot write its record just now. Please tell its operator (reference ${reference}) and try again.`
        : `:warning: That did not work, and it is not your fault. Please try again; if it stays, tell the operator of Breakglass reference ${reference}.`;
    await tell(client, body, text).catch((second: unknown) =>
      log.warn({ err: second, reference }, 'the person could not be told'),
    );
    throw error;
  };

const TOO_LATE = 'Slack waited too long for the form and dropped it. Nothing was changed: please press again.';

const isTooLate = (cause: Error): boolean =>
  cause instanceof WebAPIPlatformError && ['expired_trigger_id', 'exchanged_trigger_id'].includes(cause.data.error);

async function tell(client: WebClient, body: unknown, text: string): Promise<void> {
  const { response_url: responseUrl, user, user_id: userId } = who.catch({}).parse(body ?? {});
  if (responseUrl) {
    await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
      signal: AbortSignal.timeout(5000),
    });
    return;
  }
  const channel = user?.id ?? userId;
  if (channel) await client.chat.postMessage({ channel, text });
}
