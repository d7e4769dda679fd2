import type { Answer, Request } from '../api.ts';
import { isObject, textAt } from '../json.ts';
import type { Issue } from './contract.ts';
import { type Clause, clausesOf, matches, notSpoken, parseJql, type Query } from './jql.ts';
import { readIssue, toNames } from './read-issue.ts';
import { badRequest } from './refusals.ts';
import type { Store } from './store.ts';
import { categoryNamed, type Wire } from './wire.ts';

interface SearchRequest {
  readonly jql: string;
  readonly maxResults: number;
  readonly offset: number;
  readonly fields: readonly string[];
  readonly properties: readonly string[];
  /** Ids looked up as they are now, whatever the index knows. */
  readonly reconcile: readonly string[];
}

const KNOWN = [
  'jql',
  'maxResults',
  'nextPageToken',
  'fields',
  'expand',
  'properties',
  'fieldsByKeys',
  'failFast',
  'reconcileIssues',
];

/**
 * Enhanced search: bounded queries, pages by token, no field but the id unless named, no total, and only what the index has
 * heard of: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
 */
export function search(store: Store, wire: Wire, request: SearchRequest): Answer {
  const query = parseJql(request.jql);
  for (const clause of clausesOf(query.where)) checkClause(store, clause);

  const visible = store.settings.permissions.includes('BROWSE_PROJECTS') ? store.issues() : [];
  const found = visible
    .flatMap(({ id }) => (request.reconcile.includes(id) ? store.find(id) : store.indexed(id)) ?? [])
    .filter((issue) => matches(query.where, (clause) => holds(clause, issue, store.options.now())))
    .sort(order(query.orderBy));
  const page = found.slice(request.offset, request.offset + request.maxResults);
  const next = request.offset + page.length;
  const isLast = next >= found.length;
  return {
    status: 200,
    body: {
      issues: page.map((issue) => readIssue(wire, issue, request.fields, request.properties)),
      ...(isLast ? {} : { nextPageToken: toToken(next) }),
      isLast,
    },
  };
}

export function readSearchBody({ body, malformed }: Request): SearchRequest {
  const known = isObject(body) && Object.keys(body).every((key) => KNOWN.includes(key));
  if (malformed || !known) {
    throw badRequest('Invalid request payload. Refer to the REST API documentation and try again.');
  }
  return {
    jql: textAt(body, 'jql') ?? '',
    maxResults: toMaxResults(body.maxResults),
    offset: fromToken(textAt(body, 'nextPageToken')),
    fields: toNames(body.fields, ['id']),
    properties: toNames(body.properties, []),
    reconcile: Array.isArray(body.reconcileIssues) ? body.reconcileIssues.map(String) : [],
  };
}

export function readSearchQuery({ query }: Request): SearchRequest {
  return {
    jql: query.get('jql') ?? '',
    maxResults: toMaxResults(query.get('maxResults') ?? undefined),
    offset: fromToken(query.get('nextPageToken') ?? undefined),
    fields: toNames(query.get('fields') ?? undefined, ['id']),
    properties: toNames(query.get('properties') ?? undefined, []),
    reconcile: toNames(query.get('reconcileIssues') ?? undefined, []),
  };
}

/** Default 50, and never more than 5000 a page whatever is asked. */
function toMaxResults(value: unknown): number {
  const wanted = value === undefined ? 50 : Number(value);
  if (!Number.isInteger(wanted) || wanted < 0) throw badRequest('maxResults must be a whole number of 0 or more.');
  return Math.min(wanted, 5000);
}

const toToken = (offset: number): string => Buffer.from(`from:${offset}`).toString('base64url');

function fromToken(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const offset = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) throw badRequest('The provided next page token is invalid or expired.');
  return Number(offset);
}

/** Jira refuses a value that cannot exist, save for labels. */
function checkClause(store: Store, { field, values }: Clause): void {
  const name = field.toLowerCase();
  const isThere = EXISTS[name];
  if (!isThere) {
    if (FIELDS_OF_JIRA.includes(name)) throw notSpoken(`the field '${field}'`);
    throw badRequest(`Field '${field}' does not exist or you do not have permission to view it.`);
  }
  const missing = values.find((value) => !isThere(store, value));
  if (missing === undefined) return;
  throw badRequest(
    name === 'key' || name === 'issuekey'
      ? `An issue with key '${missing}' does not exist for field '${field}'.`
      : `The value '${missing}' does not exist for the field '${field}'.`,
  );
}

const FIELDS_OF_JIRA = [
  'summary',
  'description',
  'text',
  'created',
  'due',
  'duedate',
  'priority',
  'reporter',
  'resolution',
  'comment',
  'sprint',
  'parent',
];

type Exists = (store: Store, value: string) => boolean;
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const isIssue: Exists = (store, value) => store.find(value) !== undefined;
const isType: Exists = ({ options }, value) =>
  options.issueTypes.some(({ id, name }) => id === value || same(name, value));

const EXISTS: Readonly<Record<string, Exists>> = {
  project: ({ options: { project } }, value) =>
    [project.key, project.id, project.name].some((known) => same(known, value)),
  key: isIssue,
  issuekey: isIssue,
  labels: () => true,
  status: ({ options }, value) => options.statuses.some(({ id, name }) => id === value || same(name, value)),
  statuscategory: (_, value) => categoryNamed(value) !== undefined,
  issuetype: isType,
  type: isType,
  assignee: (store, value) => store.user(value) !== undefined,
  updated: (_, value) => agoOf(value) !== undefined,
};

function holds({ field, values }: Clause, issue: Issue, now: number): boolean {
  switch (field.toLowerCase()) {
    case 'updated':
      return values.some((value) => issue.updated >= now - (agoOf(value) ?? 0));
    case 'key':
    case 'issuekey':
      return values.some((value) => same(value, issue.key) || value === issue.id);
    case 'labels':
      return values.some((value) => issue.labels.includes(value));
    case 'status':
      return values.some((value) => value === issue.status.id || same(value, issue.status.name));
    case 'statuscategory':
      return values.some((value) => categoryNamed(value) === issue.status.category);
    case 'issuetype':
    case 'type':
      return values.some((value) => value === issue.issueType.id || same(value, issue.issueType.name));
    case 'assignee':
      return values.some((value) => value === issue.assignee);
    default:
      return true;
  }
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** `-15m`: https://support.atlassian.com/jira-software-cloud/docs/jql-fields/#Updated */
function agoOf(text: string): number | undefined {
  const [, count, unit = ''] = /^-(\d+)([mhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 0);
}

/** Newest first when nothing is said. */
function order(orderBy: Query['orderBy']): (one: Issue, other: Issue) => number {
  const { field, descending } = orderBy ?? { field: 'key', descending: true };
  const rank = RANKS[field];
  if (!rank) throw notSpoken(`ORDER BY ${field}`);
  const sign = descending ? -1 : 1;
  return (one, other) => sign * (rank(one) - rank(other) || Number(one.id) - Number(other.id));
}

const RANKS: Readonly<Record<string, (issue: Issue) => number>> = {
  created: ({ created }) => created,
  updated: ({ updated }) => updated,
  key: ({ id }) => Number(id),
  issuekey: ({ id }) => Number(id),
};
