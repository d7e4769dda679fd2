import type { Account, Commit, Repository } from './contract.ts';

// The parts of GitHub's payloads that every event shares: https://docs.github.com/webhooks/webhook-events-and-payloads

export type Json = Readonly<Record<string, unknown>>;

const HOST = 'https://github.com';

/** Without fractions of a second, as GitHub writes them. */
export const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

export const userOf = (login: string): Json => ({
  login,
  id: [...login].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_000,
  html_url: `${HOST}/${login}`,
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
  site_admin: false,
});

/** `pushedAt` is a number of seconds in a push and a date elsewhere. */
export function repositoryOf({ name, branch }: Pick<Repository, 'name' | 'branch'>, pushedAt: number | string): Json {
  const [owner = '', short = ''] = name.split('/');
  return {
    id: 35129377,
    name: short,
    full_name: name,
    private: true,
    owner: userOf(owner),
    html_url: `${HOST}/${name}`,
    default_branch: branch,
    pushed_at: pushedAt,
  };
}

/** Merges on GitHub's page are committed by GitHub itself. */
export function commitOf({ name }: Pick<Repository, 'name'>, commit: Commit, author: Account, isWeb: boolean): Json {
  const signature = { name: author.name, email: author.email, username: author.login };
  return {
    id: commit.sha,
    tree_id: commit.sha.split('').reverse().join(''),
    distinct: true,
    message: commit.message,
    timestamp: stamp(commit.at),
    url: `${HOST}/${name}/commit/${commit.sha}`,
    author: signature,
    committer: isWeb ? { name: 'GitHub', email: 'noreply@github.com', username: 'web-flow' } : signature,
    added: [],
    removed: [],
    modified: ['src/currency.ts'],
  };
}

export const addressOf = (repository: string, ...rest: readonly (string | number)[]): string =>
  [HOST, repository, ...rest].join('/');
