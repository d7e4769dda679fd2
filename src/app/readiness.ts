import type { Instant } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import type { Facts } from './readiness/facts.ts';
import { collectFacts } from './readiness/facts.ts';
import { judgeGroups } from './readiness/groups.ts';
import { judgeJira } from './readiness/jira.ts';
import { judgeOnCall } from './readiness/on-call.ts';
import { judgePagerDuty } from './readiness/pagerduty.ts';
import { judgePeople } from './readiness/people.ts';
import type { Report } from './readiness/report.ts';
import { judgeRules } from './readiness/rules.ts';
import { judgeSlack } from './readiness/slack.ts';
import type { Probes } from './readiness-ports.ts';

/** Whether an emergency change could be declared, approved and reviewed at this moment. Pure. */
export function judge(policy: Policy, facts: Facts): Report {
  return [judgeGroups, judgeRules, judgeOnCall, judgePeople, judgeSlack, judgeJira, judgePagerDuty].map((area) =>
    area(policy, facts),
  );
}

/** Asks every system and judges the answers. Changes nothing anywhere. Never throws for what a system answers. */
export async function checkReadiness(policy: Policy, probes: Probes, now: Instant): Promise<Report> {
  return judge(policy, await collectFacts(policy, probes, now));
}
