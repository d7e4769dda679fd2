/** Where Slack posts commands, interactions and events: the request URL in `manifest.json`. */
export const SLACK_PATH = '/slack/events';
/** Where Jira, PagerDuty and GitHub send their webhooks. */
export const HOOK_PATHS = {
  jira: '/webhooks/jira',
  pagerduty: '/webhooks/pagerduty',
  github: '/webhooks/github',
} as const;
/** The auditor's room. */
export const ROOM_PATH = '/auditor';
export const enterPath = (token: string): string => `${ROOM_PATH}/enter?token=${token}`;
/** What pipelines ask and report. */
export const API_PATH = '/v1/';
