import type { z } from 'zod';
import type { GitHubFact, GitHubPerson } from '../app/pipeline/github-facts.ts';
import type { Instant } from '../domain/change/types.ts';
import { oneLine } from '../domain/plain-text.ts';
import type { Outcome } from '../domain/sighting/types.ts';
import * as wire from './schema.ts';

/** The delivery's own id names what has no id of its own; its arrival is the time of what has none. */
export interface Arrival {
  readonly delivery: string;
  readonly at: Instant;
}

/** What an event says; nothing where it does not concern us; `undefined` where it is not what GitHub documents. */
type Reader = (data: unknown, arrival: Arrival) => readonly GitHubFact[] | undefined;

const reading =
  <S extends z.ZodType>(schema: S, facts: (payload: z.infer<S>, arrival: Arrival) => readonly GitHubFact[]): Reader =>
  (data, arrival) => {
    const payload = schema.safeParse(data);
    return payload.success ? facts(payload.data, arrival) : undefined;
  };

/** By the header `X-GitHub-Event`. */
export const READERS: Readonly<Record<string, Reader>> = {
  deployment_status: reading(wire.deploymentStatus, deployment),
  pull_request: reading(wire.pullRequest, merge),
  pull_request_review: reading(wire.pullRequestReview, review),
  push: reading(wire.push, push),
  branch_protection_rule: reading(wire.branchRule, branchRule),
  branch_protection_configuration: reading(wire.protection, protectionSwitched),
  repository_ruleset: reading(wire.ruleset, ruleset),
};

const OUTCOMES: Readonly<Record<string, Outcome>> = { success: 'succeeded', failure: 'failed', error: 'failed' };
/** Characters of a title that are kept. */
const LINE = 200;
const line = (text: string): string => oneLine(text).slice(0, LINE);

/** Only how it ended: what is queued or in progress has changed nothing yet. */
function deployment(payload: z.infer<typeof wire.deploymentStatus>): GitHubFact[] {
  const { deployment: made, deployment_status: status, repository, sender } = payload;
  const outcome = OUTCOMES[status.state];
  if (!outcome) return [];
  const short = made.sha.slice(0, 12);
  return [
    {
      kind: 'deployment',
      id: `${repository.full_name}/deployment/${made.id}/${status.id}`,
      repository: repository.full_name,
      occurredAt: status.created_at,
      who: made.creator ?? sender,
      what: made.ref.startsWith(short.slice(0, 7)) ? short : line(`${made.ref} (${short})`),
      url: status.log_url || status.target_url || undefined,
      environment: status.environment ?? made.environment,
      isProduction: made.production_environment ?? false,
      commit: made.sha,
      outcome,
    },
  ];
}

function merge({ action, pull_request: pull, repository, sender }: z.infer<typeof wire.pullRequest>, { at }: Arrival) {
  if (action !== 'closed' || !pull.merged) return [];
  const fact: GitHubFact = {
    kind: 'merge',
    id: `${repository.full_name}/pull/${pull.number}`,
    repository: repository.full_name,
    occurredAt: pull.merged_at ?? at,
    who: pull.merged_by ?? sender,
    what: line(`${pull.title} (#${pull.number})`),
    url: pull.html_url,
    branch: pull.base.ref,
    commit: pull.merge_commit_sha ?? undefined,
    pull: pull.number,
    authors: pull.user ? [pull.user] : [],
  };
  return [fact];
}

const REVIEWS = ['approved', 'changes_requested', 'dismissed'] as const;

function review(
  { review: said, pull_request: pull, repository }: z.infer<typeof wire.pullRequestReview>,
  { at }: Arrival,
) {
  const state = REVIEWS.find((known) => known === said.state.toLowerCase());
  if (!state || !said.user) return [];
  const submittedAt = said.submitted_at ?? at;
  const fact: GitHubFact = {
    kind: 'review',
    repository: repository.full_name,
    pull: pull.number,
    reviewer: said.user,
    state,
    submittedAt,
  };
  return [fact];
}

const BRANCH = 'refs/heads/';

/** Whether a merge made it is only known once that has been told too. */
function push(payload: z.infer<typeof wire.push>, { at }: Arrival): GitHubFact[] {
  const { ref, after, deleted, forced, head_commit: head, commits, compare, repository, sender, pusher } = payload;
  if (!ref.startsWith(BRANCH)) return [];
  const branch = ref.slice(BRANCH.length);
  const title = head?.message.split('\n')[0] ?? '';
  const pushedAt = typeof repository.pushed_at === 'number' ? repository.pushed_at * 1000 : at;
  return [
    {
      kind: 'push',
      id: `${repository.full_name}/push/${branch}/${deleted ? `deleted/${pushedAt}` : after}`,
      repository: repository.full_name,
      occurredAt: pushedAt,
      who: { ...sender, verifiedEmail: (pusher?.name === sender.login && pusher.email) || undefined },
      what: line(deleted ? `${branch} was deleted` : `${title || after.slice(0, 12)}${forced ? ' (forced)' : ''}`),
      url: compare ?? undefined,
      branch,
      commit: deleted ? undefined : after,
      authors: commits.flatMap(({ author, committer }) => [...personOf(author), ...personOf(committer)]),
    },
  ];
}

type Signature = z.infer<typeof wire.push>['commits'][number]['author'];

/** An e-mail that GitHub knows no account for is anybody's claim. */
const personOf = (signature: Signature): GitHubPerson[] =>
  signature?.username ? [{ login: signature.username, verifiedEmail: signature.email ?? undefined }] : [];

type Weakening = Readonly<Record<string, string>>;
const WEAKENED: Weakening = { deleted: 'was removed', edited: 'was changed', disabled: 'was switched off' };

function branchRule({ action, rule, ...rest }: z.infer<typeof wire.branchRule>, arrival: Arrival): GitHubFact[] {
  return weakened(`The protection of ${rule.name}`, action, rest, arrival);
}

function protectionSwitched({ action, ...rest }: z.infer<typeof wire.protection>, arrival: Arrival): GitHubFact[] {
  return weakened('Branch protection', action, rest, arrival);
}

function ruleset(payload: z.infer<typeof wire.ruleset>, arrival: Arrival): GitHubFact[] {
  const { action, repository_ruleset: rules, repository, organization, sender } = payload;
  const where = repository ?? { full_name: `${organization?.login ?? sender.login}/*`.toLowerCase() };
  const state = rules.enforcement && action === 'edited' ? ` (now ${rules.enforcement})` : '';
  return weakened(`The ruleset “${rules.name}”${state}`, action, { repository: where, sender }, arrival);
}

/** One that is new or switched on again protects: nobody has to answer for that. */
function weakened(
  what: string,
  action: string,
  {
    repository,
    sender,
  }: {
    readonly repository: { full_name: string; html_url?: string | null | undefined };
    readonly sender: GitHubPerson;
  },
  { delivery, at }: Arrival,
): GitHubFact[] {
  const how = WEAKENED[action];
  if (!how) return [];
  return [
    {
      kind: 'protection',
      id: `${repository.full_name}/protection/${delivery}`,
      repository: repository.full_name,
      occurredAt: at,
      who: sender,
      what: line(`${what} ${how}`),
      url: repository.html_url ? `${repository.html_url}/settings/branches` : undefined,
    },
  ];
}
