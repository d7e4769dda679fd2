import { createHmac, randomUUID } from 'node:crypto';
import type { Deliveries } from '../deliveries.ts';
import type { Json, PagerDutyWebhooks } from './contract.ts';
import type { Happened, Store } from './store.ts';
import type { Wire } from './wire.ts';

/**
 * Tells the bot of each change, its own included: https://developer.pagerduty.com/docs/webhooks-overview
 * One signature for each secret: https://developer.pagerduty.com/docs/verifying-webhook-signatures
 */
export function startWebhooks(
  store: Store,
  wire: Wire,
  deliveries: Deliveries,
  webhooks: () => PagerDutyWebhooks | undefined,
): void {
  store.onHappened((happened) => {
    const target = webhooks();
    if (!target) return;
    const id = randomUUID();
    const body = JSON.stringify({ event: payload(store, wire, id, happened) });
    const signatures = target.secrets.map((secret) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`);
    deliveries.send({
      id,
      event: happened.event,
      url: target.url,
      body,
      headers: {
        'User-Agent': 'PagerDuty-Webhook/V3.0',
        'X-PagerDuty-Signature': signatures.join(','),
        'X-Webhook-Id': id,
        'X-Webhook-Subscription': 'PSANDBOX',
      },
    });
  });
}

function payload(store: Store, wire: Wire, id: string, { event, incident, by, note }: Happened): Json {
  return {
    id,
    event_type: event,
    resource_type: 'incident',
    occurred_at: new Date(store.options.now()).toISOString(),
    agent: wire.reference('user', by) ?? wire.reference('service', by),
    client: null,
    data: note
      ? {
          incident: wire.reference('incident', incident.id),
          id: note.id,
          content: note.content,
          trimmed: false,
          type: 'incident_note',
        }
      : wire.incidentInWebhook(incident),
  };
}
