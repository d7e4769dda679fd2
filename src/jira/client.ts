import { Version3Client } from 'jira.js/version3';
import type { z } from 'zod';
import { TransientFailure } from '../app/errors.ts';
import type { Doing } from './failures.ts';
import { failureOf } from './failures.ts';

export interface JiraAccess {
  /** The site's address, e.g. `https://example.atlassian.net`. */
  readonly baseUrl: string;
  readonly email: string;
  readonly apiToken: string;
  /** For one call, in milliseconds; 10 seconds when absent. */
  readonly timeout?: number | undefined;
}

/** One call of Jira, its answer checked. @throws PermanentFailure, TransientFailure */
export type JiraCall = <T extends z.ZodType>(
  doing: Doing,
  answer: T,
  call: (jira: Version3Client) => Promise<unknown>,
) => Promise<z.infer<T>>;

export function jiraClient({ baseUrl, email, apiToken, timeout = 10_000 }: JiraAccess): JiraCall {
  const jira = new Version3Client({
    host: baseUrl,
    authentication: { basic: { email, apiToken } },
    baseRequestConfig: { timeout },
  });
  return async (doing, answer, call) => {
    const data = await call(jira).catch((error: unknown) => {
      throw failureOf(error, doing);
    });
    const read = answer.safeParse(data);
    if (read.success) return read.data;
    // A proxy's page, or an answer cut short: what was asked for may have been done.
    throw new TransientFailure(`Jira's answer could not be read when asked to ${doing.doing}.`, { certain: false });
  };
}
