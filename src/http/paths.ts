/** Where Slack posts commands, interactions and events: the request URL in `manifest.json`. */
export const SLACK_PATH = '/slack/events';
