import { api } from '@pagerduty/pdjs';
import { describe, expect, it } from 'vitest';
import { integrationKeys } from '../../../src/sandbox/pagerduty/data.ts';
import { openAccount, start } from './account.ts';

const payload = { summary: 'Disk full', source: 'db-1', severity: 'critical' };
const event = (more: object = {}) => ({
  routing_key: integrationKeys.payments,
  event_action: 'trigger',
  payload,
  ...more,
});

async function openEvents() {
  const { pagerduty } = await openAccount();
  const post = (path: string) => (data: object) =>
    api({ url: `${pagerduty.url}${path}`, method: 'POST', data, requestTimeout: 0 });
  return { pagerduty, enqueue: post('/v2/enqueue'), enqueueChange: post('/v2/change/enqueue') };
}

describe('an alert event', () => {
  it('opens one incident for each key, and follows it to its end', async () => {
    const { pagerduty, enqueue } = await openEvents();
    const first = await enqueue(event({ dedup_key: 'disk' }));
    expect([first.status, first.data]).toEqual([
      202,
      { status: 'success', message: 'Event processed', dedup_key: 'disk' },
    ]);
    await enqueue(event({ dedup_key: 'disk' }));
    expect(pagerduty.incidents().filter(({ incidentKey }) => incidentKey === 'disk')).toHaveLength(1);

    await enqueue({ routing_key: integrationKeys.payments, event_action: 'acknowledge', dedup_key: 'disk' });
    expect(pagerduty.incident(8816)?.status).toBe('acknowledged');
    await enqueue({ routing_key: integrationKeys.payments, event_action: 'resolve', dedup_key: 'disk' });
    expect(pagerduty.incident(8816)).toMatchObject({ status: 'resolved', lastChangedBy: 'PPAYMNT' });
    expect(pagerduty.events().map(({ action }) => action)).toEqual(['trigger', 'trigger', 'acknowledge', 'resolve']);
  });

  it('is given a key when it has none', async () => {
    const { enqueue } = await openEvents();
    expect((await enqueue(event())).data).toMatchObject({ dedup_key: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it.each([
    { what: 'no routing key', more: { routing_key: '' }, words: "'routing_key' is missing or blank" },
    {
      what: 'a short routing key',
      more: { routing_key: 'abc' },
      words: "Length of 'routing_key' is incorrect (should be 32 characters)",
    },
    {
      what: 'another action',
      more: { event_action: 'close' },
      words: "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    },
    { what: 'no payload', more: { payload: undefined }, words: "'payload' is missing or blank" },
    {
      what: 'no summary',
      more: { payload: { ...payload, summary: '' } },
      words: "'payload.summary' is missing or blank",
    },
    {
      what: 'a summary of 1025 characters',
      more: { payload: { ...payload, summary: 'x'.repeat(1025) } },
      words: "Length of 'payload.summary' is incorrect (should be at most 1024 characters)",
    },
    {
      what: 'no source',
      more: { payload: { ...payload, source: undefined } },
      words: "'payload.source' is missing or blank",
    },
    {
      what: 'another severity',
      more: { payload: { ...payload, severity: 'fatal' } },
      words: "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    },
    {
      what: 'an acknowledgement of nothing',
      more: { event_action: 'acknowledge' },
      words: "'dedup_key' is missing or blank",
    },
    { what: 'a link to nowhere', more: { links: [{ text: 'x' }] }, words: "'links.href' is missing or blank" },
  ])('is refused with $what', async ({ more, words }) => {
    const { pagerduty, enqueue } = await openEvents();
    const { status, data } = await enqueue(event(more));
    expect([status, data]).toEqual([
      400,
      { status: 'invalid event', message: 'Event object is invalid', errors: [words] },
    ]);
    expect(pagerduty.events()).toEqual([]);
  });

  it('is refused in plain text with a routing key that is nobody’s', async () => {
    const { enqueue } = await openEvents();
    await expect(enqueue(event({ routing_key: '0'.repeat(32) }))).rejects.toMatchObject({ status: 400 });
  });
});

describe('the limits of the Events API', () => {
  it('refuse an event of more than 512 KB', async () => {
    const { enqueue } = await openEvents();
    const huge = { ...payload, custom_details: { text: 'x'.repeat(512 * 1024) } };
    await expect(enqueue(event({ payload: huge }))).rejects.toMatchObject({ status: 413 });
  });

  it('throttle without saying for how long', async () => {
    const { pagerduty } = await openEvents();
    pagerduty.fail('enqueueEvent', { kind: 'rate-limited', retryAfterSeconds: 5 }, 1);
    const limited = await fetch(`${pagerduty.url}/v2/enqueue`, { method: 'POST', body: JSON.stringify(event()) });
    expect([limited.status, limited.headers.get('ratelimit-reset')]).toEqual([429, null]);
    expect(await limited.json()).toMatchObject({ status: 'throttle exceeded' });
  });
});

describe('a change event', () => {
  it('is kept for the service whose key it carries', async () => {
    const { pagerduty, enqueueChange } = await openEvents();
    const { status, data } = await enqueueChange({
      routing_key: integrationKeys.search,
      payload: {
        summary: 'Index rebuilt',
        timestamp: '2026-11-21T08:59:00Z',
        source: 'breakglass',
        custom_details: { change: 'CHG-1' },
      },
      links: [{ href: 'https://slack.test/1', text: 'Conversation' }],
    });
    expect([status, data]).toEqual([202, { status: 'success', message: 'Change event processed' }]);
    expect(pagerduty.changeEvents()).toEqual([
      {
        serviceId: 'PSEARCH',
        summary: 'Index rebuilt',
        source: 'breakglass',
        timestamp: '2026-11-21T08:59:00Z',
        customDetails: { change: 'CHG-1' },
        links: [{ href: 'https://slack.test/1', text: 'Conversation' }],
        receivedAt: start,
      },
    ]);
  });

  it.each([
    { what: 'no summary', payload: {}, words: "'payload.summary' is missing or blank" },
    {
      what: 'a time that is none',
      payload: { summary: 'x', timestamp: 'yesterday' },
      words: "'payload.timestamp' is invalid (must be an ISO 8601 date and time)",
    },
  ])('is refused with $what', async ({ payload: bad, words }) => {
    const { pagerduty, enqueueChange } = await openEvents();
    const { status, data } = await enqueueChange({ routing_key: integrationKeys.search, payload: bad });
    expect([status, data]).toMatchObject([400, { status: 'invalid event', errors: [words] }]);
    expect(pagerduty.changeEvents()).toEqual([]);
  });
});
