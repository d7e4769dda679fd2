import type { Incident, IncidentStatus, Note, Urgency } from './contract.ts';
import type { Rota } from './on-call.ts';
import { blank, newId, newKey, type Store } from './store.ts';

export interface Opening {
  readonly title: string;
  readonly serviceId: string;
  readonly urgency?: Urgency;
  readonly incidentKey?: string;
  readonly details?: string;
  readonly priorityId?: string;
}

/** Opens an incident and assigns it to whoever is on call. */
export function open(store: Store, rota: Rota, opening: Opening, by: string): Incident {
  const { title, serviceId, urgency = 'high', incidentKey = newKey(), details, priorityId } = opening;
  const incident = blank({
    id: newId('Q'),
    number: store.nextNumber(),
    title,
    serviceId,
    urgency,
    by,
    key: incidentKey,
    at: store.options.now(),
  });
  const assigneeIds = rota.firstFor(store.service(serviceId));
  return store.save({ ...incident, details, priorityId, assigneeIds }, 'incident.triggered');
}

/** Nothing happens to an incident that is there already. */
export function changeStatus(store: Store, incident: Incident, status: IncidentStatus, by: string): Incident {
  if (incident.status === status) return incident;
  const at = store.options.now();
  const changed = { ...incident, status, lastChangedBy: by };
  switch (status) {
    case 'acknowledged':
      return store.save({ ...changed, acknowledgedAt: at }, 'incident.acknowledged');
    case 'resolved':
      return store.save({ ...changed, resolvedAt: at, assigneeIds: [] }, 'incident.resolved');
    case 'triggered':
      return store.save(
        { ...changed, acknowledgedAt: undefined, resolvedAt: undefined, mergedInto: undefined },
        incident.status === 'resolved' ? 'incident.reopened' : undefined,
      );
  }
}

/** The source is resolved because it became part of the target: https://support.pagerduty.com/main/docs/merge-incidents */
export function merge(store: Store, source: Incident, target: Incident, by: string): void {
  const at = store.options.now();
  const merged = {
    ...source,
    status: 'resolved' as const,
    resolvedAt: source.resolvedAt ?? at,
    assigneeIds: [],
    mergedInto: target.id,
    lastChangedBy: by,
  };
  store.save(merged, source.status === 'resolved' ? undefined : 'incident.resolved');
}

export function addNote(store: Store, incident: Incident, content: string, userId: string): Note {
  const note = { id: newId('P'), content, userId, createdAt: store.options.now() };
  store.save({ ...incident, notes: [...incident.notes, note], lastChangedBy: userId }, 'incident.annotated', note);
  return note;
}

export function setPriority(store: Store, incident: Incident, priorityId: string | undefined, by: string): Incident {
  if (incident.priorityId === priorityId) return incident;
  return store.save({ ...incident, priorityId, lastChangedBy: by }, 'incident.priority_updated');
}
