import type { Answer, Request, Route } from '../api.ts';
import { isObject, textAt } from '../json.ts';
import type { ChangeEvent, PagerDutyOperation, Service } from './contract.ts';
import { changeStatus, open } from './incidents.ts';
import type { Rota } from './on-call.ts';
import { invalidEvent, tooLarge, unknownRoutingKey } from './refusals.ts';
import { newKey, type Store } from './store.ts';

type Body = Readonly<Record<string, unknown>>;

/** https://developer.pagerduty.com/docs/send-alert-event and /docs/send-change-events */
export function eventRoutes(store: Store, rota: Rota): readonly Route<PagerDutyOperation>[] {
  return [
    {
      operation: 'enqueueEvent',
      method: 'POST',
      path: '/v2/enqueue',
      handle: (request) => enqueueEvent(store, rota, request),
    },
    {
      operation: 'enqueueChange',
      method: 'POST',
      path: '/v2/change/enqueue',
      handle: (request) => enqueueChange(store, request),
    },
  ];
}

const SUMMARY_LENGTH = 1024;
const KEY_LENGTH = 255;
const LARGEST = 512 * 1024;
const SEVERITIES = ['critical', 'warning', 'error', 'info'];

function enqueueEvent(store: Store, rota: Rota, request: Request): Answer {
  const body = readEvent(request);
  const { event_action: action } = body;
  if (action !== 'trigger' && action !== 'acknowledge' && action !== 'resolve') {
    throw invalidEvent(
      "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    );
  }
  const problems = [
    ...keyProblems(body, action),
    ...(action === 'trigger' ? alertProblems(body.payload) : []),
    ...linkProblems(body.links),
  ];
  if (problems.length > 0) throw invalidEvent(...problems);
  const service = serviceOf(store, body);
  const dedupKey = textAt(body, 'dedup_key') || newKey();
  const payload = isObject(body.payload) ? body.payload : undefined;

  store.events.push({ serviceId: service.id, action, dedupKey, payload, receivedAt: store.options.now() });
  takeEffect(store, rota, service, action, dedupKey, textAt(payload, 'summary') ?? '');
  store.tell({ kind: 'event', id: dedupKey });
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: dedupKey } };
}

/** One open incident for each key; acknowledging or resolving what is not there does nothing. */
function takeEffect(store: Store, rota: Rota, service: Service, action: string, dedupKey: string, title: string): void {
  const known = store.openWithKey(service.id, dedupKey);
  if (action === 'trigger') {
    if (!known) open(store, rota, { title, serviceId: service.id, incidentKey: dedupKey }, service.id);
  } else if (known) {
    changeStatus(store, known, action === 'resolve' ? 'resolved' : 'acknowledged', service.id);
  }
}

function enqueueChange(store: Store, request: Request): Answer {
  const body = readEvent(request);
  const problems = [...changeProblems(body.payload), ...linkProblems(body.links)];
  if (problems.length > 0) throw invalidEvent(...problems);
  const service = serviceOf(store, body);
  store.changeEvents.push(toChange(body, service, store.options.now()));
  store.tell({ kind: 'change-event', id: String(store.changeEvents.length) });
  return { status: 202, body: { status: 'success', message: 'Change event processed' } };
}

function toChange({ payload, links }: Body, service: Service, receivedAt: number): ChangeEvent {
  const details = isObject(payload) ? payload.custom_details : undefined;
  return {
    serviceId: service.id,
    summary: textAt(payload, 'summary') ?? '',
    source: textAt(payload, 'source'),
    timestamp: textAt(payload, 'timestamp'),
    customDetails: isObject(details) ? details : undefined,
    links: Array.isArray(links)
      ? links.map((link) => ({ href: textAt(link, 'href') ?? '', text: textAt(link, 'text') }))
      : [],
    receivedAt,
  };
}

function readEvent({ body, malformed }: Request): Body {
  if (JSON.stringify(body ?? '').length > LARGEST) throw tooLarge();
  if (malformed || !isObject(body)) throw invalidEvent('JSON parse error');
  const key = textAt(body, 'routing_key');
  if (!key) throw invalidEvent("'routing_key' is missing or blank");
  const problems = [
    ...(key.length === 32 ? [] : ["Length of 'routing_key' is incorrect (should be 32 characters)"]),
    ...(/^[A-Za-z0-9]+$/.test(key) ? [] : ["'routing_key' cannot contain non-alphanumeric characters."]),
  ];
  if (problems.length > 0) throw invalidEvent(...problems);
  return body;
}

function serviceOf({ options }: Store, body: Body): Service {
  const service = options.services.find(({ integrationKey }) => integrationKey === body.routing_key);
  if (!service) throw unknownRoutingKey();
  return service;
}

function keyProblems(body: Body, action: string): readonly string[] {
  const key = textAt(body, 'dedup_key');
  if (!key) return action === 'trigger' ? [] : ["'dedup_key' is missing or blank"];
  return key.length > KEY_LENGTH
    ? [`Length of 'dedup_key' is incorrect (should be at most ${KEY_LENGTH} characters)`]
    : [];
}

function alertProblems(payload: unknown): readonly string[] {
  if (!isObject(payload)) return ["'payload' is missing or blank"];
  const severity = textAt(payload, 'severity');
  const isKnown = severity !== undefined && SEVERITIES.includes(severity);
  return [
    ...summaryProblems(payload),
    ...(textAt(payload, 'source') ? [] : ["'payload.source' is missing or blank"]),
    ...(severity ? [] : ["'payload.severity' is missing or blank"]),
    ...(severity && !isKnown
      ? ["'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')"]
      : []),
    ...timestampProblems(payload),
  ];
}

function changeProblems(payload: unknown): readonly string[] {
  if (!isObject(payload)) return ["'payload' is missing or blank"];
  return [...summaryProblems(payload), ...timestampProblems(payload)];
}

function summaryProblems(payload: Body): readonly string[] {
  const summary = textAt(payload, 'summary');
  if (!summary?.trim()) return ["'payload.summary' is missing or blank"];
  return summary.length > SUMMARY_LENGTH
    ? [`Length of 'payload.summary' is incorrect (should be at most ${SUMMARY_LENGTH} characters)`]
    : [];
}

function timestampProblems({ timestamp }: Body): readonly string[] {
  if (timestamp === undefined) return [];
  const isInstant =
    typeof timestamp === 'string' && /^\d{4}-\d\d-\d\dT/.test(timestamp) && !Number.isNaN(Date.parse(timestamp));
  return isInstant ? [] : ["'payload.timestamp' is invalid (must be an ISO 8601 date and time)"];
}

function linkProblems(links: unknown): readonly string[] {
  if (links === undefined) return [];
  if (!Array.isArray(links)) return ["'links' is invalid (must be a list)"];
  return links.every((link) => textAt(link, 'href')) ? [] : ["'links.href' is missing or blank"];
}
