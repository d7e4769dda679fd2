import type { ChangeEvent } from '../../change/events.ts';
import type { Change } from '../../change/state.ts';
import type { Instant } from '../../change/types.ts';
import { commitIn, sameCommit } from '../../commits.ts';
import { lasting } from '../../lasting.ts';
import { utc } from '../../telling.ts';
import type { Deployed } from '../facts.ts';
import { list, wentOutAt } from '../facts.ts';
import type { Rule } from '../types.ts';

export const differentCommitDeployed: Rule = {
  code: 'different-commit-deployed',
  rule: 'What goes out is the commit that was approved, where one was named.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'An extension of the scope to that commit that is approved; that it came later stays on record.',
  find: ({ change, events }) => {
    const approved = approvedCommits(change, events);
    if (approved.length === 0) return undefined;
    const covered = (commit: string, by: Instant) =>
      approved.some((one) => one.since <= by && sameCommit(one.commit, commit));
    const others = change.deployments.flatMap((deployment) => {
      const commit = commitOf(deployment);
      return commit === undefined || covered(commit, wentOutAt(deployment)) ? [] : [{ ...deployment, commit }];
    });
    if (others.length === 0) return undefined;
    const told = others.map((one) => `${one.commit} at ${utc(wentOutAt(one))}`);
    return {
      evidence: `Approved: ${list([...new Set(approved.map(({ commit }) => commit))])}. Deployed: ${list(told)}.`,
      since: Math.min(...others.map(wentOutAt)),
      latest: Math.max(...others.map(({ recordedAt }) => recordedAt)),
      cleared: others.every(({ commit }) => covered(commit, Number.POSITIVE_INFINITY)),
    };
  },
};

const commitOf = ({ what, link }: Deployed): string | undefined => commitIn(what) ?? (link && commitIn(link));

interface Approved {
  readonly commit: string;
  readonly since: Instant;
}

/** The commits named at declare, and those of each extension from when it was approved. Nothing named: nothing to compare. */
function approvedCommits({ details }: Change, events: readonly ChangeEvent[]): Approved[] {
  const approved: Approved[] = details.links.flatMap((link) => {
    const commit = commitIn(link);
    return commit === undefined ? [] : [{ commit, since: Number.NEGATIVE_INFINITY }];
  });
  let asked: string | undefined;
  for (const event of events) {
    if (event.type === 'ScopeExtended') asked = event.commit && commitIn(event.commit);
    if (event.type === 'ScopeExtensionRejected' || event.type === 'ApprovalExpired') asked = undefined;
    if (event.type === 'ChangeAuthorized' && asked !== undefined) approved.push({ commit: asked, since: event.at });
  }
  return approved;
}

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
      evidence: `Deployed ${list(early.map((one) => `${one.what} at ${utc(wentOutAt(one))}`))}; declared at ${utc(change.declaredAt)}, ${lasting(change.declaredAt - since)} later.`,
      since,
      latest: Math.max(...early.map(({ recordedAt }) => recordedAt)),
    };
  },
};
