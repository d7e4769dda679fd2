import type { PermanentFailure } from '../app/errors.ts';
import type { Incident } from '../domain/change/types.ts';
import { oneLine } from '../domain/plain-text.ts';
import type { PagerDutyClient } from './client.ts';
import { NotFound } from './failures.ts';
import { incidentPath, isNumberOrAddress } from './reference.ts';
import type { WireIncident } from './schema.ts';
import { incidents, oneIncident } from './schema.ts';

/** The largest page PagerDuty gives: https://developer.pagerduty.com/docs/pagination */
const PAGE = '100';
/** A merged incident is followed to its target, and that to its own. */
const MOST_MERGES = 3;

/** By id, number or address, whatever its status. @throws PermanentFailure with words when there is none */
export async function findIncident(
  client: PagerDutyClient,
  reference: string,
  timeout?: number | undefined,
): Promise<Incident> {
  const path = incidentPath(reference);
  if (path === undefined) throw noSuch(reference);
  let found = await get(path);
  for (let merges = 0; merges < MOST_MERGES; merges++) {
    const target = found.resolve_reason?.type === 'merge_resolve_reason' ? found.resolve_reason.incident : undefined;
    if (!target) break;
    found = await get(target.id);
  }
  return toIncident(found);

  async function get(id: string): Promise<WireIncident> {
    const answer = await client
      .rest({ doing: 'find the incident' }, oneIncident, { path: `/incidents/${encodeURIComponent(id)}`, timeout })
      .catch((error: unknown) => {
        throw error instanceof NotFound ? noSuch(reference) : error;
      });
    return answer.incident;
  }
}

const noSuch = (reference: string): PermanentFailure =>
  new NotFound(
    `PagerDuty has no incident "${oneLine(reference).slice(0, 100)}": give its number, such as 8812, or paste its address.`,
  );

/**
 * Open incidents that fit what was typed, the newest hundred of them; a number or an address finds its incident whatever
 * its status, and comes first. `timeout` in milliseconds is for all of it.
 */
export async function searchIncidents(
  client: PagerDutyClient,
  typed: string,
  timeout: number,
): Promise<readonly Incident[]> {
  const [named, open] = await Promise.all([
    isNumberOrAddress(typed) ? findIncident(client, typed, timeout).catch(nothingWhenUnknown) : undefined,
    client.rest({ doing: 'search incidents' }, incidents, {
      path: '/incidents',
      query: {
        'statuses[]': ['triggered', 'acknowledged'],
        sort_by: 'created_at:desc',
        date_range: 'all',
        limit: PAGE,
      },
      timeout,
    }),
  ]);
  const fitting = open.incidents.filter((incident) => fits(incident, typed)).map(toIncident);
  return named ? [named, ...fitting.filter(({ id }) => id !== named.id)] : fitting;
}

function nothingWhenUnknown(error: unknown): undefined {
  if (error instanceof NotFound) return undefined;
  throw error;
}

function fits({ incident_number, title, service }: WireIncident, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (String(incident_number).startsWith(wanted.replace(/^#/, ''))) return true;
  return [title, service?.summary].some((words) => words?.toLowerCase().includes(wanted));
}

function toIncident({ id, incident_number: number, title, summary, html_url: url, service }: WireIncident): Incident {
  return { id, number, title: title || summary || `#${number}`, url, serviceId: service?.id };
}
