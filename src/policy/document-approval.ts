import { KIND_WORDS } from '../domain/words.ts';
import type { Lines } from './document-words.ts';
import { A_DAY, item, plainly, titles } from './document-words.ts';
import { durationWords } from './duration.ts';
import type { Policy } from './load.ts';

// The procedure's parts about approval.

export function approving(policy: Policy): Lines {
  const rules = policy.rules.map(({ when, require }) => {
    const people = Object.entries(require).map(([group, count]) => `${count} of ${titles(policy, [group])}`);
    return item(`${condition(policy, when)}: **${people.join(' and ')}**`);
  });
  const { fallback_group: fallback } = policy.approval;
  return [
    'Every rule that fits a change has to be met, each place by a person of its own:',
    '',
    ...rules,
    '',
    'Nobody approves what they asked for or carry out, administrators included. Guests, apps, deactivated accounts and people of other workspaces never do. Who belongs to a group is looked up at the click; in doubt the answer is no.',
    ...(fallback === undefined
      ? []
      : ['', `Where this leaves too few people, ${titles(policy, [fallback])} may fill the place.`]),
  ];
}

function condition(policy: Policy, when: Policy['rules'][number]['when']): string {
  const parts = [
    when.kind && `kind is ${when.kind.map((kind) => KIND_WORDS[kind]).join(' or ')}`,
    when.risk && `risk is ${when.risk.join(' or ')}`,
    when.system && `system is ${when.system.map(plainly).join(' or ')}`,
    when.criterion && `reason is ${when.criterion.map((id) => plainly(criterionTitle(policy, id))).join(' or ')}`,
    when.drill === true && 'it is a drill',
    when.drill === false && 'it is no drill',
  ].filter((words) => typeof words === 'string');
  return parts.length === 0 ? 'Every emergency change' : `When ${parts.join(' and ')}`;
}

const criterionTitle = ({ criteria }: Policy, id: string): string =>
  criteria.find((criterion) => criterion.id === id)?.title ?? id;

export function silence(policy: Policy): Lines {
  const { approval } = policy;
  const reminders = approval.remind_after.map(durationWords).join(', ');
  const steps = approval.escalation.map((rung) => {
    if ('ask' in rung) return item(`after ${durationWords(rung.at)}: ${titles(policy, [rung.ask])} may decide as well`);
    return item(
      `after ${durationWords(rung.at)}: ${'page' in rung ? 'the approvers are paged' : 'the requester is offered to proceed without approval'}`,
    );
  });
  return [
    `${reminders === '' ? 'Approvers are asked once' : `Approvers are asked again after ${reminders}`}; the request lapses after ${durationWords(approval.expires_after)}, and can be made again.`,
    '',
    ...steps,
    ...(steps.length > 0 ? [''] : []),
    `A yes said on a call counts only once its giver has confirmed it with a click, within ${durationWords(approval.verbal_within)}.`,
    '',
    `**Proceed without approval** is there for the requester and implementers at any time: they give the reason, every approver is told, it is counted apart, and the approval is owed within ${durationWords(A_DAY)}.`,
  ];
}
