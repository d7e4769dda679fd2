import type { Call } from '../api.ts';
import type { Delivery } from '../deliveries.ts';
import type { Fault } from '../faults.ts';

/**
 * What the stand-in for PagerDuty offers to those who use it: the page, the tests.
 * The bot under test sees none of this: it speaks PagerDuty's REST API, Events API v2 and receives v3 webhooks.
 */

export type Json = Record<string, unknown>;

export interface PagerDutyUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** Routing key of the service's Events API v2 integration: 32 characters. */
  readonly integrationKey: string;
  /** Absent: the first escalation policy. */
  readonly escalationPolicyId?: string;
}

export interface Shift {
  readonly userId: string;
  /** Milliseconds since the epoch; absent: always. */
  readonly start?: number;
  readonly end?: number;
}

export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly shifts: readonly Shift[];
}

export interface EscalationPolicy {
  readonly id: string;
  readonly name: string;
  /** Level 1 first; each is a schedule or user id. */
  readonly levels: readonly (readonly string[])[];
}

export type IncidentStatus = 'triggered' | 'acknowledged' | 'resolved';
export type Urgency = 'high' | 'low';

export interface PagerDutyWebhooks {
  readonly url: string;
  /** One signature is sent for each: more than one while a secret is rotated. */
  readonly secrets: readonly string[];
}

/** An incident that is there from the start. */
export interface SeedIncident {
  readonly number: number;
  readonly title: string;
  readonly serviceId: string;
  readonly urgency: Urgency;
  readonly status: IncidentStatus;
  /** How long before the start it was opened. */
  readonly ageMilliseconds: number;
}

export interface PagerDutyOptions {
  /** The workspace's clock (ms, UTC): dates of incidents, who is on call. */
  readonly now: () => number;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly apiToken: string;
  /** Set for a user's own token; absent: an account's token, which has no `/users/me` and needs `From` on writes. */
  readonly apiTokenUserId?: string;
  readonly users: readonly PagerDutyUser[];
  readonly services: readonly Service[];
  readonly schedules?: readonly Schedule[];
  readonly escalationPolicies?: readonly EscalationPolicy[];
  readonly priorities?: readonly { readonly id: string; readonly name: string }[];
  readonly incidents?: readonly SeedIncident[];
  readonly webhooks?: PagerDutyWebhooks;
  /** Where a browser that opens an incident's `html_url` is sent; absent: a plain page is shown. */
  readonly pageOf?: (incidentId: string) => string;
}

export interface Note {
  readonly id: string;
  readonly content: string;
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface Incident {
  readonly id: string;
  /** The number people say, e.g. 8812. */
  readonly number: number;
  readonly title: string;
  /** Details of the incident's body, when it was opened through the REST API. */
  readonly details?: string;
  /** De-duplicates: one open incident per service and key. */
  readonly incidentKey: string;
  readonly status: IncidentStatus;
  readonly urgency: Urgency;
  readonly serviceId: string;
  readonly priorityId?: string;
  readonly assigneeIds: readonly string[];
  readonly notes: readonly Note[];
  /** Set once it was merged into another incident. */
  readonly mergedInto?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly acknowledgedAt?: number;
  readonly resolvedAt?: number;
  /** User id, or service id when the Events API did it. */
  readonly lastChangedBy: string;
}

/** An event accepted by `POST /v2/enqueue`. */
export interface AlertEvent {
  readonly serviceId: string;
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedupKey: string;
  readonly payload?: Json;
  readonly receivedAt: number;
}

/** An event accepted by `POST /v2/change/enqueue`. */
export interface ChangeEvent {
  readonly serviceId: string;
  readonly summary: string;
  readonly source?: string;
  /** As sent, ISO 8601. */
  readonly timestamp?: string;
  readonly customDetails?: Json;
  readonly links: readonly { readonly href: string; readonly text?: string }[];
  readonly receivedAt: number;
}

export type PagerDutyOperation =
  | 'listIncidents'
  | 'getIncident'
  | 'createIncident'
  | 'updateIncident'
  | 'updateIncidents'
  | 'mergeIncidents'
  | 'listNotes'
  | 'createNote'
  | 'listServices'
  | 'getService'
  | 'listUsers'
  | 'getUser'
  | 'getCurrentUser'
  | 'listOnCalls'
  | 'getSchedule'
  | 'listScheduleUsers'
  | 'getEscalationPolicy'
  | 'listPriorities'
  | 'listAbilities'
  | 'enqueueEvent'
  | 'enqueueChange';

export interface PagerDutyStandIn {
  /** e.g. `http://127.0.0.1:4323`: the REST API and the Events API both live here; incidents are shown below `/incidents/`. */
  readonly url: string;
  readonly users: () => readonly PagerDutyUser[];
  readonly services: () => readonly Service[];
  readonly priorities: () => readonly { readonly id: string; readonly name: string }[];
  /** Newest first. */
  readonly incidents: () => readonly Incident[];
  /** By id or number. */
  readonly incident: (idOrNumber: string | number) => Incident | undefined;
  /**
   * What a person does in PagerDuty's page. `by` is a user id, absent: the first user. All of it throws for an unknown
   * incident, and acknowledging, resolving and merging into throw for a resolved one, as the page would not offer it.
   */
  readonly trigger: (incident: { title: string; serviceId: string; urgency?: Urgency }, by?: string) => Incident;
  readonly acknowledge: (id: string, by?: string) => void;
  readonly resolve: (id: string, by?: string) => void;
  readonly reopen: (id: string, by?: string) => void;
  readonly noteByHand: (id: string, content: string, by?: string) => void;
  /** `undefined` takes it away. */
  readonly setPriority: (id: string, priorityId: string | undefined, by?: string) => void;
  readonly mergeByHand: (sourceId: string, targetId: string, by?: string) => void;
  /** Puts this user on call on a schedule from now on. */
  readonly putOnCall: (scheduleId: string, userId: string) => void;
  /** Nobody is on call on this schedule from now on. */
  readonly takeOffCall: (scheduleId: string) => void;
  /** Deletes a schedule, and takes it out of the escalation policies. */
  readonly deleteSchedule: (scheduleId: string) => void;
  /** User ids on call now at level 1 of the service's escalation policy. */
  readonly onCall: (serviceId: string) => readonly string[];
  /** Everything the Events API accepted, oldest first. */
  readonly events: () => readonly AlertEvent[];
  readonly changeEvents: () => readonly ChangeEvent[];
  readonly setWebhooks: (webhooks: PagerDutyWebhooks | undefined) => void;
  /** Applies a fault to the next `times` calls (default: until cleared); `*` is every operation. */
  readonly fail: (operation: PagerDutyOperation | '*', fault: Fault, times?: number) => void;
  readonly clearFaults: () => void;
  readonly calls: () => readonly Call<PagerDutyOperation>[];
  readonly deliveries: () => readonly Delivery[];
  /** Sends a delivery once more under its id, as PagerDuty does when it doubts the answer. */
  readonly redeliver: (id: string) => Promise<void>;
  /** Resolves when no webhook is under way. */
  readonly delivered: () => Promise<void>;
  /** Told after each change. Returns the way to stop listening. */
  readonly onChange: (
    listener: (change: { readonly kind: 'incident' | 'event' | 'change-event'; readonly id: string }) => void,
  ) => () => void;
  readonly stop: () => Promise<void>;
}
