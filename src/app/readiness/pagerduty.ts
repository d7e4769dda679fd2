import type { Policy } from '../../policy/load.ts';
import type { Found } from '../readiness-ports.ts';
import type { Facts, PagerDutyFacts } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { troubleFault } from './report.ts';

/** Notes can be written, and whoever the policy wants paged is paged. */
export function judgePagerDuty(policy: Policy, { pagerduty }: Facts): AreaReport {
  const area = 'pagerduty';
  if (!pagerduty) {
    const summary = 'not connected: no incidents, no pages';
    return { area, summary, faults: wantsPages(policy) ? [notConnected] : [], notices: [] };
  }
  const { token } = pagerduty;
  return {
    area,
    summary: `notes in the name of ${pagerduty.fromEmail}${wantsPages(policy) ? ', pages have somewhere to go' : ''}`,
    faults: token.ok
      ? [...senderFaults(pagerduty), ...approverPageFaults(policy, pagerduty), ...limitPageFaults(policy, pagerduty)]
      : [troubleFault('PagerDuty token', token.error, { refused: 'set a valid PAGERDUTY_API_TOKEN' })],
    notices: hasEveryKey(policy, pagerduty) || pagesAtLimit(policy) ? [] : [noChangeEvents],
  };
}

const pagesAtLimit = ({ review }: Policy): boolean => review.ladder.some(({ tell }) => tell.includes('page'));
const pagesApprovers = ({ approval }: Policy): boolean => approval.escalation.some((rung) => 'page' in rung);
const wantsPages = (policy: Policy): boolean => pagesAtLimit(policy) || pagesApprovers(policy);

const notConnected: Fault = {
  where: 'PagerDuty',
  what: 'the policy pages people, and PagerDuty is not connected',
  fix: 'set PAGERDUTY_API_TOKEN, PAGERDUTY_FROM_EMAIL and PAGERDUTY_ROUTING_KEY, or take "page" out of the policy',
};

function senderFaults({ sender, fromEmail }: PagerDutyFacts): Fault[] {
  const where = 'PAGERDUTY_FROM_EMAIL';
  if (!sender.ok) return [troubleFault(where, sender.error, {})];
  if (sender.value) return [];
  const fix = 'set it to the e-mail of a user of the PagerDuty account';
  return [{ where, what: `no PagerDuty user has the e-mail ${fromEmail}, so no note can be written`, fix }];
}

function approverPageFaults(policy: Policy, { service, escalationPolicy }: PagerDutyFacts): Fault[] {
  if (!pagesApprovers(policy)) return [];
  const { page } = policy.approval;
  if (!page) {
    const what = 'approval.escalation pages the approvers, and nothing says whom';
    return [{ where: 'approval.page', what, fix: 'write approval.page: { service: ..., escalation_policy: ... }' }];
  }
  return [
    ...missing('service', page.service, service),
    ...missing('escalation_policy', page.escalation_policy, escalationPolicy),
  ];
}

function missing(setting: string, id: string | undefined, found: Found<string> | undefined): Fault[] {
  if (!found || found.ok) return [];
  const where = `approval.page.${setting}`;
  const absent = 'write the id at the end of its address in PagerDuty';
  return [troubleFault(where, found.error, { absent }, `PagerDuty has no ${setting.replace('_', ' ')} ${id}`)];
}

/** A page at the review's limit and change events go through the Events API, which wants a routing key. */
const hasEveryKey = ({ systems }: Policy, { hasRoutingKey }: PagerDutyFacts): boolean =>
  hasRoutingKey ||
  (Object.keys(systems).length > 0 &&
    Object.values(systems).every(({ pagerduty_routing_key }) => pagerduty_routing_key !== undefined));

function limitPageFaults(policy: Policy, facts: PagerDutyFacts): Fault[] {
  if (!pagesAtLimit(policy) || hasEveryKey(policy, facts)) return [];
  return [
    {
      where: 'PAGERDUTY_ROUTING_KEY',
      what: "the ladder pages somebody at the review's limit, and there is no routing key",
      fix: 'set it to the integration key of an Events API v2 integration, or give each system a pagerduty_routing_key',
    },
  ];
}

const noChangeEvents: Fault = {
  where: 'PAGERDUTY_ROUTING_KEY',
  what: 'is not set, so deployments of systems without a key of their own are not announced',
  fix: 'set it to the integration key of an Events API v2 integration',
};
