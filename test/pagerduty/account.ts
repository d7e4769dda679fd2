import { onTestFinished } from 'vitest';
import type { Delivery } from '../../src/app/outside-ports.ts';
import type { Incident } from '../../src/domain/change/types.ts';
import type { PagerDutyOptions } from '../../src/pagerduty/incidents.ts';
import { pagerDutyIncidents } from '../../src/pagerduty/incidents.ts';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import type { PagerDutyOptions as StandInOptions } from '../../src/sandbox/pagerduty/contract.ts';
import { BOT_PAGERDUTY_EMAIL, integrationKeys, pagerDutyData } from '../../src/sandbox/pagerduty/data.ts';
import { startPagerDuty } from '../../src/sandbox/pagerduty/pagerduty.ts';
import { declaredAt } from '../support/changes.ts';
import { groupTitle, workspacePeople } from '../support/people.ts';

export const apiToken = 'y_NbAkKc66ryYTWUtests';

/** The sandbox's PagerDuty, gone when the test is over, and the incidents of a bot that talks to it. */
export async function openAccount(account: Partial<StandInOptions> = {}, bot: Partial<PagerDutyOptions> = {}) {
  const clock = stoppedClock(declaredAt);
  const pagerduty = await startPagerDuty({ ...pagerDutyData, apiToken, now: clock.now, ...account });
  onTestFinished(() => pagerduty.stop());
  const keys: Readonly<Record<string, string>> = integrationKeys;
  const incidents = pagerDutyIncidents({
    apiUrl: pagerduty.url,
    eventsUrl: pagerduty.url,
    token: apiToken,
    fromEmail: BOT_PAGERDUTY_EMAIL,
    routingKey: undefined,
    routingKeyFor: (system) => keys[system],
    timeout: 5000,
    people: workspacePeople,
    groupTitle,
    ...bot,
  });
  const delivery = (then: Partial<Delivery> = {}): Delivery => ({
    key: 'any',
    inDoubt: false,
    lastTriedAt: undefined,
    now: clock.now(),
    ...then,
  });
  const checkout: Incident = await incidents.find('8812');
  return { pagerduty, incidents, delivery, checkout };
}

export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
