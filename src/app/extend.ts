import type { ExtendScope } from '../domain/change/commands.ts';
import type { Change } from '../domain/change/state.ts';
import { involved } from '../domain/change/state.ts';
import type { Instant, Risk, UserId } from '../domain/change/types.ts';
import { RISKS } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { parsePolicy } from '../policy/load.ts';
import { requirementsFor } from '../policy/terms.ts';
import { planApprovalsFor } from './declare.ts';
import type { Groups, Ledger } from './ports.ts';

export interface Extension {
  readonly by: UserId;
  readonly at: Instant;
  readonly systems: readonly string[];
  readonly commit?: string | undefined;
  readonly reason: string;
}

/** What the extended change needs, by the policy that was in force when it was declared. */
export async function prepareExtension(
  change: Change,
  extension: Extension,
  current: Policy,
  { ledger, groups }: { readonly ledger: Ledger; readonly groups: Groups },
): Promise<ExtendScope> {
  const policy = await policyOf(change, current, ledger);
  const systems = [...change.details.systems, ...extension.systems];
  const details = { ...change.details, systems, risk: riskOf(change.details.risk, extension.systems, policy) };
  const { requirements, plan } = await planApprovalsFor(
    requirementsFor(policy, details),
    involved(change),
    policy,
    groups,
  );
  return { type: 'ExtendScope', ...extension, requirements, plan };
}

async function policyOf({ terms }: Change, current: Policy, ledger: Ledger): Promise<Policy> {
  if (terms.policyHash === current.hash) return current;
  const text = await ledger.policyText(terms.policyHash);
  return text === undefined ? current : parsePolicy(text);
}

/** The riskiest of what is in it now. */
function riskOf(declared: Risk, added: readonly string[], policy: Policy): Risk {
  const risks = [declared, ...added.map((system) => policy.systems[system]?.risk)];
  return RISKS.findLast((risk) => risks.includes(risk)) ?? declared;
}
