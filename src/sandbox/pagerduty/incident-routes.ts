import type { Answer, Request, Route } from '../api.ts';
import { isObject, textAt } from '../json.ts';
import type { Incident, PagerDutyOperation } from './contract.ts';
import { addNote, changeStatus, merge, open, setPriority } from './incidents.ts';
import { listIncidents } from './list-incidents.ts';
import type { Rota } from './on-call.ts';
import { alreadyResolved, badArguments, invalidInput, notFound } from './refusals.ts';
import { sender } from './sender.ts';
import type { Store } from './store.ts';
import type { Wire } from './wire.ts';

type Body = Readonly<Record<string, unknown>>;

/** https://developer.pagerduty.com/api-reference: incidents */
export function incidentRoutes(store: Store, rota: Rota, wire: Wire): readonly Route<PagerDutyOperation>[] {
  const route = (
    operation: PagerDutyOperation,
    method: Route<PagerDutyOperation>['method'],
    path: string,
    handle: Route<PagerDutyOperation>['handle'],
  ): Route<PagerDutyOperation> => ({ operation, method, path: `/incidents${path}`, handle });
  const shown = (incident: Incident, status = 200): Answer => ({ status, body: { incident: wire.incident(incident) } });

  return [
    route('listIncidents', 'GET', '', ({ query }) => listIncidents(store, wire, query)),
    route('createIncident', 'POST', '', (request) => shown(create(store, rota, request), 201)),
    route('updateIncidents', 'PUT', '', (request) => {
      const by = sender(store, request);
      const list = readBody(request).incidents;
      if (!Array.isArray(list)) throw invalidInput('Incidents must be a list.');
      const updated = list.map((item) => update(store, findById(store, textAt(item, 'id')), item, by));
      return { status: 200, body: { incidents: updated.map(wire.incident) } };
    }),
    route('getIncident', 'GET', '/:id', (request) => shown(find(store, request))),
    route('updateIncident', 'PUT', '/:id', (request) => {
      const by = sender(store, request);
      return shown(update(store, find(store, request), readBody(request).incident, by));
    }),
    route('mergeIncidents', 'PUT', '/:id/merge', (request) => {
      const by = sender(store, request);
      const target = find(store, request);
      mergeAll(store, target, readBody(request).source_incidents, by);
      return shown(store.find(target.id) ?? target);
    }),
    route('listNotes', 'GET', '/:id/notes', (request) => ({
      status: 200,
      body: { notes: find(store, request).notes.map(wire.note) },
    })),
    route('createNote', 'POST', '/:id/notes', (request) => {
      const by = sender(store, request);
      const incident = find(store, request);
      const note = addNote(store, incident, readNote(incident, readBody(request).note), by);
      return { status: 201, body: { note: wire.note(note) } };
    }),
  ];
}

function find(store: Store, { params }: Request): Incident {
  return findById(store, params.id);
}

function findById(store: Store, id = ''): Incident {
  const incident = store.find(id);
  if (!incident) throw notFound();
  return incident;
}

/** Anything but a JSON object, or without the content type, is "no hash": https://github.com/PagerDuty/go-pagerduty/issues/89 */
export function readBody({ body, malformed, header }: Request): Body {
  const isJson = header('content-type')?.startsWith('application/json') ?? false;
  if (malformed || !isJson || !isObject(body)) throw invalidInput('params must be a Hash');
  return body;
}

function create(store: Store, rota: Rota, request: Request): Incident {
  const by = sender(store, request);
  const { incident } = readBody(request);
  if (!isObject(incident)) throw invalidInput('Incident must be a Hash');
  const title = textAt(incident, 'title')?.trim() ?? '';
  const serviceId = textAt(incident.service, 'id') ?? '';
  const urgency = incident.urgency ?? 'high';
  const incidentKey = textAt(incident, 'incident_key');
  const problems = [
    ...(title === '' ? ['Title cannot be empty.'] : []),
    ...(serviceId === '' ? ['Service cannot be empty.'] : []),
    ...(incidentKey !== undefined && incidentKey.length > 255
      ? ['Incident key is too long (maximum is 255 characters)']
      : []),
  ];
  if (problems.length > 0) throw invalidInput(...problems);
  if (urgency !== 'high' && urgency !== 'low') throw invalidInput('Urgency must be either high or low.');
  if (!store.service(serviceId)) throw invalidInput('Service not found');
  if (incidentKey !== undefined && store.openWithKey(serviceId, incidentKey)) {
    throw badArguments('Open incident with matching dedup key already exists on this service');
  }
  const details = textAt(incident.body, 'details');
  return open(
    store,
    rota,
    { title, serviceId, urgency, incidentKey, details, priorityId: readPriority(store, incident.priority) },
    by,
  );
}

function update(store: Store, incident: Incident, change: unknown, by: string): Incident {
  if (!isObject(change)) throw invalidInput('Incident must be a Hash');
  const status = change.status;
  if (status !== undefined && status !== 'acknowledged' && status !== 'resolved') {
    throw invalidInput('Status must be either acknowledged or resolved.');
  }
  if (incident.status === 'resolved' && status !== undefined) throw alreadyResolved();
  const title = textAt(change, 'title');
  if (title !== undefined && title.trim() === '') throw invalidInput('Title cannot be empty.');
  const priorityId = 'priority' in change ? readPriority(store, change.priority) : incident.priorityId;

  let changed = title === undefined ? incident : store.save({ ...incident, title, lastChangedBy: by });
  changed = setPriority(store, changed, priorityId, by);
  return status === undefined ? changed : changeStatus(store, changed, status, by);
}

function readPriority({ options }: Store, priority: unknown): string | undefined {
  const id = textAt(priority, 'id');
  if (id === undefined) return undefined;
  if (!options.priorities?.some((known) => known.id === id)) throw invalidInput('Priority not found');
  return id;
}

/** https://developer.pagerduty.com/api-reference: merge incidents */
function mergeAll(store: Store, target: Incident, sources: unknown, by: string): void {
  if (!Array.isArray(sources) || sources.length === 0) throw invalidInput('Source incidents cannot be empty.');
  if (target.status === 'resolved') throw alreadyResolved();
  const found = sources.map((source) => findById(store, textAt(source, 'id')));
  if (found.some(({ id }) => id === target.id)) throw invalidInput('An incident cannot be merged into itself.');
  for (const source of found) merge(store, source, target, by);
}

/** At most 2000 of them: https://developer.pagerduty.com/api-reference, create a note on an incident */
function readNote({ notes }: Incident, note: unknown): string {
  const content = textAt(note, 'content');
  if (!content?.trim()) throw invalidInput('Content cannot be empty.');
  if (notes.length >= 2000) throw invalidInput('Incident has reached the maximum of 2000 notes.');
  return content;
}
