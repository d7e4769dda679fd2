import { isObject, textAt } from '../json.ts';
import type { Issue, IssueType } from './contract.ts';
import { checkFields, type Draft } from './fields.ts';
import { checkEdit } from './operations.ts';
import { badFields, badRequest, forbidden } from './refusals.ts';
import type { Store } from './store.ts';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post */
export function createIssue(store: Store, body: unknown): Issue {
  if (!isObject(body) || !isObject(body.fields)) throw badRequest('Field values are required to create an issue.');
  const { project, issuetype, ...fields } = body.fields;
  checkProject(store, project);
  if (!store.settings.permissions.includes('CREATE_ISSUES')) {
    throw forbidden('You do not have permission to create issues in this project.');
  }
  const issueType = findType(store, issuetype);
  const errors = { ...missing(store, fields), ...checkFields(fields, store).errors };
  if (Object.keys(errors).length > 0) throw badFields(errors);

  const { draft } = checkEdit(store, { fields, update: body.update }, { labels: [] });
  const issue = { ...blank(store, issueType), ...draft, properties: readProperties(body.properties) };
  store.save(issue, { event: 'jira:issue_created', by: issue.reporter });
  return issue;
}

function checkProject({ options }: Store, project: unknown): void {
  if (project === undefined) throw badFields({ project: 'Specify a valid project ID or key' });
  const found = textAt(project, 'key') === options.project.key || textAt(project, 'id') === options.project.id;
  if (!found) throw badFields({ project: 'valid project is required' });
}

function findType({ options }: Store, issuetype: unknown): IssueType {
  const found = options.issueTypes.find(
    ({ id, name }) => id === textAt(issuetype, 'id') || name === textAt(issuetype, 'name'),
  );
  if (!found) throw badFields({ issuetype: 'Specify a valid issue type' });
  return found;
}

function missing({ settings }: Store, fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const required = settings.customFields.filter(({ id, required }) => required && (fields[id] ?? null) === null);
  return {
    ...((fields.summary ?? '') === '' ? { summary: 'You must specify a summary of the issue.' } : {}),
    ...Object.fromEntries(required.map(({ id, name }) => [id, `${name} is required.`])),
  };
}

function blank(store: Store, issueType: IssueType): Issue & Required<Pick<Draft, 'summary'>> {
  const { now, statuses } = store.options;
  const status = statuses[0];
  if (!status) throw new Error('The workflow has no status');
  return {
    id: store.nextId(),
    key: store.nextKey(),
    issueType,
    summary: '',
    description: null,
    descriptionText: '',
    status,
    labels: [],
    reporter: store.caller().accountId,
    priority: 'Medium',
    customFields: {},
    properties: {},
    comments: [],
    remoteLinks: [],
    issueLinks: [],
    created: now(),
    updated: now(),
  };
}

function readProperties(list: unknown): Record<string, unknown> {
  if (list === undefined) return {};
  if (!Array.isArray(list))
    throw badRequest('Invalid request payload. Refer to the REST API documentation and try again.');
  return Object.fromEntries(
    list.map((property) => [textAt(property, 'key') ?? '', isObject(property) ? property.value : null]),
  );
}
