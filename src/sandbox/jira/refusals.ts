import { type Answer, Refused } from '../api.ts';

/** Jira's two-part body: https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes */
export function refuse(
  status: number,
  messages: readonly string[],
  errors: Readonly<Record<string, string>> = {},
): Refused {
  return new Refused({ status, body: { errorMessages: messages, errors } });
}

export const badRequest = (...messages: readonly string[]): Refused => refuse(400, messages);
export const badFields = (errors: Readonly<Record<string, string>>): Refused => refuse(400, [], errors);
export const forbidden = (message: string): Refused => refuse(403, [message]);

/** The same words whether the issue is missing or hidden. */
export const noSuchIssue = (): Refused =>
  refuse(404, ['Issue does not exist or you do not have permission to see it.']);

/** A document that breaks the format: https://jira.atlassian.com/browse/JRACLOUD-79318 */
export const invalidInput = (): Refused => badRequest('INVALID_INPUT');

/** https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/ */
export const unauthenticated = (): Refused =>
  new Refused({
    status: 401,
    body: 'Client must be authenticated to access this resource.',
    headers: {
      'Content-Type': 'text/plain;charset=UTF-8',
      'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Fexample.atlassian.net"',
      'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED',
    },
  });

/** https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
export function rateLimited(retryAfterSeconds: number): Answer {
  const reset = new Date(Date.now() + retryAfterSeconds * 1000);
  return {
    status: 429,
    body: { errorMessages: ['Rate limit exceeded'], errors: {} },
    headers: {
      'Retry-After': String(retryAfterSeconds),
      'X-RateLimit-Reset': `${reset.toISOString().slice(0, 16)}Z`,
      'X-RateLimit-Reason': 'jira-burst-based',
      'RateLimit-Reason': 'jira-burst-based',
    },
  };
}

/** https://developer.atlassian.com/changelog/#CHANGE-2046 */
export const removed = (): Refused =>
  refuse(410, [
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. ' +
      'A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
  ]);
