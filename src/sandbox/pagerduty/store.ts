import { randomBytes } from 'node:crypto';
import type {
  AlertEvent,
  ChangeEvent,
  Incident,
  IncidentStatus,
  Note,
  PagerDutyOptions,
  Service,
  Urgency,
} from './contract.ts';

export type Happening =
  | 'incident.triggered'
  | 'incident.acknowledged'
  | 'incident.resolved'
  | 'incident.reopened'
  | 'incident.priority_updated'
  | 'incident.annotated';

export interface Happened {
  readonly event: Happening;
  readonly incident: Incident;
  /** User id, or service id when the Events API did it. */
  readonly by: string;
  readonly note?: Note;
}

export type Change = { readonly kind: 'incident' | 'event' | 'change-event'; readonly id: string };

export interface Store {
  readonly options: PagerDutyOptions;
  /** Newest first. */
  readonly incidents: () => readonly Incident[];
  /** By id, or by the number people say: https://developer.pagerduty.com/api-reference, get an incident. */
  readonly find: (idOrNumber: string | number) => Incident | undefined;
  readonly openWithKey: (serviceId: string, key: string) => Incident | undefined;
  readonly service: (id: string) => Service | undefined;
  readonly save: (incident: Incident, event?: Happening, note?: Note) => Incident;
  readonly nextNumber: () => number;
  readonly events: AlertEvent[];
  readonly changeEvents: ChangeEvent[];
  readonly tell: (change: Change) => void;
  readonly onHappened: (listener: (happened: Happened) => void) => void;
  readonly onChange: (listener: (change: Change) => void) => () => void;
}

export function createStore(options: PagerDutyOptions): Store {
  const incidents = new Map<string, Incident>();
  const happenedListeners: ((happened: Happened) => void)[] = [];
  const changeListeners = new Set<(change: Change) => void>();
  const all = (): readonly Incident[] => [...incidents.values()].sort((one, other) => other.number - one.number);
  const tell = (change: Change): void => {
    for (const listener of changeListeners) listener(change);
  };
  seed(options, incidents);

  return {
    options,
    incidents: all,
    find: (wanted) => incidents.get(String(wanted)) ?? all().find(({ number }) => String(number) === String(wanted)),
    openWithKey: (serviceId, key) =>
      all().find((one) => one.serviceId === serviceId && one.incidentKey === key && one.status !== 'resolved'),
    service: (id) => options.services.find((service) => service.id === id),
    save: (incident, event, note) => {
      const saved = { ...incident, updatedAt: options.now() };
      incidents.set(saved.id, saved);
      if (event)
        for (const listener of happenedListeners) listener({ event, incident: saved, by: saved.lastChangedBy, note });
      tell({ kind: 'incident', id: saved.id });
      return saved;
    },
    nextNumber: () => (all()[0]?.number ?? 0) + 1,
    events: [],
    changeEvents: [],
    tell,
    onHappened: (listener) => void happenedListeners.push(listener),
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
  };
}

/** Fourteen letters and digits, a Q before, as PagerDuty's newer ids. */
export const newId = (prefix: string): string =>
  prefix +
  randomBytes(16)
    .toString('hex')
    .toUpperCase()
    .slice(0, 14 - prefix.length);

export const newKey = (): string => randomBytes(16).toString('hex');

function seed({ incidents = [], users, now }: PagerDutyOptions, into: Map<string, Incident>): void {
  for (const { number, title, serviceId, urgency, status, ageMilliseconds } of incidents) {
    const createdAt = now() - ageMilliseconds;
    const by = users[0]?.id ?? serviceId;
    const incident = blank({
      id: `Q${String(number).padStart(13, '0')}`,
      number,
      title,
      serviceId,
      urgency,
      by,
      key: `seed-${number}`,
      at: createdAt,
    });
    into.set(incident.id, { ...incident, status, ...dates(status, createdAt) });
  }
}

function dates(status: IncidentStatus, at: number): Partial<Incident> {
  if (status === 'triggered') return {};
  const acknowledgedAt = at + 60_000;
  return status === 'acknowledged' ? { acknowledgedAt } : { acknowledgedAt, resolvedAt: at + 1_800_000 };
}

export function blank(incident: {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly serviceId: string;
  readonly urgency: Urgency;
  readonly by: string;
  readonly key: string;
  readonly at: number;
}): Incident {
  const { by, key, at, ...rest } = incident;
  return {
    ...rest,
    incidentKey: key,
    status: 'triggered',
    assigneeIds: [],
    notes: [],
    createdAt: at,
    updatedAt: at,
    lastChangedBy: by,
  };
}
