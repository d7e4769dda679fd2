import { PermanentFailure, TransientFailure } from '../app/errors.ts';
import { httpException, networkError, refusalBody } from './schema.ts';

/** What was being done, for words about its failure: "open the ticket", and what to mend when Jira names fields. */
export interface Doing {
  readonly doing: string;
  readonly fieldFix?: string | undefined;
}

/** Jira refused the values of these fields; nothing was changed. */
export class FieldsRefused extends PermanentFailure {
  readonly fields: readonly string[];
  constructor(message: string, fields: readonly string[]) {
    super(message);
    this.fields = fields;
  }
}

/** Jira does not know what was asked for, or does not show it to us. */
export class NotFound extends PermanentFailure {}

/** Nothing was sent: refused connections and names that do not resolve. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
/** Too early, too slow, too often: worth another try although they are 4xx. */
const PASSING = [408, 425, 429];

/**
 * The one place where the client's errors become ours. Those carry the request with its credentials, so none of them
 * travels on as a cause.
 */
export function failureOf(error: unknown, doing: Doing): Error {
  const answered = httpException.safeParse(error);
  if (answered.success) {
    const { status, response, cause } = answered.data;
    return answerFailure(status, response?.data, retryAfter(cause.response.headers['retry-after']), doing);
  }
  const { code } = networkError.safeParse(error).data ?? { code: 'no answer' };
  return new TransientFailure(`Jira could not be reached to ${doing.doing} (${code}).`, {
    certain: NEVER_SENT.includes(code),
  });
}

function answerFailure(status: number, data: unknown, wait: number | undefined, doing: Doing): Error {
  if (status >= 400 && status < 500 && !PASSING.includes(status)) return refusal(status, data, doing);
  const words = status === 429 ? 'asked us to slow down' : `answered ${status}`;
  return new TransientFailure(`Jira ${words} when asked to ${doing.doing}.`, {
    certain: status === 429,
    retryAfter: wait,
  });
}

function refusal(status: number, data: unknown, { doing, fieldFix }: Doing): PermanentFailure {
  const { errorMessages, errors } = refusalBody.parse(data);
  const fields = Object.keys(errors);
  const said = [...errorMessages, ...fields.map((field) => `${field}: ${errors[field]}`)].map(sentence).join(' ');
  const words = ['Jira refused to', `${doing}.`, said, fix(status, fields, fieldFix)].filter(Boolean).join(' ');
  if (fields.length > 0) return new FieldsRefused(words, fields);
  return status === 404 ? new NotFound(words) : new PermanentFailure(words);
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

function fix(status: number, fields: readonly string[], fieldFix: string | undefined): string {
  if (status === 401) return 'Its API token is not accepted: check JIRA_EMAIL and JIRA_API_TOKEN.';
  if (status === 403) return "Give the bot's Jira account that permission in the project.";
  if (status === 404) return "Check that it still exists and that the bot's Jira account may see it.";
  if (status === 413) return 'It is too long for Jira.';
  if (status === 409) return 'Somebody changed it at the same moment: retry.';
  if (fields.includes('project')) return 'Check jira.project in policy.yaml, and that the bot may see that project.';
  if (fields.includes('issuetype')) return 'Check jira.issue_type in policy.yaml.';
  return fields.length > 0 ? (fieldFix ?? '') : '';
}

/** In milliseconds. Seconds by https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
function retryAfter(header: unknown): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
