import type { JiraBoard } from '../../server/wire.ts';
import type { SeenIssue } from './issue.tsx';
import { IssueView } from './issue.tsx';

interface Props {
  readonly board: JiraBoard;
  readonly issueKey: string | undefined;
  readonly onIssue: (key: string | undefined) => void;
}

/** The project's tickets, and one of them opened. */
export function JiraPane({ board, issueKey, onIssue }: Props) {
  const issue =
    board.issues.find(({ key }) => key === issueKey) ?? (board.issues.length === 1 ? board.issues[0] : undefined);
  if (!issue) return <IssueList issues={board.issues} onIssue={onIssue} />;
  return (
    <section class="jira" aria-label={`Ticket ${issue.key}`}>
      {board.issues.length > 1 && (
        <button type="button" class="back" onClick={() => onIssue(undefined)}>
          ← All {board.issues.length} tickets
        </button>
      )}
      <IssueView issue={issue} board={board} />
    </section>
  );
}

function IssueList({ issues, onIssue }: { issues: readonly SeenIssue[]; onIssue: (key: string) => void }) {
  if (issues.length === 0)
    return <p class="empty">No tickets yet. The retro ticket opens here when a change is declared.</p>;
  return (
    <ul class="cards">
      {issues.map(({ key, summary, status, dueDate }) => (
        <li key={key}>
          <button type="button" class="card" onClick={() => onIssue(key)}>
            <span class="card-top">
              <b>{key}</b>
              <span class={`lozenge ${status.category}`}>{status.name}</span>
            </span>
            <span>{summary}</span>
            {dueDate && <small>Due {dueDate}</small>}
          </button>
        </li>
      ))}
    </ul>
  );
}
