import { api } from '@pagerduty/pdjs';
import type { z } from 'zod';
import type { Doing } from './failures.ts';
import { answerFailure, networkFailure, unreadable } from './failures.ts';
import { answered } from './schema.ts';

export interface PagerDutyAccess {
  /** Hosts without paths, e.g. `https://api.pagerduty.com` and `https://events.pagerduty.com`. */
  readonly apiUrl: string;
  readonly eventsUrl: string;
  readonly token: string;
  /** The user in whose name notes are written: an account's token names nobody. */
  readonly fromEmail: string;
  /** For one call, in milliseconds; 10 seconds when absent. */
  readonly timeout?: number | undefined;
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Lists are written `name[]`. */
  readonly query?: Record<string, string | string[]>;
  readonly data?: object;
  /** Milliseconds, when this call has less time than others. */
  readonly timeout?: number | undefined;
}

/** One call, its answer checked. @throws PermanentFailure, TransientFailure */
type Call = <T extends z.ZodType>(doing: Doing, answer: T, request: Request) => Promise<z.infer<T>>;

export interface PagerDutyClient {
  readonly rest: Call;
  /** The Events API knows its callers by the routing key in the body: the token does not go there. */
  readonly events: Call;
}

export function pagerDutyClient({ apiUrl, eventsUrl, token, fromEmail, timeout }: PagerDutyAccess): PagerDutyClient {
  const at = (host: string, headers: Record<string, string>): Call => {
    const base = host.replace(/\/+$/, '');
    return async (doing, answer, request) => {
      const limit = request.timeout ?? timeout ?? 10_000;
      const response = await send(`${base}${request.path}`, { ...request, timeout: limit }, { token, headers }, doing);
      const read = answer.safeParse(response);
      if (read.success) return read.data;
      throw unreadable(doing);
    };
  };
  return { rest: at(apiUrl, { From: fromEmail }), events: at(eventsUrl, { Authorization: '' }) };
}

/**
 * The client resolves with refusals, rejects with the response when its body is no JSON, and has no deadline of its own. A
 * rate-limited call it repeats three times whatever we say, so its pause is taken away and the header is honoured by
 * whoever tries again.
 */
async function send(
  url: string,
  { method = 'GET', query, data, timeout }: Request & { readonly timeout: number },
  { token, headers }: { readonly token: string; readonly headers: Record<string, string> },
  doing: Doing,
): Promise<unknown> {
  const settled: unknown = await api({
    url,
    method,
    token,
    headers,
    data,
    queryParameters: query,
    requestTimeout: 0,
    retryTimeout: 0,
    signal: AbortSignal.timeout(timeout),
  }).catch((error: unknown) => error);
  const response = answered.safeParse(settled);
  if (!response.success) throw networkFailure(settled, doing);
  if (!response.data.ok) throw answerFailure(response.data, doing);
  if (response.data.data === undefined) throw unreadable(doing);
  return response.data.data;
}
