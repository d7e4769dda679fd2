import type { ExtendScope } from '../domain/change/commands.ts';
import type { Change } from '../domain/change/state.ts';
import { involved, scopeOf } from '../domain/change/state.ts';
import type { Instant, Risk, UserId } from '../domain/change/types.ts';
import { RISKS } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { parsePolicy } from '../policy/load.ts';
import { requirementsFor } from '../policy/terms.ts';
import { planApprovalsFor } from './declare.ts';
import type { Groups } from './people-ports.ts';
import type { Ledger } from './ports.ts';

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
  const declared = change.details.systems;
  const added = [...scopeOf(change).systems, ...extension.systems].filter((system) => !declared.includes(system));
  const systems = [...new Set([...declared, ...added])];
  const details = { ...change.details, systems, risk: riskOf(change.details.risk, added, policy) };
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
