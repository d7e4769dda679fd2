import { describe, expect, it } from 'vitest';
import type { Heard, Webhook } from '../../src/app/hearing.ts';
import { isSigned } from '../../src/app/hearing.ts';
import type { Received } from '../../src/app/ports.ts';
import { pagerDutyWebhook } from '../../src/pagerduty/webhook.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a signature', () => {
  // The example of https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks
  const secret = "It's a Secret to Everybody";
  const hex = 'a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';
  const body = bytes('Hello World!');

  it('is that of the bytes under the secret', () => {
    expect(isSigned(body, [secret], [hex])).toBe(true);
    expect(isSigned(body, [secret], [hex.toUpperCase()])).toBe(true);
    expect(isSigned(body, ['old', secret], ['00', hex])).toBe(true);
  });

  const cases: readonly { what: string; of: Parameters<typeof isSigned> }[] = [
    { what: 'another body', of: [bytes('Hello World'), [secret], [hex]] },
    { what: 'another secret', of: [body, ['another'], [hex]] },
    { what: 'half of it', of: [body, [secret], [hex.slice(0, 32)]] },
    { what: 'no hexadecimal', of: [body, [secret], ['z'.repeat(64)]] },
    { what: 'none at all', of: [body, [secret], []] },
    { what: 'no secret at all', of: [body, [], [hex]] },
  ];
  it.each(cases)('is not that of $what', ({ of }) => {
    expect(isSigned(...of)).toBe(false);
  });
});

/** As it came over the wire, with the signature it came with. */
const CAPTURED =
  '{"event":{"id":"01BSZ3YPZQ5A7V5VVDQ0QFLSG1","event_type":"incident.reopened","resource_type":"incident","occurred_at":"2026-11-21T03:40:11.250Z","agent":{"id":"PBEN000","type":"user_reference","summary":"Ben Okafor"},"client":null,"data":{"id":"Q0CHECKOUT500S","type":"incident","number":8812,"status":"triggered","title":"Café checkout 500s ☕"}}}';
const SIGNATURE = 'v1=9d2f239cf24519fb1f0b30f957034963b6a7fd7b51579ac5d97b37592b112dd0';

describe('a webhook of PagerDuty', () => {
  const heard: [Received, Heard][] = [];
  const receive = pagerDutyWebhook({
    secrets: ['sPaGerDuTy'],
    hear: async (received, order) => void heard.push([received, order]),
  });
  const post = (body: string, signature: string | undefined = SIGNATURE) => {
    const webhook: Webhook = {
      body: bytes(body),
      header: (name) => (name === 'x-pagerduty-signature' ? signature : undefined),
    };
    return receive(webhook);
  };

  it('is read under its own id', async () => {
    expect(await post(CAPTURED)).toBe('taken');
    expect(heard).toEqual([
      [
        { source: 'pagerduty', delivery: '01BSZ3YPZQ5A7V5VVDQ0QFLSG1' },
        {
          type: 'HearIncidentStatus',
          incidentId: 'Q0CHECKOUT500S',
          status: 'reopened',
          occurredAt: Date.parse('2026-11-21T03:40:11.250Z'),
          who: 'Ben Okafor',
        },
      ],
    ]);
  });

  it('is refused when one byte of it is another', async () => {
    expect(await post(CAPTURED.replace('triggered', 'Triggered'))).toBe('unsigned');
    expect(await post(JSON.stringify(JSON.parse(CAPTURED), null, 1))).toBe('unsigned');
    expect(await post(CAPTURED, SIGNATURE.replace('v1=', ''))).toBe('unsigned');
  });
});
