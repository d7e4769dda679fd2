import type { JiraBoard } from '../../server/wire.ts';
import { Initials } from '../text/avatar.tsx';
import { IssueView } from './issue.tsx';

interface Props {
  readonly board: JiraBoard;
  readonly issueKey: string | undefined;
  readonly onIssue: (key: string | undefined) => void;
}

/** The project's tickets, and one of them opened. */
export function JiraPane({ board, issueKey, onIssue }: Props) {
  const { issues } = board;
  const only = issueKey === undefined && issues.length === 1 ? issues[0] : undefined;
  const issue = issues.find(({ key, formerKeys = [] }) => [key, ...formerKeys].includes(issueKey ?? '')) ?? only;
  if (!issue) return <IssueList board={board} missing={issueKey} onIssue={onIssue} />;
  return (
    <section class="jira" aria-label={`Ticket ${issue.key}`}>
      {issues.length > 1 && (
        <button type="button" class="back" onClick={() => onIssue(undefined)}>
          ← All {issues.length} tickets
        </button>
      )}
      <IssueView key={issue.key} issue={issue} board={board} onGone={() => onIssue(undefined)} />
    </section>
  );
}

interface ListProps {
  readonly board: JiraBoard;
  /** A ticket that was wanted and is not there. */
  readonly missing: string | undefined;
  readonly onIssue: (key: string) => void;
}

function IssueList({ board: { issues, users }, missing, onIssue }: ListProps) {
  const nameOf = (id: string | undefined) => users.find(({ accountId }) => accountId === id)?.displayName;
  return (
    <section class="jira" aria-label="Tickets">
      {missing && <p class="banner">{missing} is not there. It may have been deleted.</p>}
      {issues.length === 0 && (
        <p class="empty">No tickets yet. The retro ticket opens here when a change is declared.</p>
      )}
      <ul class="issues">
        {issues.map(({ key, summary, status, dueDate, assignee }) => (
          <li key={key}>
            <button type="button" class="issue" onClick={() => onIssue(key)}>
              <span class="card-top">
                <b>{key}</b>
                <span class={`lozenge ${status.category}`}>{status.name}</span>
                {dueDate && <small>due {dueDate}</small>}
                <Initials name={nameOf(assignee)} />
              </span>
              <span>{summary}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
