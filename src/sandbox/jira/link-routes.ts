import type { Answer, Request, Route } from '../api.ts';
import { isObject, textAt } from '../json.ts';
import type { Issue, JiraOperation, RemoteLink } from './contract.ts';
import { find, need, readBody } from './issue-routes.ts';
import { badFields, badRequest, refuse } from './refusals.ts';
import { type Store, upsertRemoteLink } from './store.ts';
import type { Wire } from './wire.ts';

/** Entity properties and remote links of an issue. */
export function linkRoutes(store: Store, wire: Wire): readonly Route<JiraOperation>[] {
  return [
    {
      operation: 'setProperty',
      method: 'PUT',
      path: '/rest/api/3/issue/:key/properties/:property',
      handle: (request) => setProperty(store, find(store, request), request),
    },
    {
      operation: 'getProperty',
      method: 'GET',
      path: '/rest/api/3/issue/:key/properties/:property',
      handle: (request) => getProperty(find(store, request), request.params.property ?? ''),
    },
    {
      operation: 'addRemoteLink',
      method: 'POST',
      path: '/rest/api/3/issue/:key/remotelink',
      handle: (request) => {
        const issue = find(store, request);
        need(store, 'LINK_ISSUES', 'You do not have permission to link issues in this project.');
        const { id, isNew } = upsertRemoteLink(store, issue, readLink(readBody(request)));
        const self = wire.self(`issue/${issue.key}/remotelink/${id}`);
        return { status: isNew ? 201 : 200, body: { id: Number(id), self } };
      },
    },
    {
      operation: 'getRemoteLinks',
      method: 'GET',
      path: '/rest/api/3/issue/:key/remotelink',
      handle: (request) => getLinks(wire, find(store, request), request.query.get('globalId')),
    },
    {
      operation: 'linkIssues',
      method: 'POST',
      path: '/rest/api/3/issueLink',
      handle: (request) => linkIssues(store, readBody(request)),
    },
  ];
}

const LINK_TYPES = ['Blocks', 'Cloners', 'Duplicate', 'Relates'];

/** The same link a second time is taken, and is still one. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/ */
function linkIssues(store: Store, body: unknown): Answer {
  need(store, 'LINK_ISSUES', 'You do not have permission to link issues in this project.');
  const [type, inward, outward] = isObject(body)
    ? [textAt(body.type, 'name'), textAt(body.inwardIssue, 'key'), textAt(body.outwardIssue, 'key')]
    : [];
  if (!type || !LINK_TYPES.includes(type)) throw refuse(404, [`No issue link type with name '${type}' found.`]);
  const [one, other] = [store.find(inward ?? ''), store.find(outward ?? '')];
  if (!one || !other) throw refuse(404, ['Issue does not exist or you do not have permission to see it.']);
  for (const [issue, key] of [
    [one, other.key],
    [other, one.key],
  ] as const) {
    if (!issue.issueLinks.some((known) => known.type === type && known.key === key)) {
      store.save({ ...issue, issueLinks: [...issue.issueLinks, { type, key }] });
    }
  }
  return { status: 201 };
}

/** Limits: https://developer.atlassian.com/cloud/jira/platform/jira-entity-properties/ */
function setProperty(store: Store, issue: Issue, request: Request): Answer {
  const key = request.params.property ?? '';
  need(store, 'EDIT_ISSUES', 'You do not have permission to edit issues in this project.');
  const value = readBody(request);
  if (value === undefined) throw badRequest('The property value is required.');
  if (key.length > 255) throw badRequest('The property key is too long. It can have at most 255 characters.');
  if (JSON.stringify(value).length > 32_768) throw badRequest('The property value cannot be longer than 32768 bytes.');
  store.save({ ...issue, properties: { ...issue.properties, [key]: value } });
  return { status: key in issue.properties ? 200 : 201, body: {} };
}

function getProperty({ properties }: Issue, key: string): Answer {
  if (!(key in properties)) throw refuse(404, [`The property with key '${key}' does not exist.`]);
  return { status: 200, body: { key, value: properties[key] } };
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/ */
function readLink(body: unknown): Omit<RemoteLink, 'id'> {
  const object = isObject(body) ? body.object : undefined;
  const url = textAt(object, 'url');
  const title = textAt(object, 'title');
  const globalId = textAt(body, 'globalId');
  if (!url || !title) {
    throw badFields({
      ...(url ? {} : { url: "'url' is required." }),
      ...(title ? {} : { title: "'title' is required." }),
    });
  }
  if (title.length > 255) throw badFields({ title: "'title' should be less than 255 characters." });
  if (globalId && globalId.length > 255)
    throw badFields({ globalId: "'globalId' should be less than 255 characters." });
  return { globalId, relationship: textAt(body, 'relationship'), url, title, summary: textAt(object, 'summary') };
}

/** One link, not a list of one, when it is asked for by its global id. */
function getLinks(wire: Wire, issue: Issue, globalId: string | null): Answer {
  if (globalId === null) return { status: 200, body: issue.remoteLinks.map((link) => wire.remoteLink(issue, link)) };
  const link = issue.remoteLinks.find((known) => known.globalId === globalId);
  if (!link) throw refuse(404, [`The remote link with the global id '${globalId}' does not exist.`]);
  return { status: 200, body: wire.remoteLink(issue, link) };
}
