import { describe, expect, it } from 'vitest';
import { requireSettings } from '../../src/cli/settings.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { policyText } from '../support/policy.ts';

const policyFile = 'policy.yaml';
const policy = parsePolicy(policyText({}));
const listed = parsePolicy(policyText({ ', pagerduty_schedules: [PSCLEAD]': '' }));
const pagerduty = {
  token: 'token',
  fromEmail: 'bot@example.com',
  routingKey: undefined,
  apiUrl: 'https://api.pagerduty.com',
  eventsUrl: 'https://events.pagerduty.com',
};

describe('a policy that asks PagerDuty who is on call', () => {
  it('wants PagerDuty connected, and says which group and what to do', () => {
    expect(() => requireSettings({ pagerduty: undefined, policyFile }, policy)).toThrow(
      'PAGERDUTY_API_TOKEN and PAGERDUTY_FROM_EMAIL are missing: the group oncall-leads in policy.yaml asks PagerDuty who ' +
        'is on call. Set them, or take pagerduty_schedules',
    );
  });

  it('is content once it is, as is one that asks nobody', () => {
    expect(() => requireSettings({ pagerduty, policyFile }, policy)).not.toThrow();
    expect(() => requireSettings({ pagerduty: undefined, policyFile }, listed)).not.toThrow();
  });
});
