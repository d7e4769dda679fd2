import { beforeEach, describe, expect, it } from 'vitest';
import type { Heard, Webhook } from '../../src/app/hearing.ts';
import { isSigned } from '../../src/app/hearing.ts';
import type { Received } from '../../src/app/ports.ts';
import { jiraWebhook } from '../../src/jira/webhook.ts';
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

/** As it came over the wire from a German site: moved to another project, closed and given away in one go. */
const JIRA_CAPTURED =
  '{"timestamp":1795236011250,"webhookEvent":"jira:issue_updated","issue_event_type_name":"issue_moved","user":{"self":"https://example.atlassian.net/rest/api/2/user?accountId=5b10ben","accountId":"5b10ben","displayName":"Zoë Okafor","active":true,"timeZone":"Europe/Lisbon"},"issue":{"id":"10311","key":"PLAT-7","fields":{"summary":"Retro: café checkout ☕","status":{"name":"Erledigt","statusCategory":{"id":3,"key":"done","name":"Fertig"}}}},"changelog":{"id":"20114","items":[{"field":"status","fieldtype":"jira","fieldId":"status","from":"3","fromString":"In Arbeit","to":"10001","toString":"Erledigt"},{"field":"project","fieldtype":"jira","fieldId":"project","from":"10000","fromString":"Ops","to":"10001","toString":"Platform"},{"field":"Key","fieldtype":"jira","from":null,"fromString":"OPS-311","to":null,"toString":"PLAT-7"},{"field":"assignee","fieldtype":"jira","fieldId":"assignee","from":"5b10ana","fromString":"Ana Silva","to":"5b10dan","toString":"Dan Wu"}]}}';
const JIRA_SIGNATURE = 'sha256=8041136b90a37169f14dffded6b294dc73147f899c76026593dc19b0e7ee715c';

describe('a webhook of Jira', () => {
  const heard: [Received, Heard][] = [];
  let own = '';
  const receive = jiraWebhook({
    secret: "It's a Secret to Everybody",
    isOwn: async (account) => account === own,
    hear: async (received, order) => void heard.push([received, order]),
  });
  const post = (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const all: Readonly<Record<string, string>> = {
      'x-hub-signature': JIRA_SIGNATURE,
      'x-atlassian-webhook-identifier': 'b3a1',
      ...headers,
    };
    return receive({ body: bytes(body), header: (name) => all[name] });
  };
  beforeEach(() => {
    heard.length = 0;
    own = '';
  });

  it('is read as all that it tells, the new key first, and the category decides what Done is', async () => {
    expect(await post(JIRA_CAPTURED)).toBe('taken');
    const common = { occurredAt: 1795236011250, who: 'Zoë Okafor' };
    expect(heard).toEqual([
      [
        { source: 'jira', delivery: 'b3a1' },
        { type: 'HearTicketMoved', issueKey: 'OPS-311', to: 'PLAT-7', ...common },
      ],
      [
        { source: 'jira', delivery: 'b3a1/1' },
        { type: 'HearTicketStatus', issueKey: 'PLAT-7', status: 'Erledigt', isDone: true, ...common },
      ],
      [
        { source: 'jira', delivery: 'b3a1/2' },
        { type: 'HearTicketAssigned', issueKey: 'PLAT-7', assignee: '5b10dan', name: 'Dan Wu', ...common },
      ],
    ]);
  });

  it('is refused when one byte of it is another', async () => {
    expect(await post(JIRA_CAPTURED.replace('Erledigt', 'erledigt'))).toBe('unsigned');
    expect(await post(JSON.stringify(JSON.parse(JIRA_CAPTURED), null, 1))).toBe('unsigned');
    expect(await post(JIRA_CAPTURED, { 'x-hub-signature': JIRA_SIGNATURE.replace('sha256=', '') })).toBe('unsigned');
    expect(heard).toEqual([]);
  });

  it('is an echo when the bot did it itself', async () => {
    own = '5b10ben';
    expect(await post(JIRA_CAPTURED)).toBe('taken');
    expect(heard).toEqual([]);
  });
});
