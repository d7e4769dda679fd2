import type { Issue, JiraStandIn, Json } from './contract.ts';
import { addComment, type Store } from './store.ts';
import { move, transitionsFrom } from './workflow.ts';

type ByHand = Pick<
  JiraStandIn,
  'transitionsOf' | 'moveByHand' | 'commentByHand' | 'assignByHand' | 'moveToProject' | 'deleteIssue'
>;

/** What people do in Jira's own page. */
export function byHand(store: Store): ByHand {
  const find = (key: string): Issue => {
    const issue = store.find(key);
    if (!issue) throw new Error(`No issue ${key}`);
    return issue;
  };
  return {
    transitionsOf: (key) => transitionsFrom(store, find(key)),
    moveByHand: (key, to, by) => {
      const issue = find(key);
      const transition = transitionsFrom(store, issue).find((known) => known.id === to || known.to === to);
      if (!transition) throw new Error(`The workflow has no way from ${issue.status.name} by ${to}`);
      move(store, issue, transition, by);
    },
    commentByHand: (key, text, by) => void addComment(store, find(key), by, toDocument(text)),
    assignByHand: (key, assignee, by) => {
      const issue = find(key);
      const items = [{ field: 'assignee', ...names(store, issue.assignee, assignee) }];
      store.save({ ...issue, assignee }, { event: 'jira:issue_updated', by, items });
    },
    moveToProject: (key, projectKey, by) => {
      const issue = find(key);
      const next = store.nextKey(projectKey);
      const items = [
        { field: 'project', from: null, fromString: issue.key.split('-')[0] ?? null, to: null, toString: projectKey },
        { field: 'Key', from: null, fromString: issue.key, to: null, toString: next },
      ];
      const formerKeys = [...(issue.formerKeys ?? []), issue.key];
      store.save({ ...issue, key: next, formerKeys }, { event: 'jira:issue_updated', by, items });
      return next;
    },
    deleteIssue: (key, by = store.caller().accountId) => store.remove(find(key), by),
  };
}

const toDocument = (text: string): Json => ({
  version: 1,
  type: 'doc',
  content: text
    .split('\n')
    .map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
});

function names(store: Store, before: string | undefined, after: string | undefined) {
  return {
    from: before ?? null,
    fromString: store.user(before)?.displayName ?? null,
    to: after ?? null,
    toString: store.user(after)?.displayName ?? null,
  };
}
