import { type Request, startApi } from '../api.ts';
import { createDeliveries } from '../deliveries.ts';
import { accountRoutes } from './account-routes.ts';
import { byHand } from './by-hand.ts';
import type { PagerDutyOperation, PagerDutyOptions, PagerDutyStandIn } from './contract.ts';
import { eventRoutes } from './event-routes.ts';
import { incidentRoutes } from './incident-routes.ts';
import { createRota } from './on-call.ts';
import { incidentPage } from './page.ts';
import { notFound, rateLimited, throttled, unauthenticated, wrongVersion } from './refusals.ts';
import { createStore } from './store.ts';
import { startWebhooks } from './webhooks.ts';
import { createWire } from './wire.ts';

/** A PagerDuty account on 127.0.0.1: REST API and Events API v2 on one host. */
export async function startPagerDuty(options: PagerDutyOptions): Promise<PagerDutyStandIn> {
  const store = createStore(options);
  const rota = createRota(options);
  const deliveries = createDeliveries();
  let url = '';
  let { webhooks } = options;
  const wire = createWire(store, rota, () => url);
  const api = await startApi({
    port: options.port,
    routes: [...incidentRoutes(store, rota, wire), ...accountRoutes(store, rota, wire), ...eventRoutes(store, rota)],
    admit: (operation, request) => admit(options, operation, request),
    rateLimited: (seconds, operation) => (isEvent(operation) ? throttled() : rateLimited(seconds)),
    notFound: () => notFound().answer,
    page: (path, accept) => incidentPage(store, path, accept),
  });
  url = api.url;
  startWebhooks(store, wire, deliveries, () => webhooks);

  return {
    url,
    users: () => options.users,
    services: () => options.services,
    priorities: () => options.priorities ?? [],
    incidents: store.incidents,
    incident: store.find,
    ...byHand(store, rota),
    putOnCall: rota.putOnCall,
    takeOffCall: rota.takeOffCall,
    deleteSchedule: rota.deleteSchedule,
    onCall: (serviceId) => rota.firstFor(store.service(serviceId)),
    events: () => [...store.events],
    changeEvents: () => [...store.changeEvents],
    setWebhooks: (next) => {
      webhooks = next;
    },
    fail: api.faults.fail,
    clearFaults: api.faults.clearFaults,
    calls: api.calls,
    deliveries: deliveries.deliveries,
    redeliver: deliveries.redeliver,
    delivered: deliveries.delivered,
    onChange: store.onChange,
    stop: async () => {
      deliveries.stop();
      await api.stop();
    },
  };
}

const isEvent = (operation: PagerDutyOperation): boolean =>
  operation === 'enqueueEvent' || operation === 'enqueueChange';

/** Events carry their key in the body; the REST API wants a token, and has a version 2 only. */
function admit({ apiToken }: PagerDutyOptions, operation: PagerDutyOperation, { header }: Request): void {
  if (isEvent(operation)) return;
  if (header('authorization') !== `Token token=${apiToken}`) throw unauthenticated();
  const version = /version=(\d+)/.exec(header('accept') ?? '')?.[1];
  if (version !== undefined && version !== '2') throw wrongVersion();
}
