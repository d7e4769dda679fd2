import type { Config } from '../config.ts';
import { ConfigError } from '../config.ts';
import type { Policy } from '../policy/load.ts';
import { groupOrigins } from '../policy/terms.ts';

/**
 * A group that asks a system which is not connected would never make anybody an approver: said at start, not at the first
 * press in the night. @throws ConfigError
 */
export function requireSettings({ pagerduty, policyFile }: Pick<Config, 'pagerduty' | 'policyFile'>, policy: Policy) {
  if (pagerduty) return;
  const asking = Object.keys(policy.groups).filter((group) =>
    groupOrigins(policy, group).some(({ source }) => source.startsWith('pagerduty')),
  );
  if (asking.length === 0) return;
  const many = asking.length > 1;
  throw new ConfigError([
    `PAGERDUTY_API_TOKEN and PAGERDUTY_FROM_EMAIL are missing: the ${many ? 'groups' : 'group'} ${asking.join(', ')} in ` +
      `${policyFile} ${many ? 'ask' : 'asks'} PagerDuty who is on call. Set them, or take pagerduty_schedules and ` +
      `pagerduty_escalation_policies out of ${many ? 'these groups' : 'this group'}.`,
  ]);
}
