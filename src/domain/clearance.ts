import type { Change } from './change/state.ts';
import type { Deployment } from './change/types.ts';
import { namedCommits, sameCommit } from './commits.ts';

/** Systems that were approved together, and the commits named for them; none named: whatever goes out to them. */
export interface Grant {
  readonly systems: readonly string[];
  readonly commits: readonly string[];
}

export const STANDINGS = ['approved', 'proceeded', 'pending', 'rejected', 'expired'] as const;

/** What a pipeline has to know of a change: how it stands, and what it covers. */
export interface Clearance {
  readonly standing: (typeof STANDINGS)[number];
  readonly grants: readonly Grant[];
  /** Addresses of pull requests that it names: whatever they bring belongs to it. */
  readonly pulls: readonly string[];
}

export function clearanceOf(change: Change): Clearance {
  const pulls = change.details.links.filter((link) => /\/pull\/\d+\/?$/.test(link));
  return { standing: standingOf(change), grants: grantsOf(change), pulls };
}

/** While an extension is asked for, what was approved before it stands. A rejection outweighs that somebody goes ahead. */
function standingOf({ authorization, proceeded }: Change): Clearance['standing'] {
  const { status, standing } = authorization;
  if (status === 'authorized' || standing) return 'approved';
  if (status === 'rejected') return 'rejected';
  return proceeded ? 'proceeded' : status;
}

/** What was declared, and each extension that was approved: one that is only asked for covers nothing yet. */
function grantsOf({ details, extensions }: Change): Grant[] {
  const declared = { systems: details.systems, commits: namedCommits({ details, extensions: [] }) };
  const added = extensions
    .filter(({ status }) => status === 'approved')
    .map(({ systems, commit }) => ({
      systems: systems.length > 0 ? systems : details.systems,
      // Words that are no commit match nothing: an extension to something unknown opens no gate.
      commits: commit === undefined ? [] : [commit],
    }));
  return [declared, ...added];
}

/** How something that goes out lies to what a change covers. */
export type Fit = 'covered' | 'other commit' | 'other system';

/** Names of systems are compared without capitals: outside the catalogue people type them. */
export const sameSystem = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** `commit` may be unknown: then only a change that names none covers it. */
export function fitOf(grants: readonly Grant[], system: string, commit: string | undefined): Fit {
  const forSystem = grants.filter(({ systems }) => systems.some((covered) => sameSystem(covered, system)));
  if (forSystem.length === 0) return 'other system';
  const isCovered = forSystem.some(({ commits }) => commits.length === 0 || namesCommit(commits, commit));
  return isCovered ? 'covered' : 'other commit';
}

/** Whether this very commit is named for this system, not merely let through. */
export const namesIt = (grants: readonly Grant[], system: string, commit: string | undefined): boolean =>
  grants.some(
    ({ systems, commits }) => systems.some((covered) => sameSystem(covered, system)) && namesCommit(commits, commit),
  );

const namesCommit = (commits: readonly string[], commit: string | undefined): boolean =>
  commit !== undefined && commits.some((named) => sameCommit(named, commit));

/** A deployment that went beyond what the change covers; only what is known exactly is held against it. */
export function strayOf(change: Change, { system, commit }: Pick<Deployment, 'system' | 'commit'>): Fit | undefined {
  const { grants } = clearanceOf(change);
  const known = change.details.systems[0];
  if (system === undefined && (commit === undefined || known === undefined)) return undefined;
  const fit = fitOf(grants, system ?? known ?? '', commit);
  // A report that names no commit is no other commit.
  return fit === 'covered' || (fit === 'other commit' && commit === undefined) ? undefined : fit;
}
