import { liveGroups } from '../app/groups.ts';
import type { Log } from '../app/log.ts';
import type { People } from '../app/people-ports.ts';
import type { Report } from '../app/readiness/report.ts';
import { faultsOf, inFull } from '../app/readiness/report.ts';
import { rosterOf } from '../app/readiness/roster.ts';
import { checkReadiness } from '../app/readiness.ts';
import type { AccountFacts, Found, Probes, SlackProbe } from '../app/readiness-ports.ts';
import type { Config } from '../config.ts';
import type { Instant, UserId } from '../domain/change/types.ts';
import { jiraProbe } from '../jira/readiness.ts';
import { pagerDutyOnCall } from '../pagerduty/on-call.ts';
import { pagerDutyProbe } from '../pagerduty/readiness.ts';
import type { Policy } from '../policy/load.ts';
import { slackClient } from '../slack/client.ts';
import { slackEmails } from '../slack/email-book.ts';
import { slackProbe } from '../slack/readiness.ts';
import { slackUserGroups } from '../slack/user-groups.ts';

/** For one question, in milliseconds: all of them have to be answered within an effect's lease. */
const PATIENCE = 5_000;

export interface ReadinessOptions {
  readonly config: Pick<Config, 'slack' | 'jira' | 'pagerduty'>;
  readonly policy: () => Policy;
  readonly now: () => Instant;
  readonly log: Log;
}

/** The check as the running bot and the command line make it: with the same settings, through clients of its own. */
export const readinessCheck = (options: ReadinessOptions) => (): Promise<Report> =>
  checkReadiness(options.policy(), probesOf(options), options.now());

/** At the start as every morning: what Jira demands and nobody fills in is better known before the first emergency. */
export async function sayWhatIsMissing(check: () => Promise<Report>, log: Log): Promise<void> {
  try {
    for (const fault of faultsOf(await check())) log.warn({ fault: inFull(fault) }, 'not ready for an emergency');
  } catch (cause) {
    log.warn({ err: cause }, 'readiness could not be checked');
  }
}

function probesOf({ config, policy, now, log }: ReadinessOptions): Probes {
  const { slack: settings, jira, pagerduty } = config;
  const client = slackClient(settings.botToken, settings.apiUrl, PATIENCE);
  const slack = askedOnce(slackProbe(client));
  const groups = liveGroups({
    policy,
    people: peopleOf(slack),
    userGroups: slackUserGroups(client),
    emails: slackEmails(client),
    onCall: pagerduty && pagerDutyOnCall(pagerduty),
    now,
    log,
    deadline: PATIENCE,
  });
  return {
    groups: rosterOf(groups),
    slack,
    jira: jira && jiraProbe({ ...jira, timeout: PATIENCE }),
    pagerduty: pagerduty && pagerDutyProbe({ ...pagerduty, timeout: PATIENCE }),
    pagerdutySettings: pagerduty && {
      hasRoutingKey: pagerduty.routingKey !== undefined,
      fromEmail: pagerduty.fromEmail,
    },
  };
}

/** Within one check nobody is looked up twice. */
function askedOnce(probe: SlackProbe): SlackProbe {
  const asked = new Map<UserId, Promise<Found<AccountFacts>>>();
  return {
    ...probe,
    account: (user) => {
      const answer = asked.get(user) ?? probe.account(user);
      asked.set(user, answer);
      return answer;
    },
  };
}

const peopleOf = ({ account }: SlackProbe): People => ({
  find: async (id) => {
    const found = await account(id);
    if (found.ok) return { id, timezone: undefined, ...found.value };
    return { id, name: id, email: undefined, timezone: undefined, standing: 'unknown' };
  },
});
