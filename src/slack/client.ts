import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { PermanentFailure, TransientFailure } from '../app/errors.ts';

/** One try, ten seconds: the worker does the retrying, since a client that posts again by itself posts twice. */
export const CLIENT_OPTIONS = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 10_000 } as const;

/** `timeout` of one call in milliseconds, where somebody waits for the answer. */
export function slackClient(token: string, apiUrl: string, timeout: number = CLIENT_OPTIONS.timeout): WebClient {
  return new WebClient(token, { ...CLIENT_OPTIONS, timeout, slackApiUrl: apiUrl });
}

/** What to do about Slack's own error codes (https://docs.slack.dev/reference/methods/chat.postMessage#errors). */
const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel: 'invite the bot to the channel (/invite @Breakglass)',
  channel_not_found: 'check channels in policy.yaml; a private channel must have the bot as a member',
  is_archived: 'unarchive the channel, or name another one under channels in policy.yaml',
  missing_scope: 'reinstall the app from manifest.json so that it has every scope',
  invalid_auth: 'set a valid SLACK_BOT_TOKEN',
  token_revoked: 'reinstall the app and set the new SLACK_BOT_TOKEN',
  account_inactive: 'reinstall the app and set the new SLACK_BOT_TOKEN',
  user_not_found: 'the person is unknown to this workspace: check people in policy.yaml',
  user_disabled: 'the account is deactivated: check people in policy.yaml',
  cannot_dm_bot: 'a bot cannot be asked: check people in policy.yaml',
};

/** Slack's passing troubles: worth another try though they come as an answer. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'team_added_to_org',
]);

/** Slack's errors as the two that the worker knows. */
export function translate(cause: unknown): Error {
  if (cause instanceof WebAPIRateLimitedError) {
    return new TransientFailure('Slack asks us to slow down', {
      cause,
      certain: true,
      retryAfter: cause.retryAfter * 1000,
    });
  }
  if (cause instanceof WebAPIPlatformError) {
    const { error } = cause.data;
    if (PASSING.has(error))
      return new TransientFailure(`Slack is in trouble: ${error}`, { cause, certain: error === 'ratelimited' });
    const advice = ADVICE[error];
    return new PermanentFailure(`Slack refused: ${error}${advice ? `. To mend it: ${advice}` : ''}`, { cause });
  }
  if (cause instanceof WebAPIHTTPError) {
    return new TransientFailure(`Slack answered with HTTP ${cause.statusCode}`, { cause, certain: false });
  }
  if (cause instanceof WebAPIRequestError) {
    return new TransientFailure('Slack could not be reached', { cause, certain: neverSent(cause.original) });
  }
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** No connection was made, so nothing can have taken effect. */
function neverSent(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}

/** Every call to Slack outside a listener goes through here. @throws PermanentFailure or TransientFailure */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw translate(cause);
  }
}
