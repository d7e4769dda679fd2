import { people } from '../workspace.ts';
import type { Account, GitHubOptions } from './contract.ts';

/** Everybody of the workspace under their own name, and somebody whom the policy does not know. */
const accounts: readonly Account[] = [
  ...people
    .filter(({ kind }) => kind === 'member')
    .map(({ name, realName, email }) => ({ login: name, name: realName, email: email ?? `${name}@example.com` })),
  { login: 'octocat', name: 'Octo Cat', email: 'octocat@users.noreply.github.com' },
];

/** `acme/labs` belongs to no system of the policy. */
export const gitHubData: Pick<GitHubOptions, 'accounts' | 'repositories'> = {
  accounts,
  repositories: ['acme/payments', 'acme/checkout', 'acme/labs'],
};
