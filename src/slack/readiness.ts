import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { finding } from '../app/finding.ts';
import type { SlackProbe } from '../app/readiness-ports.ts';
import { calling } from './client.ts';
import { askPerson } from './people.ts';
import { SCOPES } from './scopes.ts';

/** The client adds what the header `x-oauth-scopes` says: https://docs.slack.dev/authentication/installing-with-oauth */
const whoWeAre = z.object({
  team_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

const channelInfo = z.object({
  channel: z.object({
    name: z.string(),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
  }),
});

/** What readiness asks of Slack. */
export function slackProbe(client: WebClient): SlackProbe {
  const identity = async () => whoWeAre.parse(await calling(() => client.auth.test()));
  let asked: ReturnType<typeof identity> | undefined;
  const team = async () => {
    asked ??= identity();
    return (await asked).team_id;
  };

  return {
    missingScopes: () =>
      finding(async () => {
        asked = identity();
        const scopes = (await asked).response_metadata?.scopes;
        return scopes ? SCOPES.filter((scope) => !scopes.includes(scope)) : [];
      }),
    channel: (channel) =>
      finding(async () => {
        const { name, is_archived, is_member } = channelInfo.parse(
          await calling(() => client.conversations.info({ channel })),
        ).channel;
        return { name, isArchived: is_archived, hasBot: is_member };
      }, says('channel_not_found')),
    account: (user) => finding(async () => askPerson(client, await team(), user), says('user_not_found')),
  };
}

const says =
  (code: string) =>
  (cause: unknown): boolean =>
    cause instanceof Error && cause.cause instanceof WebAPIPlatformError && cause.cause.data.error === code;
