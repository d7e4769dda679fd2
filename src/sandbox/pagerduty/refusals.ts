import { type Answer, Refused } from '../api.ts';

/** `{ error: { message, code, errors } }`: https://developer.pagerduty.com/docs/errors */
function refuse(status: number, code: number, message: string, errors?: readonly string[]): Refused {
  return new Refused({ status, body: { error: { message, code, ...(errors ? { errors } : {}) } } });
}

export const invalidInput = (...errors: readonly string[]): Refused =>
  refuse(400, 2001, 'Invalid Input Provided', errors);
export const badArguments = (...errors: readonly string[]): Refused =>
  refuse(400, 2002, 'Arguments Caused Error', errors);
export const notFound = (): Refused => refuse(404, 2100, 'Not Found');
export const alreadyResolved = (): Refused => refuse(400, 1001, 'Incident Already Resolved');

/** No JSON, no words: https://github.com/PagerDuty/go-pagerduty/issues/469 */
export const unauthenticated = (): Refused => new Refused({ status: 401, body: '' });

/** https://developer.pagerduty.com/docs/versioning: version 2, or none named; the words are not documented. */
export const wrongVersion = (): Refused =>
  refuse(406, 2001, 'Invalid Input Provided', ['Accept header is not acceptable']);

/** The three ways to get `From` wrong: https://github.com/PagerDuty/pdpyras/issues/78 and go-pagerduty/issues/336 */
export const noSender = (): Refused =>
  refuse(400, 2016, 'You must specify a user\'s email address in the "From" header to perform this action');
export const malformedSender = (): Refused => refuse(400, 1028, 'Malformed "From" header');
export const unknownSender = (): Refused => refuse(400, 1008, 'Requester User Not Found');

/** https://developer.pagerduty.com/api-reference: get the current user */
export const noCurrentUser = (): Refused =>
  refuse(400, 2001, 'Invalid Input Provided', ['The current user cannot be found with an account-level access token']);

/** https://support.pagerduty.com/main/docs/rest-api-rate-limits: seconds until the reset, and no `Retry-After`. */
export const rateLimited = (retryAfterSeconds: number): Answer => ({
  status: 429,
  body: { error: { message: 'Rate Limit Exceeded', code: 2020 } },
  headers: { 'ratelimit-limit': '960', 'ratelimit-remaining': '0', 'ratelimit-reset': String(retryAfterSeconds) },
});

/** The Events API names no time: https://developer.pagerduty.com/docs/events-api-v2-overview#api-limits */
export const throttled = (): Answer => ({
  status: 429,
  body: {
    status: 'throttle exceeded',
    message: 'Requests for this service are arriving too quickly.  Please retry later.',
  },
});

/** More than 512 KB: https://developer.pagerduty.com/docs/events-api-v2-overview#size-limits */
export const tooLarge = (): Refused => new Refused({ status: 413, body: '' });

/** https://developer.pagerduty.com/docs/events-api-v2-overview#response-codes--retry-logic */
export const invalidEvent = (...errors: readonly string[]): Refused =>
  new Refused({ status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } });

/** Of the right length and nobody's: answered in plain text, https://github.com/robusta-dev/robusta/issues/571 */
export const unknownRoutingKey = (): Refused =>
  new Refused({ status: 400, body: 'Invalid routing key', headers: { 'Content-Type': 'text/plain;charset=UTF-8' } });
