import type { Answer, Route } from '../api.ts';
import type { PagerDutyOperation, PagerDutyUser } from './contract.ts';
import { isDuring, type OnCall, type Rota } from './on-call.ts';
import { instant, listOf, page } from './query.ts';
import { noCurrentUser, notFound } from './refusals.ts';
import type { Store } from './store.ts';
import type { Wire } from './wire.ts';

const ABILITIES = [
  'sso',
  'teams',
  'urgencies',
  'manual_alert_grouping',
  'preview_incident_alert_split',
  'webhook_subscriptions',
];

/** Services, people, who is on call. */
export function accountRoutes(store: Store, rota: Rota, wire: Wire): readonly Route<PagerDutyOperation>[] {
  const { options } = store;
  const get = (
    operation: PagerDutyOperation,
    path: string,
    handle: Route<PagerDutyOperation>['handle'],
  ): Route<PagerDutyOperation> => ({
    operation,
    method: 'GET',
    path,
    handle,
  });
  return [
    get('listServices', '/services', ({ query }) =>
      page(query, 'services', options.services.filter(named(query)), wire.service),
    ),
    get('getService', '/services/:id', ({ params }) => one('service', options.services, params.id, wire.service)),
    get('listUsers', '/users', ({ query }) => page(query, 'users', options.users.filter(answersTo(query)), wire.user)),
    get('getCurrentUser', '/users/me', () => {
      // https://developer.pagerduty.com/api-reference: get the current user: not with an account's token
      if (options.apiTokenUserId === undefined) throw noCurrentUser();
      return one('user', options.users, options.apiTokenUserId, wire.user);
    }),
    get('getUser', '/users/:id', ({ params }) => one('user', options.users, params.id, wire.user)),
    get('listOnCalls', '/oncalls', ({ query }) =>
      page(query, 'oncalls', onCalls(rota, options.now(), query), shownOnCall(store, wire, query)),
    ),
    get('getSchedule', '/schedules/:id', ({ params }) =>
      one('schedule', rota.schedules(), params.id, ({ id }) => wire.schedule(id)),
    ),
    get('listScheduleUsers', '/schedules/:id/users', ({ params, query }) =>
      scheduleUsers(store, rota, wire, params.id ?? '', query),
    ),
    get('getEscalationPolicy', '/escalation_policies/:id', ({ params }) =>
      one('escalation_policy', rota.policies(), params.id, ({ id }) => wire.escalationPolicy(id)),
    ),
    get('listPriorities', '/priorities', ({ query }) =>
      page(query, 'priorities', options.priorities ?? [], ({ id, name }) => ({
        id,
        type: 'priority',
        summary: name,
        name,
      })),
    ),
    get('listAbilities', '/abilities', () => ({ status: 200, body: { abilities: ABILITIES } })),
  ];
}

function one<Item extends { readonly id: string }>(
  name: string,
  items: readonly Item[],
  id: string | undefined,
  show: (item: Item) => unknown,
): Answer {
  const found = items.find((item) => item.id === id);
  if (!found) throw notFound();
  return { status: 200, body: { [name]: show(found) } };
}

const named = (query: URLSearchParams) => {
  const wanted = query.get('query')?.toLowerCase() ?? '';
  return ({ name }: { readonly name: string }): boolean => name.toLowerCase().includes(wanted);
};

const answersTo = (query: URLSearchParams) => {
  const wanted = query.get('query')?.toLowerCase() ?? '';
  return ({ name, email }: PagerDutyUser): boolean =>
    [name, email].some((words) => words.toLowerCase().includes(wanted));
};

/** https://developer.pagerduty.com/api-reference: list all of the on-calls; now, unless told otherwise. */
function onCalls(rota: Rota, now: number, query: URLSearchParams): readonly OnCall[] {
  const since = instant(query, 'since', now);
  const among = (name: string, id: string | undefined): boolean => {
    const wanted = listOf(query, name);
    return wanted.length === 0 || (id !== undefined && wanted.includes(id));
  };
  return rota
    .between(since, instant(query, 'until', since))
    .filter(({ policy }) => among('escalation_policy_ids', policy.id))
    .filter(({ schedule }) => among('schedule_ids', schedule?.id))
    .filter(({ userId }) => among('user_ids', userId));
}

/** With `include[]=users` people come in full, with their e-mail. */
const shownOnCall =
  ({ options }: Store, wire: Wire, query: URLSearchParams) =>
  (onCall: OnCall) => {
    const user = options.users.find(({ id }) => id === onCall.userId);
    const isFull = listOf(query, 'include').includes('users') && user !== undefined;
    return { ...wire.onCall(onCall), ...(isFull && { user: wire.user(user) }) };
  };

/** https://developer.pagerduty.com/api-reference: list users on call in a schedule between two instants. */
function scheduleUsers(store: Store, rota: Rota, wire: Wire, id: string, query: URLSearchParams): Answer {
  const schedule = rota.schedules().find((known) => known.id === id);
  if (!schedule) throw notFound();
  const since = instant(query, 'since', store.options.now());
  const until = instant(query, 'until', since);
  const ids = schedule.shifts.filter((shift) => isDuring(shift, since, until)).map(({ userId }) => userId);
  return { status: 200, body: { users: store.options.users.filter((user) => ids.includes(user.id)).map(wire.user) } };
}
