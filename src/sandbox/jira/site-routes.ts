import type { Answer, Route } from '../api.ts';
import type { CustomField, JiraOperation, JiraUser, Json, Permission } from './contract.ts';
import { PRIORITIES, systemFields } from './fields.ts';
import { toNames } from './read-issue.ts';
import { badRequest, refuse, removed } from './refusals.ts';
import { readSearchBody, readSearchQuery, search } from './search.ts';
import { ALL_PERMISSIONS, type Store } from './store.ts';
import type { Wire } from './wire.ts';

/** What is about the site, the project and its people rather than one issue. */
export function siteRoutes(store: Store, wire: Wire): readonly Route<JiraOperation>[] {
  const { options, settings } = store;
  const get = (
    operation: JiraOperation,
    path: string,
    handle: Route<JiraOperation>['handle'],
  ): Route<JiraOperation> => ({
    operation,
    method: 'GET',
    path: `/rest/api/3/${path}`,
    handle,
  });
  const oldSearch: Route<JiraOperation>['handle'] = () => {
    throw removed();
  };
  return [
    { operation: 'search', method: 'POST', path: '/rest/api/3/search', handle: oldSearch },
    get('search', 'search', oldSearch),
    {
      operation: 'search',
      method: 'POST',
      path: '/rest/api/3/search/jql',
      handle: (request) => search(store, wire, readSearchBody(request)),
    },
    get('search', 'search/jql', (request) => search(store, wire, readSearchQuery(request))),
    get('findUsers', 'user/search', ({ query }) => findUsers(store, wire, query)),
    get('myself', 'myself', () => ok({ ...wire.user(store.caller().accountId), locale: 'en_US' })),
    get('serverInfo', 'serverInfo', () => ok(serverInfo(wire, options.now()))),
    get('getProject', 'project/:project', ({ params }) => {
      checkProject(store, params.project);
      return ok({ ...wire.project(), issueTypes: options.issueTypes.map(wire.issueType) });
    }),
    get('getProjectStatuses', 'project/:project/statuses', ({ params }) => {
      checkProject(store, params.project);
      return ok(statusesByType(store, wire));
    }),
    get('getIssueTypes', 'issue/createmeta/:project/issuetypes', ({ params }) => {
      checkProject(store, params.project);
      return ok(page('issueTypes', options.issueTypes.map(wire.issueType)));
    }),
    get('getIssueTypeFields', 'issue/createmeta/:project/issuetypes/:type', ({ params }) => {
      checkProject(store, params.project);
      if (!options.issueTypes.some(({ id }) => id === params.type))
        throw badRequest('Issue type does not exist in the project.');
      return ok(page('fields', [...systemFields().map(systemField), ...settings.customFields.map(customField)]));
    }),
    get('myPermissions', 'mypermissions', ({ query }) => ok({ permissions: permissions(store, query) })),
    get('getFields', 'field', () =>
      ok([...systemFields().map(systemField), ...settings.customFields.map(customField)]),
    ),
    get('getPriorities', 'priority', () => ok(PRIORITIES.map(({ name }) => wire.priority(name)))),
    get('getPriorities', 'priority/search', () =>
      ok(
        page(
          'values',
          PRIORITIES.map(({ name }) => wire.priority(name)),
        ),
      ),
    ),
  ];
}

const ok = (body: unknown): Answer => ({ status: 200, body });

/** Every issue type has the one workflow: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-statuses-get */
const statusesByType = ({ options }: Store, wire: Wire): readonly Json[] =>
  options.issueTypes.map(({ id, name }) => ({
    self: wire.self(`issuetype/${id}`),
    id,
    name,
    subtask: false,
    statuses: options.statuses.map(wire.status),
  }));

function page(name: string, list: readonly unknown[]): Json {
  return { startAt: 0, maxResults: 50, total: list.length, isLast: true, [name]: list };
}

function checkProject({ options: { project }, settings }: Store, wanted = ''): void {
  const found = wanted.toUpperCase() === project.key || wanted === project.id;
  if (!found || !settings.permissions.includes('BROWSE_PROJECTS')) {
    throw refuse(404, [`No project could be found with key '${wanted}'.`]);
  }
}

/**
 * Active users whose name or e-mail begins with the query; nobody without the permission to browse users:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get
 */
function findUsers(store: Store, wire: Wire, query: URLSearchParams): Answer {
  const wanted = query.get('query')?.toLowerCase();
  const accountId = query.get('accountId');
  if (wanted === undefined && accountId === null) {
    throw badRequest('The username, query, accountId or property parameter must be provided.');
  }
  if (!store.settings.permissions.includes('USER_PICKER')) return ok([]);
  const startAt = Number(query.get('startAt') ?? 0);
  const found = store.options.users.filter(
    (user) => user.active && (accountId === null ? answersTo(user, wanted ?? '') : user.accountId === accountId),
  );
  return ok(
    found.slice(startAt, startAt + Number(query.get('maxResults') ?? 50)).map(({ accountId: id }) => wire.user(id)),
  );
}

const answersTo = ({ displayName, emailAddress }: JiraUser, wanted: string): boolean =>
  [...displayName.toLowerCase().split(' '), displayName.toLowerCase(), emailAddress.toLowerCase()].some((word) =>
    word.startsWith(wanted),
  );

function serverInfo(wire: Wire, now: number): Json {
  return {
    baseUrl: new URL(wire.self('')).origin,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_277,
    serverTime: new Date(now).toISOString().replace('Z', '+0000'),
    serverTitle: 'Jira',
  };
}

/** Permissions must be named: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-mypermissions-get */
function permissions({ settings }: Store, query: URLSearchParams): Json {
  const wanted = toNames(query.get('permissions') ?? undefined, []);
  if (wanted.length === 0) throw badRequest("The 'permissions' query parameter is required.");
  const unknown = wanted.find((key) => !isPermission(key));
  if (unknown) throw badRequest(`Unrecognized permission: ${unknown}`);
  return Object.fromEntries(
    wanted.map((key, index) => [
      key,
      {
        id: String(10 + index),
        key,
        name: key.toLowerCase().replaceAll('_', ' '),
        type: key === 'USER_PICKER' ? 'GLOBAL' : 'PROJECT',
        description: '',
        havePermission: settings.permissions.some((given) => given === key),
      },
    ]),
  );
}

const isPermission = (key: string): key is Permission => ALL_PERMISSIONS.some((known) => known === key);

function systemField(id: string): Json {
  return {
    id,
    fieldId: id,
    key: id,
    name: id,
    custom: false,
    required: id === 'summary',
    hasDefaultValue: id === 'priority',
    operations: ['set'],
    schema: { type: SCHEMAS[id] ?? 'string', system: id },
  };
}

const SCHEMAS: Readonly<Record<string, string>> = {
  duedate: 'date',
  labels: 'array',
  priority: 'priority',
  assignee: 'user',
  reporter: 'user',
};

function customField({ id, name, required, options }: CustomField): Json {
  return {
    id,
    fieldId: id,
    key: id,
    name,
    custom: true,
    required,
    hasDefaultValue: false,
    operations: ['set'],
    schema: { type: options ? 'option' : 'string', customId: Number(id.replace(/\D/g, '')) },
    ...(options ? { allowedValues: options.map((value, index) => ({ id: String(index + 1), value })) } : {}),
  };
}
