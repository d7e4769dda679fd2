import { askIfLapsed } from './authorization-steps.ts';
import type { AddEvidence, RecordDeployment, RecordNotImplemented, RecordRollback } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import { ended, implausibleTime, notSubstantial, onlyInvolved, standingRefusal, unsubstantial } from './guards.ts';
import { learned } from './rounds.ts';
import type { Change } from './state.ts';
import { firstDeployedAt, hasEnded } from './state.ts';

/** A deployment is a fact: it is recorded whatever the approval says, and the verdict tells the order. */
export function recordDeployment(change: Change, command: RecordDeployment): Decision {
  const { by, at, standing, deployment, source, sameAs = [] } = command;
  const same = change.deployments.find(
    ({ what, deployedAt }) => what === deployment.what && deployedAt === deployment.deployedAt,
  );
  // A log that is held against the record tells of the past: also of changes that have ended, which stay ended.
  const isImported = source === 'import';
  const refusal = firstRefusal(
    standingRefusal(standing),
    isImported ? undefined : ended(change),
    // What a machine calls it is its name, however little it says.
    source === 'slack' ? unsubstantial('what', deployment.what, 2) : undefined,
    isImported ? undefined : implausibleTime('deployedAt', deployment.deployedAt, at),
    same && { code: 'same-deployment', at: same.recordedAt },
  );
  if (refusal) return refuse(refusal);
  return accept(
    { type: 'DeploymentRecorded', by, at, deployment, source },
    ...learned(change, { user: deployment.who, as: 'deployer', at, sameAs }),
    ...(hasEnded(change) ? [] : askIfLapsed(change, at, deployment.who)),
  );
}

export function recordRollback(change: Change, { by, at, rolledBackAt, note, source }: RecordRollback): Decision {
  const refusal = firstRefusal(
    ended(change),
    change.deployments.length === 0 ? { code: 'nothing-deployed' } : undefined,
    change.rolledBack && { code: 'already-rolled-back', at: change.rolledBack.rolledBackAt },
    source === undefined || source === 'slack' ? onlyInvolved(change, by) : undefined,
    implausibleTime('rolledBackAt', rolledBackAt, at),
  );
  return refusal ? refuse(refusal) : accept({ type: 'DeploymentRolledBack', by, at, rolledBackAt, note, source });
}

/** Nothing went out, so there is nothing to approve or review any more: the change closes. */
export function recordNotImplemented(change: Change, { by, at, reason }: RecordNotImplemented): Decision {
  const deployedAt = firstDeployedAt(change);
  const refusal = firstRefusal(
    onlyInvolved(change, by),
    ended(change),
    deployedAt === undefined ? undefined : { code: 'already-deployed', at: deployedAt },
    unsubstantial('reason', reason, 5),
  );
  if (refusal) return refuse(refusal);
  return accept({ type: 'ChangeNotImplemented', by, at, reason }, { type: 'ChangeClosed', at });
}

export function addEvidence(change: Change, { by, at, standing, evidence }: AddEvidence): Decision {
  const refusal = firstRefusal(
    standingRefusal(standing),
    ended(change),
    evidence.text.trim() === '' && !evidence.url ? notSubstantial('evidence', { kind: 'missing' }) : undefined,
  );
  return refusal ? refuse(refusal) : accept({ type: 'EvidenceAdded', by, at, evidence });
}
