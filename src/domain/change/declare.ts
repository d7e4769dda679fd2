import { rollbackProblem } from '../substance.ts';
import type { Declare, Demand } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import type { ChangeEvent } from './events.ts';
import { implausibleTime, notSubstantial, unsubstantial } from './guards.ts';
import type { Refusal } from './refusals.ts';
import type { ChangeId } from './types.ts';

/** Letters and digits a field needs before it says anything. */
export const ENOUGH = { summary: 8, justification: 10 } as const;

export function declare(command: Declare, id: ChangeId): Decision {
  const { by, at, details, terms, plan, source, incident, deployment, evidence } = command;
  const { deploymentSource = source } = command;
  const refusal = incomplete(command);
  if (refusal) return refuse(refusal);

  const events: ChangeEvent[] = [
    { type: 'ChangeDeclared', by, at, id, details, terms, source },
    { type: 'ApprovalRequested', at, round: 1, ...plan },
  ];
  if (incident) events.push({ type: 'IncidentNamed', by, at, reference: incident });
  if (deployment) events.push({ type: 'DeploymentRecorded', by, at, deployment, source: deploymentSource });
  if (evidence) events.push({ type: 'EvidenceAdded', by, at, evidence });
  return accept(...events);
}

function incomplete(command: Declare): Refusal | undefined {
  const { details, deployment, at, demanded = [] } = command;
  const wayBack = rollbackProblem(details.rollbackPlan);
  return firstRefusal(
    unsubstantial('summary', details.summary, ENOUGH.summary),
    details.systems.length === 0 ? notSubstantial('systems', { kind: 'missing' }) : undefined,
    details.criterion.id === '' ? notSubstantial('criterion', { kind: 'missing' }) : undefined,
    unsubstantial('justification', details.justification, ENOUGH.justification),
    wayBack && notSubstantial('rollbackPlan', wayBack),
    deployment && implausibleTime('deployedAt', deployment.deployedAt, at),
    ...demanded.map((demand) => unmet(demand, command)),
  );
}

function unmet(demand: Demand, { details }: Declare): Refusal | undefined {
  if (demand === 'links') return details.links[0] ? undefined : notSubstantial(demand, { kind: 'missing' });
  return unsubstantial(demand, details[demand], demand === 'reference' ? 3 : 8);
}
