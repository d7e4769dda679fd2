import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { JiraBoard } from '../../server/wire.ts';
import { post } from '../api.ts';
import { Icon } from '../frame/icon.tsx';
import { useHere } from '../here.ts';
import { Ask } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { Link } from '../text/rich.tsx';
import { stamp } from '../text/time.ts';
import { useBusy } from '../use-busy.ts';
import { Adf } from './adf.tsx';
import { SayBox } from './say-box.tsx';

export type SeenIssue = JiraBoard['issues'][number];

/** The display name of an account id. */
type NameOf = (id: string | undefined) => string | undefined;

export function IssueView({ issue, board, onGone }: { issue: SeenIssue; board: JiraBoard; onGone: () => void }) {
  const { me } = useHere();
  const nameOf: NameOf = (id) => board.users.find(({ accountId }) => accountId === id)?.displayName;
  return (
    <>
      <p class="pane-note">
        {issue.issueType.name} {issue.key}
      </p>
      <h2>{issue.summary}</h2>
      <Deeds issue={issue} onGone={onGone} />
      <Facts issue={issue} board={board} nameOf={nameOf} />
      {issue.description ? <Adf of={issue.description} /> : <p class="empty">No description.</p>}
      <Links issue={issue} />
      <Comments issue={issue} nameOf={nameOf} />
      <SayBox label="Comment on the ticket" onSay={(text) => post(`jira/${me.id}/comment`, { key: issue.key, text })} />
    </>
  );
}

/** Its status, to be moved on; and what else one does with a ticket. */
function Deeds({ issue: { key, status, transitions }, onGone }: { issue: SeenIssue; onGone: () => void }) {
  const { me } = useHere();
  const { isBusy, error, run } = useBusy();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    setAsking(false);
    if (await run(() => post(`jira/${me.id}/delete`, { key }))) onGone();
  };
  const toProject = () => run(() => post(`jira/${me.id}/to-project`, { key, project: 'PLAT' }));
  const moves = transitions.map(({ name, to }) => ({
    label: name,
    hint: name === to ? '' : to,
    onPick: () => void run(() => post(`jira/${me.id}/move`, { key, to })),
  }));
  return (
    <>
      <div class="deeds">
        <Menu label={`Status: ${status.name}`} class={`lozenge big ${status.category}`} items={moves}>
          {status.name} {isBusy ? <span class="spinner" /> : '▾'}
        </Menu>
        <Menu
          label="More about the ticket"
          items={[
            { label: 'Move to the project PLAT', hint: 'it gets another key', onPick: () => void toProject() },
            { label: 'Delete', hint: key, onPick: () => setAsking(true) },
          ]}
        >
          <Icon name="more" />
        </Menu>
      </div>
      {isAsking && (
        <Ask
          confirm={{
            title: plainText(`Delete ${key}?`),
            text: plainText('Jira forgets it for good, with its comments.'),
            confirm: plainText('Delete'),
            style: 'danger',
          }}
          onNo={() => setAsking(false)}
          onYes={() => void remove()}
        />
      )}
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

const plainText = (text: string) => ({ type: 'plain_text' as const, text });

function Assignee({ issue: { key, assignee }, board: { users } }: { issue: SeenIssue; board: JiraBoard }) {
  const { me } = useHere();
  const { error, run } = useBusy();
  const assign = (to: string) => void run(() => post(`jira/${me.id}/assign`, { key, to: to || null }));
  return (
    <>
      <select
        class="assignee"
        aria-label="Assignee"
        value={assignee ?? ''}
        onChange={({ currentTarget }) => assign(currentTarget.value)}
      >
        <option value="">Nobody</option>
        {users
          .filter(({ accountId, active }) => active || accountId === assignee)
          .map(({ accountId, displayName }) => (
            <option key={accountId} value={accountId}>
              {displayName}
            </option>
          ))}
      </select>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

function Facts({ issue, board, nameOf }: { issue: SeenIssue; board: JiraBoard; nameOf: NameOf }) {
  const { labels, customFields } = issue;
  return (
    <dl class="facts">
      <Fact name="Assignee">
        <Assignee key={issue.assignee} issue={issue} board={board} />
      </Fact>
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

function Links({ issue: { remoteLinks, issueLinks } }: { issue: SeenIssue }) {
  if (remoteLinks.length + issueLinks.length === 0) return null;
  return (
    <>
      <h3>Links</h3>
      <ul class="plain-list">
        {issueLinks.map(({ type, key }) => (
          <li key={key}>
            {key} <small>{type}</small>
          </li>
        ))}
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
