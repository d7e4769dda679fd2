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
 * Only the earliest deployment and the one authorization count, and neither is ever cleared: what is recorded later
 * can never turn a deviation into `approved before deploy`.
 */
export function timingVerdict(
  change: Pick<Change, 'declaredAt' | 'deployments' | 'authorization'>,
): Verdict | undefined {
  const deployedAt = firstDeployedAt(change);
  if (deployedAt === undefined) return undefined;
  if (deployedAt < change.declaredAt) return 'declared after deploy';
  const { authorizedAt } = change.authorization;
  if (authorizedAt === undefined) return 'never approved';
  return authorizedAt <= deployedAt ? 'approved before deploy' : 'deployed before approval';
}
