import type { ExplainFinding } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, firstRefusal, refuse } from './decision.ts';
import { groupsInDoubt, standingRefusal, unsubstantial } from './guards.ts';
import type { Refusal } from './refusals.ts';
import type { Change } from './state.ts';
import { involved } from './state.ts';

/** Fewer letters than this explain nothing. */
const SENTENCE = 15;

/** By those who had a hand in the change or answer for its review, also after it has ended. Nothing takes a finding away. */
export function explainFinding(
  change: Change,
  { by, at, finding, text, answerable, decider }: ExplainFinding,
): Decision {
  const refusal = firstRefusal(
    standingRefusal(decider.standing),
    mayNotExplain(change, by, decider),
    answerable.includes(finding) ? undefined : { code: 'no-such-finding', finding },
    unsubstantial('text', text, SENTENCE),
  );
  return refusal ? refuse(refusal) : accept({ type: 'FindingExplained', by, at, finding, text });
}

function mayNotExplain(change: Change, by: string, decider: ExplainFinding['decider']): Refusal | undefined {
  const people = new Set([...involved(change), change.review.owner]);
  const group = change.terms.review.reviewers;
  if (people.has(by) || decider.memberOf.some((membership) => membership.group === group)) return undefined;
  return groupsInDoubt(new Set([group]), decider) ?? { code: 'may-not-explain', people: [...people], group };
}
