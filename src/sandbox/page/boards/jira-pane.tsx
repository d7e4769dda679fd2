import type { JiraBoard } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { Menu } from '../kit/menu.tsx';
import { Link } from '../text/rich.tsx';
import { stamp } from '../text/time.ts';
import { useBusy } from '../use-busy.ts';
import { Adf } from './adf.tsx';
import { SayBox } from './say-box.tsx';

type Issue = JiraBoard['issues'][number];

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

function IssueList({ issues, onIssue }: { issues: readonly Issue[]; onIssue: (key: string) => void }) {
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

function IssueView({ issue, board }: { issue: Issue; board: JiraBoard }) {
  const { me, now } = useHere();
  const { isBusy, error, run } = useBusy();
  const nameOf = (id: string | undefined) => board.users.find(({ accountId }) => accountId === id)?.displayName;
  const moves = issue.transitions.map(({ name, to }) => ({
    label: name,
    hint: name === to ? '' : to,
    onPick: () => void run(() => post(`jira/${me.id}/move`, { key: issue.key, to })),
  }));
  return (
    <>
      <p class="pane-note">
        {issue.issueType.name} {issue.key}
      </p>
      <h2>{issue.summary}</h2>
      <Menu label={`Status: ${issue.status.name}`} class={`lozenge big ${issue.status.category}`} items={moves}>
        {issue.status.name} {isBusy ? <span class="spinner" /> : '▾'}
      </Menu>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
      <dl class="facts">
        <Fact name="Assignee">{nameOf(issue.assignee) ?? 'Nobody'}</Fact>
        <Fact name="Reporter">{nameOf(issue.reporter)}</Fact>
        <Fact name="Due">{issue.dueDate ?? 'None'}</Fact>
        <Fact name="Priority">{issue.priority}</Fact>
        {issue.labels.length > 0 && (
          <Fact name="Labels">
            {issue.labels.map((label) => (
              <span class="label" key={label}>
                {label}
              </span>
            ))}
          </Fact>
        )}
        {Object.entries(issue.customFields).map(([field, value]) => (
          <Fact name={field} key={field}>
            {typeof value === 'string' ? value : JSON.stringify(value)}
          </Fact>
        ))}
      </dl>
      {issue.description ? <Adf of={issue.description} /> : <p class="empty">No description.</p>}
      {issue.remoteLinks.length > 0 && (
        <>
          <h3>Links</h3>
          <ul class="plain-list">
            {issue.remoteLinks.map(({ id, url, title, summary }) => (
              <li key={id}>
                <Link url={url}>{title}</Link> {summary && <small>{summary}</small>}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Comments</h3>
      {issue.comments.length === 0 && <p class="empty">None yet.</p>}
      {issue.comments.map(({ id, author, body, created }) => (
        <article class="comment" key={id}>
          <p class="byline">
            <b>{nameOf(author) ?? 'Somebody'}</b> <time>{stamp(created, now, me.timezone)}</time>
          </p>
          <Adf of={body} />
        </article>
      ))}
      <SayBox label="Comment on the ticket" onSay={(text) => post(`jira/${me.id}/comment`, { key: issue.key, text })} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
