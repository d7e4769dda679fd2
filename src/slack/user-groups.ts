import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { UserGroups } from '../app/people-ports.ts';
import { calling } from './client.ts';

const members = z.object({ users: z.array(z.string()) });
const list = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string(), date_delete: z.number().optional() })),
});

/**
 * Slack's user groups. Slack deletes none, it disables them: whether one still counts is read from the list of those in
 * use, who is in it from the group itself. The client brings its own deadline.
 */
export function slackUserGroups(client: WebClient): UserGroups {
  /** Under way, for all groups of one press. */
  let listing: Promise<z.infer<typeof list>> | undefined;

  return {
    members: (id) =>
      calling(async () => {
        const [{ usergroups }, people] = await Promise.all([inUse(), membersOf(id)]);
        const group = usergroups.find((known) => known.id === id && !known.date_delete);
        if (!group || !people) return { kind: 'absent' };
        return { kind: 'found', name: `@${group.handle}`, people };
      }),
  };

  function inUse(): Promise<z.infer<typeof list>> {
    listing ??= client.usergroups
      .list({ include_disabled: false })
      .then((answer) => list.parse(answer))
      .finally(() => {
        listing = undefined;
      });
    return listing;
  }

  /** `undefined`: https://docs.slack.dev/reference/methods/usergroups.users.list does not know the group. */
  async function membersOf(usergroup: string): Promise<readonly string[] | undefined> {
    try {
      return members.parse(await client.usergroups.users.list({ usergroup })).users;
    } catch (cause) {
      if (cause instanceof WebAPIPlatformError && cause.data.error === 'no_such_subteam') return undefined;
      throw cause;
    }
  }
}
