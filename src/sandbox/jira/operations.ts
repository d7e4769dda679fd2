import { isObject } from '../json.ts';
import type { Issue, Json } from './contract.ts';
import { checkDocument, checkFields, type Draft, labelProblem } from './fields.ts';
import { badFields } from './refusals.ts';
import type { Store } from './store.ts';

export interface Edit {
  readonly draft: Draft;
  /** Documents to add as comments. */
  readonly comments: readonly Json[];
}

/**
 * `fields` sets, `update` adds, removes or sets:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-put
 */
export function checkEdit(store: Store, body: unknown, issue: Pick<Issue, 'labels'>): Edit {
  const { fields, update } = isObject(body) ? body : {};
  const set = isObject(fields) ? fields : {};
  const operations = isObject(update) ? update : {};
  const twice = Object.keys(operations).filter((id) => id in set);
  if (twice.length > 0) throw badFields(about(twice, (id) => `Field '${id}' cannot be set twice`));

  const comments = toComments(operations.comment);
  const settled = { ...set, ...settle(operations, issue) };
  const { draft, errors } = checkFields(settled, store);
  if (Object.keys(errors).length > 0) throw badFields(errors);
  return { draft, comments };
}

/** The operations of `update` as values to set; comments have no value. */
function settle(operations: Readonly<Record<string, unknown>>, issue: Pick<Issue, 'labels'>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [id, list] of Object.entries(operations)) {
    if (id === 'comment') continue;
    if (!Array.isArray(list)) throw badFields({ [id]: 'data was not an array' });
    let value: unknown = id === 'labels' ? issue.labels : undefined;
    for (const operation of list) value = apply(id, operation, value);
    values[id] = value;
  }
  return values;
}

function apply(id: string, operation: unknown, before: unknown): unknown {
  const [verb, value] = Object.entries(isObject(operation) ? operation : {})[0] ?? [];
  if (verb === 'set') return value;
  if (id !== 'labels' || !Array.isArray(before) || (verb !== 'add' && verb !== 'remove')) {
    throw badFields({ [id]: `The operation '${verb}' is not supported for the field '${id}'.` });
  }
  const problem = labelProblem(value);
  if (problem) throw badFields({ labels: problem });
  const others = before.filter((label) => label !== value);
  return verb === 'add' ? [...others, value] : others;
}

function toComments(list: unknown): readonly Json[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw badFields({ comment: 'data was not an array' });
  return list.map((operation) =>
    checkComment(isObject(operation) && isObject(operation.add) ? operation.add.body : undefined),
  );
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-post */
export function checkComment(body: unknown): Json {
  if (body === undefined || body === null || body === '')
    throw badFields({ comment: 'Comment body can not be empty!' });
  if (!isObject(body)) throw badFields({ comment: 'Comment body is not valid!' });
  const document = checkDocument(body);
  if (Array.isArray(document.content) && document.content.length === 0) {
    throw badFields({ comment: 'Comment body can not be empty!' });
  }
  return document;
}

const about = (ids: readonly string[], words: (id: string) => string): Record<string, string> =>
  Object.fromEntries(ids.map((id) => [id, words(id)]));
