import { lasting } from '../../lasting.ts';
import { utc } from '../../telling.ts';
import type { Deployed } from '../facts.ts';
import { isDropped, list, unauthorized, wentOutAt } from '../facts.ts';
import type { Rule } from '../types.ts';
import { A_DAY } from '../types.ts';

const earliest = (deployments: readonly Deployed[]): number => Math.min(...deployments.map(wentOutAt));
const latest = (deployments: readonly Deployed[]): number =>
  Math.max(...deployments.map(({ recordedAt }) => recordedAt));
const named = (deployments: readonly Deployed[]): string =>
  list(deployments.map((deployment) => `${deployment.what} at ${utc(wentOutAt(deployment))}`));

export const neverApproved: Rule = {
  code: 'never-approved',
  rule: 'A change to production is approved by the people the policy names.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'The approval that is owed; that it came after the deployment stays on record.',
  find: ({ change }) => {
    const { authorizedAt } = change.authorization;
    const out = unauthorized(change).filter(
      ({ recordedAt }) => recordedAt < (authorizedAt ?? Number.POSITIVE_INFINITY),
    );
    if (out.length === 0) return undefined;
    const outcome = authorizedAt === undefined ? 'It is not approved.' : `It was approved at ${utc(authorizedAt)}.`;
    return {
      evidence: () => `Deployed without an approval: ${named(out)}. ${outcome}`,
      since: earliest(out),
      latest: latest(out),
      cleared: authorizedAt !== undefined,
    };
  },
};

export const approvedAfterDeployment: Rule = {
  code: 'approved-after-deployment',
  rule: 'The approval comes before the deployment.',
  source: 'SOC 2 CC8.1',
  clears: 'Nothing: a named person explains it.',
  find: ({ change }) => {
    const { authorizedAt } = change.authorization;
    const out = unauthorized(change);
    if (authorizedAt === undefined || out.length === 0) return undefined;
    return {
      evidence: () =>
        `Deployed before the approval: ${named(out)}. Approved at ${utc(authorizedAt)}, ${lasting(authorizedAt - earliest(out))} later.`,
      since: earliest(out),
      latest: Math.max(authorizedAt, latest(out)),
    };
  },
};

export const proceededWithoutApproval: Rule = {
  code: 'proceeded-without-approval',
  rule: 'Going ahead without an approval is owed one within 24 h.',
  source: 'SOC 2 CC8.1',
  clears: 'An approval within 24 h of going ahead, or that nothing went out; after that a named person explains it.',
  find: ({ change }) => {
    const { proceeded, authorization } = change;
    if (!proceeded) return undefined;
    const { authorizedAt } = authorization;
    const inTime = authorizedAt !== undefined && authorizedAt <= proceeded.at + A_DAY;
    const outcome = authorizedAt === undefined ? 'not approved since' : `approved at ${utc(authorizedAt)}`;
    return {
      evidence: () =>
        `Went ahead without approval at ${utc(proceeded.at)}; ${outcome}. The reason given: ${proceeded.reason}`,
      since: proceeded.at,
      latest: proceeded.at,
      cleared: inTime || isDropped(change),
    };
  },
};

export const rejectedButDeployed: Rule = {
  code: 'rejected-but-deployed',
  rule: 'What an approver rejected does not go out, or is taken back.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'Nothing: a named person explains it.',
  find: ({ change, names }) => {
    const { rejected } = change.authorization;
    if (!rejected || change.deployments.length === 0) return undefined;
    const back = change.rolledBack ? ` It was rolled back at ${utc(change.rolledBack.rolledBackAt)}.` : '';
    return {
      evidence: () =>
        `Rejected by ${names.person(rejected.by)} at ${utc(rejected.at)}; deployed: ${named(change.deployments)}.${back}`,
      since: Math.max(rejected.at, earliest(change.deployments)),
      latest: Math.max(rejected.at, latest(change.deployments)),
    };
  },
};
