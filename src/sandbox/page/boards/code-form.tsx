import { useId, useState } from 'preact/hooks';
import type { GitHubBoard, GitHubRepository } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { useBusy } from '../use-busy.ts';

interface Props {
  readonly repository: GitHubRepository;
  readonly accounts: GitHubBoard['accounts'];
}

/** One line about the change, and the ways it can get onto the branch. */
export function CodeForm({ repository: { name: repository, branch, isProtected }, accounts }: Props) {
  const { me } = useHere();
  const { isBusy, error, run } = useBusy();
  const [title, setTitle] = useState('Roll back the currency table');
  const [reviewedBy, setReviewedBy] = useState('');
  const id = useId();
  const tell = (verb: string, body: object) => void run(() => post(`github/${me.id}/${verb}`, { repository, ...body }));
  return (
    <form
      class="trigger-form"
      onSubmit={(event) => {
        event.preventDefault();
        tell('merge', { title, reviewedBy: reviewedBy || undefined });
      }}
    >
      <label for={`${id}-title`}>Change</label>
      <input
        id={`${id}-title`}
        type="text"
        value={title}
        onInput={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <label for={`${id}-review`}>Approved by</label>
      <select
        id={`${id}-review`}
        value={reviewedBy}
        onChange={({ currentTarget }) => setReviewedBy(currentTarget.value)}
      >
        <option value="">Nobody: no review</option>
        {accounts
          .filter(({ email }) => email !== me.email)
          .map(({ login, name }) => (
            <option key={login} value={login}>
              {name}
            </option>
          ))}
      </select>
      <div class="deeds">
        <button type="submit" class="button primary" disabled={isBusy}>
          {reviewedBy ? 'Merge' : 'Merge without review'}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => tell('push', { message: title })}>
          Push past protection
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => tell('protect', { on: !isProtected })}>
          {isProtected ? `Unprotect ${branch}` : `Protect ${branch}`}
        </button>
      </div>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}
