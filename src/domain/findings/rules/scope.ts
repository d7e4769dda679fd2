import type { ChangeEvent, ScopeExtended } from '../../change/events.ts';
import type { Change } from '../../change/state.ts';
import type { Instant } from '../../change/types.ts';
import type { Grant } from '../../clearance.ts';
import { fitOf } from '../../clearance.ts';
import { commitIn, namedCommits, sameCommit } from '../../commits.ts';
import { lasting } from '../../lasting.ts';
import { utc } from '../../telling.ts';
import type { Deployed } from '../facts.ts';
import { list, wentOutAt } from '../facts.ts';
import type { Rule } from '../types.ts';

export const differentCommitDeployed: Rule = {
  code: 'different-commit-deployed',
  rule: 'What goes out is the commit that was approved, where one was named, to the systems that were approved.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'An extension of the scope to it that is approved; that it came later stays on record.',
  find: ({ change, events }) => {
    const approved = approvedScopes(change, events);
    const by = (instant: Instant) => approved.filter(({ since }) => since <= instant);
    const others = change.deployments.filter((deployment) => !isCovered(deployment, by(wentOutAt(deployment))));
    if (others.length === 0) return undefined;
    const told = others.map((one) => `${nameOf(one)} at ${utc(wentOutAt(one))}`);
    return {
      evidence: () =>
        `Approved: ${list([...new Set(approved.flatMap(({ systems, commits }) => [...systems, ...commits]))])}. Deployed: ${list(told)}.`,
      since: Math.min(...others.map(wentOutAt)),
      latest: Math.max(...others.map(({ recordedAt }) => recordedAt)),
      cleared: others.every((deployment) => isCovered(deployment, approved)),
    };
  },
};

interface Scope extends Grant {
  readonly since: Instant;
}

const commitOf = ({ commit, what, link }: Deployed): string | undefined =>
  commit ?? commitIn(what) ?? (link && commitIn(link));

const nameOf = (deployment: Deployed): string =>
  [deployment.system, commitOf(deployment) ?? deployment.what].filter(Boolean).join(' ');

/** What is not known of a deployment, its system or its commit, is not held against it. */
function isCovered(deployment: Deployed, scopes: readonly Scope[]): boolean {
  const commit = commitOf(deployment);
  if (deployment.system !== undefined) {
    const fit = fitOf(scopes, deployment.system, commit);
    return fit === 'covered' || (fit === 'other commit' && commit === undefined);
  }
  const [declared] = scopes;
  if (commit === undefined || declared?.commits.length === 0) return true;
  return scopes.some(({ commits }) => commits.some((one) => sameCommit(one, commit)));
}

/** What was named at declare, and each extension from when it was approved. */
function approvedScopes({ details }: Change, events: readonly ChangeEvent[]): Scope[] {
  const commits = namedCommits({ details, extensions: [] });
  const approved: Scope[] = [{ systems: details.systems, commits, since: Number.NEGATIVE_INFINITY }];
  let asked: Grant | undefined;
  for (const event of events) {
    if (event.type === 'ScopeExtended') asked = grantOf(event, details.systems);
    if (event.type === 'ScopeExtensionRejected' || event.type === 'ApprovalExpired') asked = undefined;
    if (event.type === 'ChangeAuthorized' && asked) approved.push({ ...asked, since: event.at });
  }
  return approved;
}

const grantOf = (
  { systems, commit }: Pick<ScopeExtended, 'systems' | 'commit'>,
  declared: readonly string[],
): Grant => ({ systems: systems.length > 0 ? systems : declared, commits: commit === undefined ? [] : [commit] });

export const recordOpenedAfterDeployment: Rule = {
  code: 'record-opened-after-deployment',
  rule: 'An emergency change is declared before it goes out.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'Nothing: a named person explains it.',
  find: ({ change }) => {
    const early = change.deployments.filter((deployment) => wentOutAt(deployment) < change.declaredAt);
    if (early.length === 0) return undefined;
    const since = Math.min(...early.map(wentOutAt));
    return {
      evidence: () =>
        `Deployed ${list(early.map((one) => `${one.what} at ${utc(wentOutAt(one))}`))}; declared at ${utc(change.declaredAt)}, ${lasting(change.declaredAt - since)} later.`,
      since,
      latest: Math.max(...early.map(({ recordedAt }) => recordedAt)),
    };
  },
};
