import type { ComponentChildren } from 'preact';
import type { JiraBoard } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { Menu } from '../kit/menu.tsx';
import { Link } from '../text/rich.tsx';
import { stamp } from '../text/time.ts';
import { useBusy } from '../use-busy.ts';
import { Adf } from './adf.tsx';
import { SayBox } from './say-box.tsx';

export type SeenIssue = JiraBoard['issues'][number];

/** The display name of an account id. */
type NameOf = (id: string | undefined) => string | undefined;

export function IssueView({ issue, board }: { issue: SeenIssue; board: JiraBoard }) {
  const { me } = useHere();
  const nameOf: NameOf = (id) => board.users.find(({ accountId }) => accountId === id)?.displayName;
  return (
    <>
      <p class="pane-note">
        {issue.issueType.name} {issue.key}
      </p>
      <h2>{issue.summary}</h2>
      <StatusMenu issue={issue} />
      <Facts issue={issue} nameOf={nameOf} />
      {issue.description ? <Adf of={issue.description} /> : <p class="empty">No description.</p>}
      <Links issue={issue} />
      <Comments issue={issue} nameOf={nameOf} />
      <SayBox label="Comment on the ticket" onSay={(text) => post(`jira/${me.id}/comment`, { key: issue.key, text })} />
    </>
  );
}

function StatusMenu({ issue: { key, status, transitions } }: { issue: SeenIssue }) {
  const { me } = useHere();
  const { isBusy, error, run } = useBusy();
  const moves = transitions.map(({ name, to }) => ({
    label: name,
    hint: name === to ? '' : to,
    onPick: () => void run(() => post(`jira/${me.id}/move`, { key, to })),
  }));
  return (
    <>
      <Menu label={`Status: ${status.name}`} class={`lozenge big ${status.category}`} items={moves}>
        {status.name} {isBusy ? <span class="spinner" /> : '▾'}
      </Menu>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

function Facts({ issue, nameOf }: { issue: SeenIssue; nameOf: NameOf }) {
  const { labels, customFields } = issue;
  return (
    <dl class="facts">
      <Fact name="Assignee">{nameOf(issue.assignee) ?? 'Nobody'}</Fact>
      <Fact name="Reporter">{nameOf(issue.reporter)}</Fact>
      <Fact name="Due">{issue.dueDate ?? 'None'}</Fact>
      <Fact name="Priority">{issue.priority}</Fact>
      {labels.length > 0 && (
        <Fact name="Labels">
          {labels.map((label) => (
            <span class="label" key={label}>
              {label}
            </span>
          ))}
        </Fact>
      )}
      {Object.entries(customFields).map(([field, value]) => (
        <Fact name={field} key={field}>
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Links({ issue: { remoteLinks } }: { issue: SeenIssue }) {
  if (remoteLinks.length === 0) return null;
  return (
    <>
      <h3>Links</h3>
      <ul class="plain-list">
        {remoteLinks.map(({ id, url, title, summary }) => (
          <li key={id}>
            <Link url={url}>{title}</Link> {summary && <small>{summary}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Comments({ issue: { comments }, nameOf }: { issue: SeenIssue; nameOf: NameOf }) {
  const { me, now } = useHere();
  return (
    <>
      <h3>Comments</h3>
      {comments.length === 0 && <p class="empty">None yet.</p>}
      {comments.map(({ id, author, body, created }) => (
        <article class="comment" key={id}>
          <p class="byline">
            <b>{nameOf(author) ?? 'Somebody'}</b> <time>{stamp(created, now, me.timezone)}</time>
          </p>
          <Adf of={body} />
        </article>
      ))}
    </>
  );
}
