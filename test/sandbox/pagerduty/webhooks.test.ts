import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openReceiver } from '../receiver.ts';
import { openAccount } from './account.ts';

const secrets = ['old secret', 'new secret'];

async function openWithWebhooks(...statuses: number[]) {
  const receiver = await openReceiver(...statuses);
  const account = await openAccount({ webhooks: { url: receiver.url, secrets } });
  return {
    ...account,
    receiver,
    events: () => receiver.received.map(({ body }) => body.event as Record<string, unknown>),
  };
}

describe('webhooks', () => {
  it('are signed with each secret over the raw body', async () => {
    const { pagerduty, receiver } = await openWithWebhooks();
    pagerduty.acknowledge('Q0000000008815', 'PBEN000');
    await pagerduty.delivered();
    const [one] = receiver.received;
    const signatures = secrets.map(
      (secret) =>
        `v1=${createHmac('sha256', secret)
          .update(one?.raw ?? '')
          .digest('hex')}`,
    );
    expect(one?.headers['x-pagerduty-signature']).toBe(signatures.join(','));
  });

  it('tell of each change, and who made it', async () => {
    const { pagerduty, events } = await openWithWebhooks();
    const { id } = pagerduty.trigger({ title: 'New', serviceId: 'PIDENTY', urgency: 'low' }, 'PDAN000');
    pagerduty.acknowledge(id);
    pagerduty.setPriority(id, 'PPRIO01');
    pagerduty.noteByHand(id, 'Looking');
    pagerduty.resolve(id, 'PBEN000');
    pagerduty.reopen(id);
    await pagerduty.delivered();

    const of = (type: string) => events().find(({ event_type }) => event_type === type);
    expect(events()).toHaveLength(6);
    expect(of('incident.triggered')).toMatchObject({
      resource_type: 'incident',
      occurred_at: '2026-11-21T09:00:00.000Z',
      agent: { id: 'PDAN000', type: 'user_reference' },
      data: {
        id,
        type: 'incident',
        number: 8816,
        status: 'triggered',
        service: { id: 'PIDENTY' },
        urgency: 'low',
        resolve_reason: null,
      },
    });
    expect(of('incident.acknowledged')).toMatchObject({ data: { status: 'acknowledged' } });
    expect(of('incident.priority_updated')).toMatchObject({ data: { priority: { summary: 'P1' } } });
    expect(of('incident.annotated')).toMatchObject({
      data: { type: 'incident_note', content: 'Looking', incident: { id } },
    });
    expect(of('incident.resolved')).toMatchObject({
      agent: { id: 'PBEN000' },
      data: { status: 'resolved', resolve_reason: null },
    });
    expect(of('incident.reopened')).toMatchObject({ data: { status: 'triggered' } });
  });

  it('tell of a merge as a resolution with its target', async () => {
    const { pagerduty, events } = await openWithWebhooks();
    pagerduty.mergeByHand('Q0000000008815', 'Q0000000008812', 'PBEN000');
    await pagerduty.delivered();
    expect(events()).toMatchObject([
      {
        event_type: 'incident.resolved',
        data: {
          id: 'Q0000000008815',
          resolve_reason: {
            type: 'merge_resolve_reason',
            incident: { id: 'Q0000000008812', type: 'incident_reference' },
          },
        },
      },
    ]);
  });

  it('tell nothing of what the page would not offer', async () => {
    const { pagerduty } = await openWithWebhooks();
    expect(() => pagerduty.acknowledge('Q0000000008809')).toThrow('resolved already');
    expect(() => pagerduty.mergeByHand('Q0000000008815', 'Q0000000008809')).toThrow('resolved already');
    expect(() => pagerduty.mergeByHand('Q0000000008815', 'Q0000000008815')).toThrow('into itself');
    expect(pagerduty.deliveries()).toEqual([]);
  });

  it('come again under the same id when they were not taken, and once more when told to', async () => {
    const { pagerduty, events } = await openWithWebhooks(500);
    pagerduty.resolve('Q0000000008815');
    await pagerduty.delivered();
    expect(pagerduty.deliveries()).toMatchObject([{ event: 'incident.resolved', statuses: [500, 200] }]);
    await pagerduty.redeliver(pagerduty.deliveries()[0]?.id ?? '');
    expect(new Set(events().map(({ id }) => id)).size).toBe(1);
    expect(events()).toHaveLength(3);
  });

  it('let listeners know, with or without them', async () => {
    const { pagerduty } = await openAccount();
    const seen: string[] = [];
    const stop = pagerduty.onChange(({ kind, id }) => seen.push(`${kind} ${id}`));
    pagerduty.resolve('Q0000000008815');
    stop();
    pagerduty.resolve('Q0000000008812');
    expect(seen).toEqual(['incident Q0000000008815']);
  });
});
