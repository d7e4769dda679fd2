import type { Json, Outcome } from './contract.ts';

export type Kind = 'command' | 'interaction' | 'event';

export interface Parcel {
  readonly kind: Kind;
  readonly payload: Json;
  /** Set when an event is delivered again. */
  readonly retry?: { readonly number: number; readonly reason: string };
}

/** What came back from the bot. */
export interface Reply {
  /** 0 when nothing came back. */
  readonly status: number;
  readonly body?: unknown;
  /** Slack's word for nothing coming back. */
  readonly failure?: 'operation_timeout' | 'dispatch_failed';
  /** https://docs.slack.dev/apis/events-api#retries: `X-Slack-No-Retry: 1` */
  readonly noRetry?: boolean;
}

export type Deliver = (parcel: Parcel) => Promise<Reply>;

/** https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response: "HTTP 200 OK" */
export function outcomeOf({ status, body, failure }: Reply): Outcome {
  if (failure) return { ok: false, error: failure, status };
  const answer = body === undefined || body === '' ? {} : { answer: body };
  return status === 200 ? { ok: true, status, ...answer } : { ok: false, error: `http_${status}`, status, ...answer };
}
