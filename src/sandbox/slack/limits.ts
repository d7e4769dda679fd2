import type { Limits } from './contract.ts';

export const slackLimits: Limits = {
  // https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
  ack: 3_000,
  // https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
  trigger: 3_000,
  // https://docs.slack.dev/interactivity/handling-user-interaction#message_responses: "up to 5 times within 30 minutes"
  responseUrl: 30 * 60_000,
  responseUrlUses: 5,
  rates: 'on',
  // https://docs.slack.dev/apis/web-api/rate-limits: short bursts beyond one message per second are allowed
  messageBurst: 20,
  // Undocumented, seconds at Slack: https://github.com/slackapi/bolt-js/issues/2115. Here a file can be shown at once.
  fileProcessing: 0,
  tierBurst: 1,
  // https://docs.slack.dev/apis/events-api#retries: nearly at once, after 1 minute, after 5 minutes
  eventRetries: [0, 60_000, 300_000],
};
