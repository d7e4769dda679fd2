import { useState } from 'preact/hooks';
import type { GitHubBoard, GitHubRepository } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { stamp } from '../text/time.ts';
import { useBusy } from '../use-busy.ts';
import { CodeForm } from './code-form.tsx';

/** What can be done at GitHub that the bot is told of: merges, pushes, deployments, protection. */
export function GitHubPane({ board }: { board: GitHubBoard }) {
  const [name, setName] = useState(board.repositories[0]?.name ?? '');
  const repository = board.repositories.find((one) => one.name === name);
  return (
    <section class="github" aria-label="GitHub">
      <div class="pane-head">
        <h2>Code</h2>
        <select aria-label="Repository" value={name} onChange={({ currentTarget }) => setName(currentTarget.value)}>
          {board.repositories.map((one) => (
            <option key={one.name}>{one.name}</option>
          ))}
        </select>
      </div>
      {repository && <CodeForm key={name} repository={repository} accounts={board.accounts} />}
      {repository && <Commits repository={repository} />}
      <Activities board={board} />
    </section>
  );
}

/** The newest few, each of which can be deployed. */
function Commits({ repository }: { repository: GitHubRepository }) {
  const { me } = useHere();
  const { isBusy, error, run } = useBusy();
  const deploy = (commit: string, outcome: 'success' | 'failure') =>
    void run(() => post(`github/${me.id}/deploy`, { repository: repository.name, commit, outcome }));
  return (
    <>
      <h2>{repository.branch}</h2>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
      <ul class="plain-list">
        {repository.commits.map(({ sha, message, by }) => (
          <li key={sha} class="change-event">
            <span>
              <code>{sha.slice(0, 7)}</code> {message}
            </span>
            <small>{by}</small>
            <div class="deeds">
              <button type="button" class="button" disabled={isBusy} onClick={() => deploy(sha, 'success')}>
                Deploy to production
              </button>
              <button type="button" class="button" disabled={isBusy} onClick={() => deploy(sha, 'failure')}>
                Deploy, and fail
              </button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Activities({ board }: { board: GitHubBoard }) {
  const { me, now } = useHere();
  if (board.activity.length === 0) return null;
  return (
    <>
      <h2>What happened</h2>
      <ul class="plain-list">
        {board.activity.map(({ at, repository, by, what }) => (
          <li key={`${at}-${what}`} class="change-event">
            <span>
              {by} {what}
            </span>
            <small>
              {repository}, {stamp(at, now, me.timezone)}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
