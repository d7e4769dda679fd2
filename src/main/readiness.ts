import type { Groups } from '../app/ports.ts';
import type { Report } from '../app/readiness/report.ts';
import { rosterOf } from '../app/readiness/roster.ts';
import { checkReadiness } from '../app/readiness.ts';
import type { Config } from '../config.ts';
import type { Instant } from '../domain/change/types.ts';
import { jiraProbe } from '../jira/readiness.ts';
import { pagerDutyProbe } from '../pagerduty/readiness.ts';
import type { Policy } from '../policy/load.ts';
import { slackClient } from '../slack/client.ts';
import { slackProbe } from '../slack/readiness.ts';

/** For one question, in milliseconds: all of them have to be answered within an effect's lease. */
const PATIENCE = 5_000;

export interface ReadinessOptions {
  readonly config: Pick<Config, 'slack' | 'jira' | 'pagerduty'>;
  readonly policy: () => Policy;
  readonly groups: Groups;
  readonly now: () => Instant;
}

/** The check as the running bot and the command line make it: with the same settings, through clients of its own. */
export function readinessCheck({ config, policy, groups, now }: ReadinessOptions): () => Promise<Report> {
  const { slack, jira, pagerduty } = config;
  const probes = {
    group: rosterOf(groups),
    slack: slackProbe(slackClient(slack.botToken, slack.apiUrl, PATIENCE)),
    jira: jira && jiraProbe({ ...jira, timeout: PATIENCE }),
    pagerduty: pagerduty && pagerDutyProbe({ ...pagerduty, timeout: PATIENCE }),
    pagerdutySettings: pagerduty && {
      hasRoutingKey: pagerduty.routingKey !== undefined,
      fromEmail: pagerduty.fromEmail,
    },
  };
  return () => checkReadiness(policy(), probes, now());
}
