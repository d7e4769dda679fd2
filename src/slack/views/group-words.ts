import type { Change } from '../../domain/change/state.ts';
import type { GroupTrouble, Membership } from '../../domain/change/types.ts';
import { groupTitle } from '../../policy/terms.ts';
import type { Scene } from '../scene.ts';
import { said } from '../text.ts';

/** By what right somebody decided: "on-call lead, PagerDuty schedule “On-call leads”". The policy's own lists need no word. */
export function groundWords(memberOf: readonly Membership[], { policy }: Scene): string {
  const groups = [...new Set(memberOf.map(({ group }) => group))];
  return groups
    .map((group) => {
      const grounds = memberOf.filter(({ group: of, source }) => of === group && source && source !== 'policy');
      return [groupTitle(policy, group), ...grounds.map(({ ground }) => said(ground, 120))].join(', ');
    })
    .join(' or ');
}

/** What was unknown of the groups when people were asked, a line each, while somebody is waited for. */
export function troubleLines({ authorization: { status, troubles = [] } }: Change, { policy }: Scene): string[] {
  if (status !== 'pending') return [];
  return troubles.map(
    ({ kind, what, group }) => `:warning: ${lineOf(kind, said(what, 150), groupTitle(policy, group))}`,
  );
}

function lineOf(kind: GroupTrouble['kind'], what: string, title: string): string {
  switch (kind) {
    case 'unreachable':
      return `${what} could not be looked up, so it is unknown who is ${title} by it. Whoever is may decide all the same.`;
    case 'absent':
      return `${what} no longer exists, so nobody is ${title} by it. Mend the group in policy.yaml.`;
    case 'empty':
      return `${what} has nobody in it now, so nobody is ${title} by it.`;
    case 'unmatched':
      return `${what} is not recognised in Slack and was not asked as ${title}. Name them under people in policy.yaml.`;
  }
}
