import type { OnCall, OutsideUser, Roll } from '../app/people-ports.ts';
import type { Instant } from '../domain/change/types.ts';
import type { PagerDutyAccess, PagerDutyClient } from './client.ts';
import { pagerDutyClient } from './client.ts';
import { NotFound } from './failures.ts';
import { onCalls, oneEscalationPolicy, oneSchedule, scheduleUsers } from './schema.ts';

/** Two instants that are the same are no range of time to PagerDuty (ms). */
const MOMENT = 1000;
/** The largest page PagerDuty gives: https://developer.pagerduty.com/docs/pagination */
const PAGE = 100;
/** More people than this on call at one moment is no escalation policy any more. */
const MOST_PAGES = 3;

/** Who is on call now. Each @throws PermanentFailure or TransientFailure when PagerDuty does not say. */
export function pagerDutyOnCall(access: PagerDutyAccess): OnCall {
  const client = pagerDutyClient(access);
  return {
    // Not /oncalls: it is silent about schedules that no escalation policy uses.
    onSchedule: async (id, at, timeout) => {
      const path = `/schedules/${encodeURIComponent(id)}`;
      const doing = { doing: `tell who is on call on the schedule ${id}` };
      const users = async () =>
        (await client.rest(doing, scheduleUsers, { path: `${path}/users`, query: during(at), timeout })).users;
      const name = async () => (await client.rest(doing, oneSchedule, { path, timeout })).schedule;
      return rollOf(id, name(), users());
    },
    onEscalationPolicy: async (id, at, timeout) => {
      const path = `/escalation_policies/${encodeURIComponent(id)}`;
      const doing = { doing: `tell who is on call by the escalation policy ${id}` };
      const name = async () => (await client.rest(doing, oneEscalationPolicy, { path, timeout })).escalation_policy;
      return rollOf(id, name(), everyLevel(client, id, at, timeout));
    },
  };
}

/** Gone when PagerDuty knows neither it nor its people; both are asked for, so that the record can name it. */
async function rollOf(
  id: string,
  named: Promise<{ readonly name?: string | null | undefined }>,
  asked: Promise<readonly OutsideUser[]>,
): Promise<Roll<OutsideUser>> {
  try {
    const [{ name }, people] = await Promise.all([named, asked]);
    return { kind: 'found', name: name ?? id, people: distinct(people) };
  } catch (cause) {
    if (cause instanceof NotFound) return { kind: 'absent' };
    throw cause;
  }
}

async function everyLevel(
  client: PagerDutyClient,
  id: string,
  at: Instant,
  timeout: number,
): Promise<readonly OutsideUser[]> {
  const people: OutsideUser[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = {
      ...during(at),
      'escalation_policy_ids[]': [id],
      'include[]': ['users'],
      limit: String(PAGE),
      offset: String(page * PAGE),
    };
    const doing = { doing: `tell who is on call by the escalation policy ${id}` };
    const answer = await client.rest(doing, onCalls, { path: '/oncalls', query, timeout });
    people.push(...answer.oncalls.map(({ user }) => user));
    if (!answer.more) break;
  }
  return people;
}

const during = (at: Instant) => ({
  since: new Date(at).toISOString(),
  until: new Date(at + MOMENT).toISOString(),
});

const distinct = (people: readonly OutsideUser[]): OutsideUser[] => [
  ...new Map(people.map((one) => [one.id, one])).values(),
];
