import { firstAsked, planApprovals } from '../domain/authorization.ts';
import type { ApprovalPlan, Declare, Demand } from '../domain/change/commands.ts';
import type { Details, Requirement, UserId } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { requirementsFor, termsFor } from '../policy/terms.ts';
import type { Groups } from './people-ports.ts';

/** The form as filled in, with everything the policy adds: what is demanded of this change and who will be asked. */
export async function prepareDeclare(
  form: Omit<Declare, 'type' | 'terms' | 'plan' | 'demanded'>,
  policy: Policy,
  groups: Groups,
): Promise<Declare> {
  const barred = barredFrom(form.by, form.details, form.deployment?.who);
  const outlook = await planApprovalsFor(requirementsFor(policy, form.details), barred, policy, groups);
  return {
    ...form,
    type: 'Declare',
    terms: termsFor(policy, outlook.requirements, form.details),
    plan: outlook.plan,
    demanded: demandsOf(form.details, policy),
  };
}

/** Not the incident: where PagerDuty is not connected nobody could pick one, and where it is Slack's form insists. */
const DEMANDS = { impact: ['impact'], test_plan: ['testPlan'], links: ['links'], incident: [] } as const;

function demandsOf({ criterion }: Details, policy: Policy): Demand[] {
  const asked = policy.criteria.find(({ id }) => id === criterion.id)?.reference;
  return [...(asked ? ['reference' as const] : []), ...policy.declare.require.flatMap((field) => DEMANDS[field])];
}

/** Who is asked when a change asks again: by the requirements it was declared with. */
export async function prepareAskAgain(
  requirements: readonly Requirement[],
  barred: ReadonlySet<UserId>,
  policy: Policy,
  groups: Groups,
): Promise<{ readonly requirements: readonly Requirement[]; readonly plan: ApprovalPlan }> {
  return planApprovalsFor(requirements, barred, policy, groups);
}

/** Who can be asked for these places, with the fall-back group where too few are left. */
export async function planApprovalsFor(
  requirements: readonly Requirement[],
  barred: ReadonlySet<UserId>,
  policy: Policy,
  groups: Groups,
) {
  const fallback = policy.approval.fallback_group;
  const wanted = new Set(requirements.flatMap((requirement) => requirement.groups));
  if (fallback !== undefined) wanted.add(fallback);
  const { roster, toldFirst, troubles } = await groups.rosterOf([...wanted], barred);
  const outlook = planApprovals(requirements, roster, barred, fallback);
  const needed = new Set(outlook.requirements.flatMap((requirement) => requirement.groups));
  const wrong = troubles.filter(({ group }) => needed.has(group));
  const plan: ApprovalPlan = {
    asked: firstAsked(outlook.asked, toldFirst),
    shortfall: outlook.shortfall,
    fallback: outlook.fallback,
    ...(wrong.length > 0 && { troubles: wrong }),
  };
  return { requirements: outlook.requirements, plan };
}

function barredFrom(requester: UserId, { implementers }: Details, deployer: UserId | undefined): ReadonlySet<UserId> {
  return new Set([requester, ...implementers, ...(deployer === undefined ? [] : [deployer])]);
}
