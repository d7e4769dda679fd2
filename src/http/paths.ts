/** Where Slack posts commands, interactions and events: the request URL in `manifest.json`. */
export const SLACK_PATH = '/slack/events';
/** Where Jira and PagerDuty send their webhooks. */
export const HOOK_PATHS = { jira: '/webhooks/jira', pagerduty: '/webhooks/pagerduty' } as const;
