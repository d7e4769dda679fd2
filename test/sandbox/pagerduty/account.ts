import { api } from '@pagerduty/pdjs';
import { onTestFinished } from 'vitest';
import { stoppedClock } from '../../../src/sandbox/clock.ts';
import type { PagerDutyOptions, PagerDutyStandIn } from '../../../src/sandbox/pagerduty/contract.ts';
import { BOT_PAGERDUTY_EMAIL, pagerDutyData } from '../../../src/sandbox/pagerduty/data.ts';
import { startPagerDuty } from '../../../src/sandbox/pagerduty/pagerduty.ts';

export const start = Date.parse('2026-11-21T09:00:00Z');
const apiToken = 'y_NbAkKc66ryYTWUXYEu';

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Headers;
}

export interface Account {
  readonly pagerduty: PagerDutyStandIn;
  readonly clock: ReturnType<typeof stoppedClock>;
  /** The vendor's client. Lists in `query` are written `name[]`. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
}

interface CallOptions {
  readonly data?: object;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly timeout?: number;
}

/** The sandbox's account, gone when the test is over, and the vendor's client for it. */
export async function openAccount(options: Partial<PagerDutyOptions> = {}): Promise<Account> {
  const clock = stoppedClock(start);
  const pagerduty = await startPagerDuty({ ...pagerDutyData, apiToken, now: clock.now, ...options });
  onTestFinished(() => pagerduty.stop());
  return {
    pagerduty,
    clock,
    call: (
      method,
      path,
      { data, query, headers = { From: BOT_PAGERDUTY_EMAIL }, token = apiToken, timeout = 2000 } = {},
    ) =>
      api({
        url: `${pagerduty.url}${path}`,
        method,
        token,
        data,
        queryParameters: query,
        headers: { ...headers },
        requestTimeout: 0,
        retryTimeout: 1,
        signal: AbortSignal.timeout(timeout),
      }),
  };
}

export const opening = (incident: object = {}) => ({
  incident: {
    type: 'incident',
    title: 'Disk full',
    service: { id: 'PPAYMNT', type: 'service_reference' },
    ...incident,
  },
});
