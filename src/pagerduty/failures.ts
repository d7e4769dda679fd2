import { PermanentFailure, TransientFailure } from '../app/errors.ts';
import type { Answered } from './schema.ts';
import { networkError, refusalBody } from './schema.ts';

/** What was being done, for words about its failure ("add a note to #8812"), and what to mend when it is refused. */
export interface Doing {
  readonly doing: string;
  readonly fix?: Readonly<Partial<Record<number, string>>> | undefined;
}

/** PagerDuty does not know what was asked for. */
export class NotFound extends PermanentFailure {}

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
const PASSING = [408, 425, 429];
/** No sender, a malformed one, an unknown one: https://developer.pagerduty.com/docs/errors */
const SENDER_CODES = [2016, 1028, 1008];

/** The connection's failure, or the deadline's. The error itself stays here: it may name what nobody should read. */
export function networkFailure(error: unknown, { doing }: Doing): TransientFailure {
  const { name, code } = networkError.safeParse(error).data ?? { name: 'Error', code: undefined };
  const why = name === 'AbortError' || name === 'TimeoutError' ? 'no answer in time' : (code ?? 'no answer');
  return new TransientFailure(`PagerDuty could not be reached to ${doing} (${why}).`, {
    certain: code !== undefined && NEVER_SENT.includes(code),
  });
}

/** The one place where an answer that is no success becomes ours. */
export function answerFailure({ status, data, headers }: Answered, doing: Doing): Error {
  if (status >= 400 && status < 500 && !PASSING.includes(status)) return refusal(status, data, doing);
  const words = status === 429 ? 'asked us to slow down' : `answered ${status}`;
  return new TransientFailure(`PagerDuty ${words} when asked to ${doing.doing}.`, {
    certain: status === 429,
    retryAfter: retryAfter(headers),
  });
}

/** What was asked for may have been done: the answer cannot be read. */
export const unreadable = ({ doing }: Doing): TransientFailure =>
  new TransientFailure(`PagerDuty's answer could not be read when asked to ${doing}.`, { certain: false });

function refusal(status: number, data: unknown, { doing, fix }: Doing): PermanentFailure {
  const { error, message, errors } = refusalBody.parse(data);
  const said = [error?.message ?? message, ...(error?.errors ?? []), ...errors].filter((words) => words !== undefined);
  const advice = fix?.[status] ?? adviceFor(status, error?.code);
  const words = ['PagerDuty refused to', `${doing}.`, ...said.map(sentence), advice].filter(Boolean).join(' ');
  return status === 404 ? new NotFound(words) : new PermanentFailure(words);
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

function adviceFor(status: number, code: number | undefined): string {
  if (code !== undefined && SENDER_CODES.includes(code)) {
    return 'Set PAGERDUTY_FROM_EMAIL to the e-mail of a user of the PagerDuty account.';
  }
  if (status === 401) return 'Its API token is not accepted: check PAGERDUTY_API_TOKEN.';
  if (status === 403) return 'The API token may not do that: use one that may write.';
  if (status === 404) return 'Check that it still exists and that the API token may see it.';
  return '';
}

/** In milliseconds: https://support.pagerduty.com/main/docs/rest-api-rate-limits counts `ratelimit-reset` in seconds. */
function retryAfter(headers: Answered['headers']): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
