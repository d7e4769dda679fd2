import type { Incident, Json, Note, PagerDutyUser, Service } from './contract.ts';
import type { OnCall, Rota } from './on-call.ts';
import type { Store } from './store.ts';

/** Our terms in the shapes of https://developer.pagerduty.com/api-reference */
export interface Wire {
  /** `{ id, type: 'user_reference', summary, self, html_url }` and the like. */
  readonly reference: (kind: Kind, id: string | undefined) => Json | null;
  readonly incident: (incident: Incident) => Json;
  /** The same as webhooks carry it: https://developer.pagerduty.com/docs/webhooks-overview#incident */
  readonly incidentInWebhook: (incident: Incident) => Json;
  readonly note: (note: Note) => Json;
  readonly service: (service: Service) => Json;
  readonly user: (user: PagerDutyUser) => Json;
  readonly schedule: (id: string) => Json;
  readonly escalationPolicy: (id: string) => Json;
  readonly onCall: (onCall: OnCall) => Json;
}

export type Kind = 'user' | 'service' | 'escalation_policy' | 'schedule' | 'incident' | 'priority';

const PATHS: Readonly<Record<Kind, string>> = {
  user: 'users',
  service: 'services',
  escalation_policy: 'escalation_policies',
  schedule: 'schedules',
  incident: 'incidents',
  priority: 'priorities',
};

/** `2026-11-21T09:34:30Z`: without milliseconds. */
export const toDate = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
const maybeDate = (instant: number | undefined): string | null => (instant === undefined ? null : toDate(instant));

export function createWire(store: Store, rota: Rota, baseUrl: () => string): Wire {
  const { users, services, priorities = [] } = store.options;
  const names: Readonly<Record<Kind, (id: string) => string | undefined>> = {
    user: (id) => users.find((user) => user.id === id)?.name,
    service: (id) => services.find((service) => service.id === id)?.name,
    escalation_policy: (id) => rota.policies().find((policy) => policy.id === id)?.name,
    schedule: (id) => rota.schedules().find((schedule) => schedule.id === id)?.name,
    incident: (id) => store.find(id)?.title,
    priority: (id) => priorities.find((priority) => priority.id === id)?.name,
  };
  const object = (kind: Kind, id: string, type: string = kind): Json => ({
    id,
    type,
    summary: names[kind](id) ?? id,
    self: `${baseUrl()}/${PATHS[kind]}/${id}`,
    html_url: `${baseUrl()}/${PATHS[kind]}/${id}`,
  });
  const reference = (kind: Kind, id: string | undefined): Json | null =>
    id === undefined || names[kind](id) === undefined ? null : object(kind, id, `${kind}_reference`);
  const list = (kind: Kind, ids: readonly string[]): readonly (Json | null)[] => ids.map((id) => reference(kind, id));

  return {
    reference,
    incident: (incident) => ({
      ...object('incident', incident.id),
      ...incidentShape(incident, store, rota, reference),
    }),
    incidentInWebhook: (incident) => ({
      ...object('incident', incident.id),
      summary: undefined,
      number: incident.number,
      status: incident.status,
      incident_key: incident.incidentKey,
      created_at: toDate(incident.createdAt),
      title: incident.title,
      service: reference('service', incident.serviceId),
      assignees: list('user', incident.assigneeIds),
      escalation_policy: reference('escalation_policy', rota.policyOf(store.service(incident.serviceId))?.id),
      teams: [],
      priority: reference('priority', incident.priorityId),
      urgency: incident.urgency,
      conference_bridge: null,
      resolve_reason: resolveReason(incident, reference),
    }),
    note: ({ id, content, userId, createdAt }) => ({
      id,
      user: reference('user', userId),
      content,
      created_at: toDate(createdAt),
      channel: { summary: 'The PagerDuty website or APIs' },
    }),
    service: ({ id, name, escalationPolicyId }) => ({
      ...object('service', id),
      name,
      status: 'active',
      alert_creation: 'create_alerts_and_incidents',
      escalation_policy: reference('escalation_policy', escalationPolicyId ?? rota.policies()[0]?.id),
      teams: [],
      integrations: [],
    }),
    user: ({ id, name, email }) => ({
      ...object('user', id),
      name,
      email,
      role: 'user',
      time_zone: 'Etc/UTC',
      teams: [],
    }),
    schedule: (id) => ({
      ...object('schedule', id),
      name: names.schedule(id),
      time_zone: 'Etc/UTC',
      ...entries(id, rota, list),
    }),
    escalationPolicy: (id) => ({
      ...object('escalation_policy', id),
      name: names.escalation_policy(id),
      num_loops: 0,
      escalation_rules: (rota.policies().find((policy) => policy.id === id)?.levels ?? []).map((targets, index) => ({
        id: `PRULE${index + 1}`,
        escalation_delay_in_minutes: 30,
        targets: targets.map((target) => reference('schedule', target) ?? reference('user', target)),
      })),
      services: services
        .filter((service) => rota.policyOf(service)?.id === id)
        .map((service) => reference('service', service.id)),
    }),
    onCall: ({ policy, level, schedule, userId, start, end }) => ({
      escalation_policy: reference('escalation_policy', policy.id),
      escalation_level: level,
      schedule: reference('schedule', schedule?.id),
      user: reference('user', userId),
      start: maybeDate(start),
      end: maybeDate(end),
    }),
  };
}

type Reference = Wire['reference'];

function incidentShape(incident: Incident, store: Store, rota: Rota, reference: Reference): Json {
  const at = toDate(incident.updatedAt);
  return {
    summary: `[#${incident.number}] ${incident.title}`,
    incident_number: incident.number,
    title: incident.title,
    description: incident.title,
    created_at: toDate(incident.createdAt),
    updated_at: at,
    resolved_at: maybeDate(incident.resolvedAt),
    status: incident.status,
    incident_key: incident.incidentKey,
    service: reference('service', incident.serviceId),
    assignments: incident.assigneeIds.map((id) => ({ at, assignee: reference('user', id) })),
    assigned_via: 'escalation_policy',
    last_status_change_at: at,
    last_status_change_by: reference('user', incident.lastChangedBy) ?? reference('service', incident.lastChangedBy),
    acknowledgements:
      incident.status === 'acknowledged' ? [{ at, acknowledger: reference('user', incident.lastChangedBy) }] : [],
    alert_counts: { all: 0, triggered: 0, resolved: 0 },
    is_mergeable: incident.status !== 'resolved',
    escalation_policy: reference('escalation_policy', rota.policyOf(store.service(incident.serviceId))?.id),
    teams: [],
    pending_actions: [],
    urgency: incident.urgency,
    priority: reference('priority', incident.priorityId),
    resolve_reason: resolveReason(incident, reference),
    ...(incident.details === undefined ? {} : { body: { type: 'incident_body', details: incident.details } }),
  };
}

function resolveReason({ mergedInto }: Incident, reference: Reference): Json | null {
  return mergedInto === undefined
    ? null
    : { type: 'merge_resolve_reason', incident: reference('incident', mergedInto) };
}

function entries(id: string, rota: Rota, list: (kind: Kind, ids: readonly string[]) => readonly (Json | null)[]): Json {
  const shifts = rota.schedules().find((schedule) => schedule.id === id)?.shifts ?? [];
  const userIds = [...new Set(shifts.map(({ userId }) => userId))];
  return {
    users: list('user', userIds),
    final_schedule: {
      name: 'Final Schedule',
      rendered_schedule_entries: shifts.map(({ userId, start, end }) => ({
        user: list('user', [userId])[0],
        start: maybeDate(start),
        end: maybeDate(end),
      })),
    },
  };
}
