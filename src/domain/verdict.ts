import type { Change } from './change/state.ts';
import { firstDeployedAt } from './change/state.ts';

export const VERDICTS = [
  'approved before deploy',
  'deployed before approval',
  'declared after deploy',
  'never approved',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * The order of the timestamps, which is what auditors look at (SOC 2 CC8.1). `undefined` while nothing is deployed.
 * Only the earliest deployment counts, against the authorization that stood at that moment: what is recorded later can
 * never turn a deviation into `approved before deploy`.
 */
export function timingVerdict(
  change: Pick<Change, 'declaredAt' | 'deployments' | 'authorization'>,
): Verdict | undefined {
  const deployedAt = firstDeployedAt(change);
  if (deployedAt === undefined) return undefined;
  if (deployedAt < change.declaredAt) return 'declared after deploy';
  const { authorizedAt, voided } = change.authorization;
  if (voided.some(({ from, until }) => from <= deployedAt && deployedAt < until)) return 'approved before deploy';
  if (authorizedAt === undefined) return 'never approved';
  return authorizedAt <= deployedAt ? 'approved before deploy' : 'deployed before approval';
}
