import type { UserId } from '../../domain/change/types.ts';
import type { Seen } from '../../domain/sighting/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Log } from '../log.ts';
import type { GitHubFact, GitHubPerson, ReviewFact } from './github-facts.ts';
import type { Recognise } from './recognise.ts';
import type { TakeDeps } from './take.ts';
import { fingerprintOf, take } from './take.ts';

/** Takes what GitHub told. @throws LedgerFailure: then it has to be delivered again */
export type HearGitHub = (fact: GitHubFact) => Promise<void>;

export interface HearGitHubDeps extends TakeDeps {
  readonly policy: () => Policy;
  readonly recognise: Recognise;
  readonly log: Log;
}

type Told = Exclude<GitHubFact, ReviewFact>;
type GitHubSettings = NonNullable<Policy['systems'][string]['github']>;

/** Given to every system whose code lives there. A repository that belongs to none is noted, and the digest says so. */
export function githubHearer(deps: HearGitHubDeps): HearGitHub {
  return async (fact) => {
    const systems = systemsOf(deps.policy(), fact.repository);
    if (fact.kind === 'review') return systems.length > 0 ? noteReview(fact, deps) : undefined;
    if (systems.length === 0) {
      deps.log.warn({ repository: fact.repository, what: fact.kind }, 'a GitHub repository belongs to no system');
      return deps.sightings.noteUnknown(fact.repository, deps.now());
    }
    for (const [system, settings] of systems) {
      if (concerns(fact, settings)) await takeFor(system, fact, deps);
    }
  };
}

function systemsOf({ systems }: Policy, repository: string): (readonly [string, GitHubSettings])[] {
  return Object.entries(systems).flatMap(([name, { github }]) =>
    github?.repositories.includes(repository) ? [[name, github] as const] : [],
  );
}

/** What happens on other branches, and in environments that are not production, is nobody's emergency. */
function concerns(fact: Told, { environments, branches }: GitHubSettings): boolean {
  if (fact.kind === 'protection') return true;
  if (fact.kind === 'deployment') {
    const wanted = fact.environment.toLowerCase();
    return fact.isProduction || environments.some((environment) => environment.toLowerCase() === wanted);
  }
  return branches.some((branch) =>
    branch.endsWith('*') ? fact.branch.startsWith(branch.slice(0, -1)) : fact.branch === branch,
  );
}

async function takeFor(system: string, fact: Told, deps: HearGitHubDeps): Promise<void> {
  const seen = await seenFrom(system, fact, deps.recognise);
  const author = { actor: `github:${fact.who.login}`, surface: 'api' as const };
  const fingerprint = fingerprintOf(fact.id);
  await take(`sighting/github/${system}/${fact.id}`, seen, { author, fingerprint }, deps);
}

async function seenFrom(system: string, fact: Told, recognise: Recognise): Promise<Seen> {
  const { kind, repository, occurredAt, what, url } = fact;
  const base = { source: 'github' as const, kind, system, repository, occurredAt, what, url };
  const who = await slackOf(fact.who, recognise);
  if (fact.kind === 'protection') return { ...base, who };
  if (fact.kind === 'deployment') {
    const { environment, commit, outcome } = fact;
    return { ...base, who, environment, commit, outcome };
  }
  const { branch, commit } = fact;
  const authors = [...new Set(await Promise.all(fact.authors.map((author) => slackOf(author, recognise))))];
  return { ...base, who, branch, commit, authors, ...(fact.kind === 'merge' && { pull: fact.pull }) };
}

async function noteReview({ repository, pull, reviewer, state, submittedAt }: ReviewFact, deps: HearGitHubDeps) {
  const who = await slackOf(reviewer, deps.recognise);
  await deps.reviews.note({ repository, pull, reviewer: who, state, submittedAt });
}

const slackOf = ({ login, verifiedEmail }: GitHubPerson, recognise: Recognise): Promise<UserId> =>
  recognise({ source: 'github', name: login, verifiedEmail });
