import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../app/log.ts';
import type { People, Person } from '../app/people-ports.ts';
import type { Instant, Standing, UserId } from '../domain/change/types.ts';
import { calling } from './client.ts';
import { isInSlack } from './text.ts';

const answer = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    name: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    real_name: z.string().optional(),
    tz: z.string().optional(),
    profile: z.object({ email: z.string().optional() }).optional(),
  }),
});

/** How long what Slack said of a person is believed. Slack also tells us at once of changes (`user_change`). */
const FRESH = 60_000;

export interface SlackPeople extends People {
  /** What Slack said of this person is out of date. */
  readonly forget: (user: UserId) => void;
}

export interface PeopleOptions {
  readonly client: WebClient;
  readonly teamId: string;
  readonly now: () => Instant;
  readonly log: Log;
}

/** People as Slack knows them. Somebody who cannot be looked up has the standing `unknown`: in doubt, no. */
export function slackPeople({ client, teamId, now, log }: PeopleOptions): SlackPeople {
  const known = new Map<UserId, { readonly until: Instant; readonly person: Promise<Person> }>();

  async function ask(user: UserId): Promise<Person> {
    try {
      return await askPerson(client, teamId, user);
    } catch (cause) {
      log.warn({ err: cause, user }, 'a person could not be looked up');
      known.delete(user);
      return { id: user, name: user, email: undefined, timezone: undefined, standing: 'unknown' };
    }
  }

  return {
    find: (user) => {
      // Known from elsewhere only: nobody who could press anything here.
      if (!isInSlack(user)) return Promise.resolve(outsider(user));
      const recent = known.get(user);
      if (recent && recent.until > now()) return recent.person;
      const person = ask(user);
      known.set(user, { until: now() + FRESH, person });
      return person;
    },
    forget: (user) => void known.delete(user),
  };
}

const outsider = (user: UserId): Person => ({
  id: user,
  name: user.slice(user.indexOf(':') + 1),
  email: undefined,
  timezone: undefined,
  standing: 'stranger',
});

/** What Slack says of a person at this moment. @throws PermanentFailure for an unknown one, TransientFailure */
export async function askPerson(client: WebClient, teamId: string, user: UserId): Promise<Person> {
  return toPerson(answer.parse(await calling(() => client.users.info({ user }))).user, teamId);
}

function toPerson(user: z.infer<typeof answer>['user'], teamId: string): Person {
  return {
    id: user.id,
    name: user.real_name || user.name || user.id,
    email: user.profile?.email,
    timezone: user.tz,
    standing: standingOf(user, teamId),
  };
}

function standingOf(user: z.infer<typeof answer>['user'], teamId: string): Standing {
  if (user.deleted) return 'deactivated';
  if (user.is_bot) return 'bot';
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== teamId)) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}
