import type { Issue, Status, Transition } from './contract.ts';
import type { ChangeItem, Store } from './store.ts';

/** The moves the workflow offers from the issue's status. */
export function transitionsFrom({ options }: Store, issue: Issue): readonly Transition[] {
  return allTransitions(options.statuses, options.transitions).filter(({ from, to }) =>
    from ? from.includes(issue.status.name) : to !== issue.status.name,
  );
}

/** Makes the move. The date of resolution comes and goes with the status's category. */
export function move(store: Store, issue: Issue, { to }: Transition, by: string): Issue {
  const status = statusNamed(store, to);
  const resolved = status.category === 'done' ? (issue.resolved ?? store.options.now()) : undefined;
  const isOther = status.category !== issue.status.category;
  const moved = { ...issue, status, resolved, ...(isOther && { categoryChanged: store.options.now() }) };
  store.save(moved, { event: 'jira:issue_updated', by, items: [statusChange(issue.status, status)] });
  return moved;
}

function statusNamed({ options }: Store, name: string): Status {
  const status = options.statuses.find((known) => known.name === name);
  if (!status) throw new Error(`The workflow has no status ${name}`);
  return status;
}

/** A simplified workflow has one way into each status: https://support.atlassian.com/jira-software-cloud/docs/what-is-a-simplified-workflow/ */
function allTransitions(statuses: readonly Status[], given?: readonly Transition[]): readonly Transition[] {
  return given ?? statuses.map(({ name }, index) => ({ id: String(11 + index * 10), name, to: name }));
}

function statusChange(from: Status, to: Status): ChangeItem {
  return { field: 'status', from: from.id, fromString: from.name, to: to.id, toString: to.name };
}
