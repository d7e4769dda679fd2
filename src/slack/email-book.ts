import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { EmailBook } from '../app/people-ports.ts';
import { calling } from './client.ts';

const answer = z.object({ user: z.object({ id: z.string() }) });

/** https://docs.slack.dev/reference/methods/users.lookupByEmail: finds nobody who left. */
export function slackEmails(client: WebClient): EmailBook {
  return {
    slackIdOf: (email) =>
      calling(async () => {
        try {
          return answer.parse(await client.users.lookupByEmail({ email })).user.id;
        } catch (cause) {
          if (cause instanceof WebAPIPlatformError && cause.data.error === 'users_not_found') return undefined;
          throw cause;
        }
      }),
  };
}
