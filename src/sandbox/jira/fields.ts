import { isObject, textAt } from '../json.ts';
import { isDocument, isValidDocument, plainText } from './adf.ts';
import type { CustomField, Issue, JiraUser, Json } from './contract.ts';
import { badRequest, invalidInput } from './refusals.ts';
import type { Store } from './store.ts';

/** What callers may set of an issue, checked and turned into our terms. */
export type Draft = Partial<
  Pick<Issue, 'summary' | 'description' | 'labels' | 'assignee' | 'reporter' | 'priority' | 'dueDate' | 'customFields'>
>;

export interface Checked {
  readonly draft: Draft;
  /** Words by field, empty when all is well. */
  readonly errors: Readonly<Record<string, string>>;
}

type Problem = { readonly problem: string };
type Setter = (value: unknown, store: Store) => Draft | Problem;

export const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((name, index) => ({
  id: String(index + 1),
  name,
}));

/** https://support.atlassian.com/jira/kb/customfield-text-limits-in-jira-cloud/ */
const LONG_TEXT = 32_767;
const SHORT_TEXT = 255;

const SETTERS: Readonly<Record<string, Setter>> = {
  summary: setSummary,
  description: setDescription,
  labels: setLabels,
  duedate: setDueDate,
  priority: setPriority,
  assignee: (value, store) => setUser('assignee', value, store),
  reporter: (value, store) => setUser('reporter', value, store),
};

/** Ids of the fields on the project's screens, besides project and issue type. */
export const systemFields = (): readonly string[] => Object.keys(SETTERS);

/**
 * The rules for field values are those of
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
 * the words are those Jira answers with.
 */
export function checkFields(fields: Readonly<Record<string, unknown>>, store: Store): Checked {
  let draft: Draft = {};
  const errors: Record<string, string> = {};
  for (const [id, value] of Object.entries(fields)) {
    const result = setField(id, value, store);
    if ('problem' in result) errors[id] = result.problem;
    else draft = { ...draft, ...result, customFields: { ...draft.customFields, ...result.customFields } };
  }
  return { draft, errors };
}

function setField(id: string, value: unknown, store: Store): Draft | Problem {
  const custom = store.settings.customFields.find((field) => field.id === id);
  if (custom) return setCustom(custom, value);
  const setter = SETTERS[id];
  // A field one may not set looks like one that is not there.
  const hidden = id === 'assignee' && !store.settings.permissions.includes('ASSIGN_ISSUES');
  if (!setter || hidden) {
    return { problem: `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.` };
  }
  return setter(value, store);
}

function setSummary(value: unknown): Draft | Problem {
  if (value === null || value === '') return { problem: 'You must specify a summary of the issue.' };
  if (typeof value !== 'string') return { problem: 'Operation value must be a string' };
  if (value.trim() === '') return { problem: 'You must specify a summary of the issue.' };
  if (/[\r\n]/.test(value)) return { problem: 'The summary is invalid because it contains newline characters.' };
  if (value.length > SHORT_TEXT) return { problem: "Summary can't exceed 255 characters." };
  return { summary: value };
}

function setDescription(value: unknown): Draft | Problem {
  if (value === null) return { description: null };
  if (!isDocument(value)) {
    return { problem: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' };
  }
  return { description: checkDocument(value) };
}

/** Refuses the whole request: Jira names no field for a broken or too long document. */
export function checkDocument(value: Json): Json {
  if (!isValidDocument(value)) throw invalidInput();
  if (plainText(value).length > LONG_TEXT) throw badRequest('CONTENT_LIMIT_EXCEEDED');
  return value;
}

function setLabels(value: unknown): Draft | Problem {
  if (value === null) return { labels: [] };
  if (!Array.isArray(value)) return { problem: 'data was not an array' };
  for (const label of value) {
    const problem = labelProblem(label);
    if (problem) return { problem };
  }
  return { labels: [...new Set<string>(value)] };
}

/** https://support.atlassian.com/jira-software-cloud/docs/add-labels-to-work-items/ */
export function labelProblem(label: unknown): string | undefined {
  if (typeof label !== 'string' || label === '') return 'string expected at index 0';
  if (/\s/.test(label)) return `The label '${label}' contains spaces which is invalid.`;
  if (label.length > SHORT_TEXT) return `The label '${label}' exceeds the maximum length of 255 characters.`;
  return undefined;
}

function setDueDate(value: unknown): Draft | Problem {
  if (value === null || value === '') return { dueDate: undefined };
  if (typeof value !== 'string') return { problem: 'Operation value must be a string' };
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value);
  return isDate ? { dueDate: value } : { problem: `Error parsing date string: ${value}` };
}

function setPriority(value: unknown): Draft | Problem {
  if (!isObject(value)) return { problem: 'Specify the Priority (id or name) in the string format' };
  const priority = PRIORITIES.find(({ id, name }) => id === value.id || name === value.name);
  return priority ? { priority: priority.name } : { problem: 'The priority selected is invalid.' };
}

function setUser(field: 'assignee' | 'reporter', value: unknown, store: Store): Draft | Problem {
  if (value === null && field === 'assignee') return { assignee: undefined };
  const accountId = textAt(value, 'accountId') ?? textAt(value, 'id');
  if (accountId === undefined) return { problem: `The ${field} must be given by accountId.` };
  const user = store.user(accountId);
  if (user && isAssignable(user)) return { [field]: accountId };
  return {
    problem:
      field === 'assignee' ? `User '${accountId}' cannot be assigned issues.` : 'The reporter specified is not a user.',
  };
}

/** https://support.atlassian.com/jira-cloud-administration/docs/permissions-for-company-managed-projects/ (Assignable User) */
export const isAssignable = ({ active }: JiraUser): boolean => active;

function setCustom({ id, options }: CustomField, value: unknown): Draft | Problem {
  if (value === null) return { customFields: { [id]: null } };
  if (!options) return setCustomText(id, value);
  const chosen = textAt(value, 'value') ?? options[Number(textAt(value, 'id')) - 1];
  if (chosen !== undefined && options.includes(chosen)) {
    return { customFields: { [id]: { id: String(options.indexOf(chosen) + 1), value: chosen } } };
  }
  return {
    problem:
      chosen === undefined ? "Specify a valid 'id' or 'name' for option" : `Option value '${chosen}' is not valid`,
  };
}

function setCustomText(id: string, value: unknown): Draft | Problem {
  if (typeof value !== 'string') return { problem: 'Operation value must be a string' };
  if (value.length > SHORT_TEXT) {
    return { problem: 'The entered text is too long. It exceeds the allowed limit of 255 characters.' };
  }
  return { customFields: { [id]: value } };
}
