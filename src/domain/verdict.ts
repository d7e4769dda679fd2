import type { Change } from './change/state.ts';

export const VERDICTS = [
  'approved before deploy',
  'deployed before approval',
  'declared after deploy',
  'never approved',
] as const;
export type Verdict = (typeof VERDICTS)[number];

type Judged = Pick<Change, 'declaredAt' | 'deployments' | 'authorization'>;

/**
 * The order of the timestamps, which is what auditors look at (SOC 2 CC8.1). `undefined` while nothing is deployed.
 * Each deployment is held against the authorization that stood at that moment, and the worst one is the change's: what is
 * recorded later, back-dated or not, can never turn a deviation into `approved before deploy`.
 */
export function timingVerdict(change: Judged): Verdict | undefined {
  const verdicts = change.deployments.map((deployment) => verdictOn(deployment, change));
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict));
}

const WORST_FIRST: readonly Verdict[] = [
  'declared after deploy',
  'never approved',
  'deployed before approval',
  'approved before deploy',
];

/** What is recorded as done was done by then, whatever a clock that runs ahead says. */
function verdictOn(deployment: Judged['deployments'][number], { declaredAt, authorization }: Judged): Verdict {
  const at = Math.min(deployment.deployedAt, deployment.recordedAt);
  const { authorizedAt, voided } = authorization;
  if (at < declaredAt) return 'declared after deploy';
  if (voided.some(({ from, until }) => from <= at && at < until)) return 'approved before deploy';
  if (authorizedAt === undefined) return 'never approved';
  return authorizedAt <= at ? 'approved before deploy' : 'deployed before approval';
}
