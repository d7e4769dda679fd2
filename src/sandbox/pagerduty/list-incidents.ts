import type { Answer } from '../api.ts';
import type { Incident } from './contract.ts';
import { instant, listOf, page } from './query.ts';
import { invalidInput } from './refusals.ts';
import type { Store } from './store.ts';
import type { Wire } from './wire.ts';

const MONTH = 30 * 24 * 3_600_000;
const MOST = 6 * 31 * 24 * 3_600_000;

/** https://developer.pagerduty.com/api-reference: list incidents. The last month only, unless told otherwise. */
export function listIncidents(store: Store, wire: Wire, query: URLSearchParams): Answer {
  const statuses = listOf(query, 'statuses');
  if (statuses.some((status) => !['triggered', 'acknowledged', 'resolved'].includes(status))) {
    throw invalidInput('Status must be a list of triggered, acknowledged, or resolved.');
  }
  const isRecent = dateRange(store.options.now(), query);
  const among = (name: string, value: string): boolean => {
    const wanted = listOf(query, name);
    return wanted.length === 0 || wanted.includes(value);
  };
  const key = query.get('incident_key');
  const found = store
    .incidents()
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .filter(({ serviceId, urgency }) => among('service_ids', serviceId) && among('urgencies', urgency))
    .filter(
      ({ assigneeIds }) => listOf(query, 'user_ids').length === 0 || assigneeIds.some((id) => among('user_ids', id)),
    )
    .filter(({ incidentKey }) => key === null || incidentKey === key)
    .filter(isRecent)
    .toSorted(order(query.get('sort_by')));
  return page(query, 'incidents', found, wire.incident);
}

function dateRange(now: number, query: URLSearchParams): (incident: Incident) => boolean {
  if (query.get('date_range') === 'all') return () => true;
  const since = instant(query, 'since', query.has('until') ? instant(query, 'until', now) - MONTH : now - MONTH);
  const until = instant(query, 'until', query.has('since') ? since + MONTH : now);
  if (until - since > MOST) throw invalidInput('The date range cannot be longer than 6 months.');
  return ({ createdAt }) => createdAt >= since && createdAt <= until;
}

const RANKS: Readonly<Record<string, (incident: Incident) => number>> = {
  incident_number: ({ number }) => number,
  created_at: ({ createdAt }) => createdAt,
  resolved_at: ({ resolvedAt }) => resolvedAt ?? 0,
  urgency: ({ urgency }) => (urgency === 'high' ? 1 : 0),
};

function order(sortBy: string | null): (one: Incident, other: Incident) => number {
  const [field = '', direction = 'asc'] = (sortBy ?? 'created_at:asc').split(':');
  const rank = RANKS[field];
  if (!rank || !['asc', 'desc'].includes(direction)) throw invalidInput(`Sort by is not valid: ${sortBy}`);
  const sign = direction === 'desc' ? -1 : 1;
  return (one, other) => sign * (rank(one) - rank(other) || one.number - other.number);
}
