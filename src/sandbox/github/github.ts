import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createDeliveries } from '../deliveries.ts';
import type { Account, Activity, Commit, GitHubOptions, GitHubStandIn, GitHubWebhook, Repository } from './contract.ts';
import type { Json } from './wire.ts';
import { addressOf, commitOf, repositoryOf, stamp, userOf } from './wire.ts';

const BRANCH = 'main';

/** Starts with one commit in each repository. */
export function startGitHub(options: GitHubOptions): GitHubStandIn {
  const { now, accounts } = options;
  const repositories = new Map<string, Repository>();
  const activity: Activity[] = [];
  const listeners = new Set<() => void>();
  const deliveries = createDeliveries();
  let webhook: GitHubWebhook | undefined;
  let numbers = 0;

  for (const name of options.repositories) {
    const first = { sha: shaOf(name), message: 'First commit', by: accounts[0]?.login ?? '', at: now() };
    repositories.set(name, { name, branch: BRANCH, commits: [first], isProtected: true });
  }

  return {
    accounts: () => accounts,
    repositories: () => [...repositories.values()],
    activity: () => [...activity].reverse(),
    merge: ({ repository: name, by, title, author = by, reviewedBy }) => {
      const pull = nextNumber();
      const before = find(name);
      const about = pullOf(before, { pull, title, author, by });
      if (reviewedBy) {
        const review = {
          state: 'approved',
          user: userOf(reviewedBy),
          submitted_at: stamp(now()),
          commit_id: about.head,
        };
        tell('pull_request_review', before, reviewedBy, { action: 'submitted', review, pull_request: about.open });
      }
      const commit = append(before, `${title} (#${pull})`, author);
      tell('pull_request', before, by, { action: 'closed', number: pull, pull_request: about.merged(commit.sha) });
      tellPush(before, commit, { by, author, isWeb: true, forced: false });
      note(name, by, `merged #${pull} “${title}”${reviewedBy ? `, approved by ${reviewedBy}` : ' without a review'}`);
      return commit.sha;
    },
    push: ({ repository: name, by, message, author = by, forced = false }) => {
      const before = find(name);
      const commit = append(before, message, author);
      tellPush(before, commit, { by, author, isWeb: false, forced });
      note(name, by, `${forced ? 'forced' : 'pushed'} “${message}” to ${before.branch}, past its protection`);
      return commit.sha;
    },
    deploy: ({ repository: name, by, commit, environment = 'production', outcome = 'success' }) => {
      const repository = find(name);
      const sha = commit ?? repository.commits.at(-1)?.sha ?? '';
      const id = nextNumber();
      const made = {
        id,
        sha,
        ref: repository.branch,
        task: 'deploy',
        environment,
        creator: userOf(by),
        description: null,
      };
      const deployment = { ...made, created_at: stamp(now()), production_environment: environment === 'production' };
      for (const state of ['in_progress', outcome]) {
        const status = { id: nextNumber(), state, environment, creator: userOf(by), created_at: stamp(now()) };
        const urls = { log_url: addressOf(name, 'actions', 'runs', id), target_url: '', description: '' };
        tell('deployment_status', repository, by, {
          action: 'created',
          deployment_status: { ...status, ...urls },
          deployment,
        });
      }
      note(name, by, `deployed ${sha.slice(0, 7)} to ${environment}${outcome === 'failure' ? ', which failed' : ''}`);
    },
    protect: ({ repository: name, by, on }) => {
      const repository = find(name);
      repositories.set(name, { ...repository, isProtected: on });
      const rule = { id: 21796960, name: repository.branch, required_approving_review_count: 1 };
      tell('branch_protection_rule', repository, by, { action: on ? 'created' : 'deleted', rule });
      note(name, by, `${on ? 'protected' : 'took the protection of'} ${repository.branch}${on ? ' again' : ' away'}`);
    },
    setWebhook: (target) => {
      webhook = target;
    },
    deliveries: deliveries.deliveries,
    redeliver: deliveries.redeliver,
    delivered: deliveries.delivered,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => deliveries.stop(),
  };

  function find(name: string): Repository {
    const repository = repositories.get(name);
    if (!repository) throw new Error(`There is no repository ${name}`);
    return repository;
  }

  function accountOf(login: string): Account {
    const known = accounts.find((account) => account.login === login);
    return known ?? { login, name: login, email: `${login}@users.noreply.github.com` };
  }

  function nextNumber(): number {
    numbers += 1;
    return numbers;
  }

  function append(repository: Repository, message: string, by: string): Commit {
    const commit = { sha: shaOf(`${repository.name} ${message} ${nextNumber()}`), message, by, at: now() };
    repositories.set(repository.name, { ...repository, commits: [...repository.commits, commit] });
    return commit;
  }

  function pullOf(
    { name, branch }: Repository,
    { pull, title, author, by }: { pull: number; title: string; author: string; by: string },
  ) {
    const head = shaOf(`${name} ${pull} head`);
    const open: Json = {
      number: pull,
      state: 'open',
      title,
      html_url: addressOf(name, 'pull', pull),
      user: userOf(author),
      base: { ref: branch },
      head: { ref: `fix-${pull}`, sha: head },
    };
    const merged = (sha: string): Json => ({
      ...open,
      state: 'closed',
      merged: true,
      merged_at: stamp(now()),
      merged_by: userOf(by),
      merge_commit_sha: sha,
    });
    return { head, open, merged };
  }

  function tellPush(
    before: Repository,
    commit: Commit,
    { by, author, isWeb, forced }: { by: string; author: string; isWeb: boolean; forced: boolean },
  ): void {
    const told = commitOf(before, commit, accountOf(author), isWeb);
    const pusher = accountOf(by);
    const parent = before.commits.at(-1)?.sha ?? '0'.repeat(40);
    const seconds = Math.floor(now() / 1000);
    send('push', {
      ref: `refs/heads/${before.branch}`,
      before: parent,
      after: commit.sha,
      created: false,
      deleted: false,
      forced,
      base_ref: null,
      compare: addressOf(before.name, 'compare', `${parent.slice(0, 12)}...${commit.sha.slice(0, 12)}`),
      commits: [told],
      head_commit: told,
      pusher: { name: pusher.login, email: pusher.email },
      repository: repositoryOf(before, seconds),
      sender: userOf(by),
    });
  }

  function tell(event: string, repository: Repository, by: string, payload: Json): void {
    send(event, { ...payload, repository: repositoryOf(repository, stamp(now())), sender: userOf(by) });
  }

  /** https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
  function send(event: string, payload: Json): void {
    if (!webhook) return;
    const body = JSON.stringify(payload);
    const id = randomUUID();
    deliveries.send({
      id,
      event,
      url: webhook.url,
      body,
      headers: {
        'User-Agent': 'GitHub-Hookshot/sandbox',
        'X-GitHub-Event': event,
        'X-GitHub-Delivery': id,
        'X-GitHub-Hook-ID': '1',
        'X-Hub-Signature-256': `sha256=${createHmac('sha256', webhook.secret).update(body).digest('hex')}`,
      },
    });
  }

  function note(repository: string, by: string, what: string): void {
    activity.push({ at: now(), repository, by, what });
    for (const listener of listeners) listener();
  }
}

const shaOf = (text: string): string => createHash('sha1').update(text).digest('hex');
