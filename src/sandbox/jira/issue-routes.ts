import type { Answer, Request, Route } from '../api.ts';
import { isObject, textAt } from '../json.ts';
import type { Issue, JiraOperation, Permission } from './contract.ts';
import { createIssue } from './create-issue.ts';
import { checkComment, checkEdit } from './operations.ts';
import { readIssue, toNames } from './read-issue.ts';
import { badRequest, forbidden, noSuchIssue } from './refusals.ts';
import { addComment, type ChangeItem, type Store } from './store.ts';
import type { Wire } from './wire.ts';
import { move, transitionsFrom } from './workflow.ts';

const NO_CONTENT: Answer = { status: 204 };

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ and api-group-issue-comments/ */
export function issueRoutes(store: Store, wire: Wire): readonly Route<JiraOperation>[] {
  const by = (): string => store.caller().accountId;
  return [
    {
      operation: 'createIssue',
      method: 'POST',
      path: '/rest/api/3/issue',
      handle: (request) => {
        const { id, key } = createIssue(store, readBody(request));
        return { status: 201, body: { id, key, self: wire.self(`issue/${id}`) } };
      },
    },
    {
      operation: 'getIssue',
      method: 'GET',
      path: '/rest/api/3/issue/:key',
      handle: (request) => ({ status: 200, body: shown(wire, find(store, request), request) }),
    },
    {
      operation: 'editIssue',
      method: 'PUT',
      path: '/rest/api/3/issue/:key',
      handle: (request) => {
        const issue = find(store, request);
        need(store, 'EDIT_ISSUES', 'You do not have permission to edit issues in this project.');
        edit(store, issue, readBody(request), by());
        if (request.query.get('returnIssue') !== 'true') return NO_CONTENT;
        return { status: 200, body: shown(wire, find(store, request), request) };
      },
    },
    {
      operation: 'deleteIssue',
      method: 'DELETE',
      path: '/rest/api/3/issue/:key',
      handle: (request) => {
        const issue = find(store, request);
        need(store, 'DELETE_ISSUES', 'You do not have permission to delete issues in this project.');
        store.remove(issue, by());
        return NO_CONTENT;
      },
    },
    {
      operation: 'addComment',
      method: 'POST',
      path: '/rest/api/3/issue/:key/comment',
      handle: (request) => {
        const issue = find(store, request);
        need(store, 'ADD_COMMENTS', 'You do not have the permission to comment on this issue.');
        const body = readBody(request);
        const comment = addComment(store, issue, by(), checkComment(isObject(body) ? body.body : undefined));
        return { status: 201, body: wire.comment(issue, comment) };
      },
    },
    {
      operation: 'getComments',
      method: 'GET',
      path: '/rest/api/3/issue/:key/comment',
      handle: (request) => ({ status: 200, body: commentPage(wire, find(store, request), request.query) }),
    },
    {
      operation: 'getTransitions',
      method: 'GET',
      path: '/rest/api/3/issue/:key/transitions',
      handle: (request) => {
        const transitions = allowed(store, find(store, request)).map(wire.transition);
        return { status: 200, body: { expand: 'transitions', transitions } };
      },
    },
    {
      operation: 'transition',
      method: 'POST',
      path: '/rest/api/3/issue/:key/transitions',
      handle: (request) => {
        transition(store, find(store, request), readBody(request), by());
        return NO_CONTENT;
      },
    },
  ];
}

export function find(store: Store, { params }: Request): Issue {
  const issue = store.settings.permissions.includes('BROWSE_PROJECTS') ? store.find(params.key ?? '') : undefined;
  if (!issue) throw noSuchIssue();
  return issue;
}

export function need({ settings }: Store, permission: Permission, otherwise: string): void {
  if (!settings.permissions.includes(permission)) throw forbidden(otherwise);
}

export function readBody({ body, malformed }: Request): unknown {
  if (malformed) throw badRequest('There was an error parsing JSON. Check that your request body is valid.');
  return body;
}

function shown(wire: Wire, issue: Issue, { query }: Request) {
  const fields = toNames(query.get('fields') ?? undefined, ['*all']);
  return readIssue(wire, issue, fields, toNames(query.get('properties') ?? undefined, []));
}

function edit(store: Store, issue: Issue, body: unknown, by: string): void {
  const { draft, comments } = checkEdit(store, body, issue);
  const changed = { ...issue, ...draft, customFields: { ...issue.customFields, ...draft.customFields } };
  const items = differences(issue, changed);
  if (items.length > 0) store.save(changed, { event: 'jira:issue_updated', by, items });
  for (const comment of comments) addComment(store, store.find(issue.id) ?? changed, by, comment);
}

function differences(before: Issue, after: Issue): readonly ChangeItem[] {
  const shownAs = (issue: Issue): Record<string, string | null> => ({
    summary: issue.summary,
    description: issue.description && JSON.stringify(issue.description),
    labels: issue.labels.join(' '),
    assignee: issue.assignee ?? null,
    priority: issue.priority,
    duedate: issue.dueDate ?? null,
    ...Object.fromEntries(Object.entries(issue.customFields).map(([id, value]) => [id, JSON.stringify(value)])),
  });
  const old = shownAs(before);
  return Object.entries(shownAs(after))
    .filter(([field, value]) => (old[field] ?? null) !== value)
    .map(([field, to]) => ({ field, from: old[field] ?? null, fromString: old[field] ?? null, to, toString: to }));
}

function commentPage(wire: Wire, issue: Issue, query: URLSearchParams) {
  const startAt = Number(query.get('startAt') ?? 0);
  const maxResults = Math.min(Number(query.get('maxResults') ?? 100), 100);
  const newestFirst = query.get('orderBy')?.startsWith('-') ?? false;
  const ordered = newestFirst ? issue.comments.toReversed() : issue.comments;
  const comments = ordered.slice(startAt, startAt + maxResults).map((comment) => wire.comment(issue, comment));
  return { startAt, maxResults, total: issue.comments.length, comments };
}

/** Without the permission the list is empty: api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get */
function allowed(store: Store, issue: Issue) {
  return store.settings.permissions.includes('TRANSITION_ISSUES') ? transitionsFrom(store, issue) : [];
}

function transition(store: Store, issue: Issue, body: unknown, by: string): void {
  const id = textAt(isObject(body) ? body.transition : undefined, 'id');
  if (id === undefined) throw badRequest("Missing 'transition' identifier");
  if (!/^\d+$/.test(id)) throw badRequest("'transition' identifier must be an integer");
  const chosen = allowed(store, issue).find((known) => known.id === id);
  if (!chosen) throw badRequest(`Transition id '${id}' is not valid for this issue.`);

  const { fields, update } = isObject(body) ? body : {};
  edit(store, issue, { fields, update }, by);
  move(store, store.find(issue.id) ?? issue, chosen, by);
}
