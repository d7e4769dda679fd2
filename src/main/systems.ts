import type { Handle } from '../app/handle.ts';
import type { Hear } from '../app/hearing.ts';
import { nameIn } from '../app/identity.ts';
import type { Log } from '../app/log.ts';
import type { Incidents, Tickets } from '../app/outside-ports.ts';
import type { People } from '../app/people-ports.ts';
import { ticketPolling } from '../app/polling.ts';
import type { Ledger } from '../app/ports.ts';
import type { Config } from '../config.ts';
import type { Duration, Instant } from '../domain/change/types.ts';
import type { Hook, Hooks } from '../http/webhooks.ts';
import { ownAccount } from '../jira/own-account.ts';
import { jiraTickets } from '../jira/tickets.ts';
import { jiraWatch } from '../jira/watch.ts';
import { jiraWebhook } from '../jira/webhook.ts';
import { pagerDutyIncidents } from '../pagerduty/incidents.ts';
import { pagerDutyWebhook } from '../pagerduty/webhook.ts';
import type { Policy } from '../policy/load.ts';
import { groupTitle } from '../policy/terms.ts';

/** How often Jira is asked for news where nothing tells us of them (ms). */
const POLL: Duration = 5 * 60_000;

/** Jira, as far as settings and policy name it. */
export function connectJira(config: Config, policy: Policy, people: People): Tickets | undefined {
  const { jira } = policy;
  if (!config.jira || !jira) return undefined;
  return jiraTickets({
    ...config.jira,
    settings: () => ({
      project: jira.project,
      issueType: jira.issue_type,
      label: jira.label,
      fields: jira.fields,
      closedEarly: jira.closed_early,
      followUps: jira.follow_ups && { issueType: jira.follow_ups.issue_type, linkType: jira.follow_ups.link_type },
    }),
    people,
    emailOf: (user) => listedAs(policy, user)?.email,
    mappedAccount: (user) => listedAs(policy, user)?.jira,
    groupTitle: (group) => groupTitle(policy, group),
  });
}

/** Under whichever of their accounts. */
function listedAs(policy: Policy, user: string): Policy['people'][string] | undefined {
  return policy.people[nameIn(policy, user) ?? ''];
}

/** PagerDuty, as far as there are settings for it. */
export function connectPagerDuty(config: Config, policy: Policy, people: People): Incidents | undefined {
  if (!config.pagerduty) return undefined;
  const { page } = policy.approval;
  return pagerDutyIncidents({
    ...config.pagerduty,
    people,
    groupTitle: (group) => groupTitle(policy, group),
    approverPage: () => page && { service: page.service, escalationPolicy: page.escalation_policy },
    routingKeyFor: (system) => policy.systems[system]?.pagerduty_routing_key,
  });
}

/** For those whose Jira cannot reach us: as often as the policy says, or while there is no secret for webhooks. */
export function pollJira(
  config: Config,
  policy: Policy,
  deps: { readonly ledger: Ledger; readonly handle: Handle; readonly now: () => Instant; readonly log: Log },
): (() => Promise<void>) | undefined {
  const { jira } = policy;
  if (!config.jira || !jira || jira.poll === 'off') return undefined;
  const every = jira.poll ?? (config.jira.webhookSecret === undefined ? POLL : undefined);
  if (every === undefined) return undefined;
  return ticketPolling({ ...deps, watch: jiraWatch(config.jira, () => jira.label), every });
}

/** Those that a secret is set for: nothing else could be believed. */
export function webhooks({ jira, pagerduty }: Config, hear: Hear, github: Hook | undefined): Hooks {
  const secrets = pagerduty?.webhookSecrets ?? [];
  return {
    ...(jira?.webhookSecret
      ? { jira: jiraWebhook({ secret: jira.webhookSecret, isOwn: ownAccount(jira), hear }) }
      : {}),
    ...(github ? { github } : {}),
    ...(secrets.length > 0 ? { pagerduty: pagerDutyWebhook({ secrets, hear }) } : {}),
  };
}
