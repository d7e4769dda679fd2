import type { ChangeEvent } from '../change/events.ts';
import type { Change } from '../change/state.ts';
import type { Instant } from '../change/types.ts';
import type { Names } from '../telling.ts';
import { allOf } from './facts.ts';
import {
  approvedAfterDeployment,
  neverApproved,
  proceededWithoutApproval,
  rejectedButDeployed,
} from './rules/authorization.ts';
import { approverAlsoImplemented, reviewByInvolvedPerson, selfApprovalAttempted } from './rules/duties.ts';
import { patchLate } from './rules/patch.ts';
import { noTestEvidence, recordIncomplete, ticketLaterThan24h } from './rules/record.ts';
import { reviewLate, reviewMissing } from './rules/review.ts';
import { differentCommitDeployed, recordOpenedAfterDeployment } from './rules/scope.ts';
import { approvedInSeconds } from './rules/seconds.ts';
import type { Explanation, Finding, FindingCode, Found, Rule } from './types.ts';
import { FINDING_TITLES } from './types.ts';

/** Every rule over the record of one change, in the order in which lists show what they find. */
export const RULES: readonly Rule[] = [
  neverApproved,
  approvedAfterDeployment,
  proceededWithoutApproval,
  rejectedButDeployed,
  selfApprovalAttempted,
  approverAlsoImplemented,
  differentCommitDeployed,
  recordOpenedAfterDeployment,
  ticketLaterThan24h,
  patchLate,
  noTestEvidence,
  recordIncomplete,
  reviewLate,
  reviewMissing,
  reviewByInvolvedPerson,
  approvedInSeconds,
];

const BY_ID: Names = { person: (user) => user, group: (group) => group };

/**
 * What an auditor would raise about this change at `now` (UTC milliseconds). Pure: the same record and moment give the
 * same findings. `names` say what people are called in the evidence; without them Slack ids stand there.
 */
export function findingsOf(
  change: Change,
  events: readonly ChangeEvent[],
  now: Instant,
  names: Names = BY_ID,
): readonly Finding[] {
  const facts = { change, events, now, names };
  return RULES.flatMap((rule) => {
    const found = rule.find(facts);
    return found ? [findingOf(rule, found, events)] : [];
  });
}

function findingOf({ code, rule, source, clears }: Rule, found: Found, events: readonly ChangeEvent[]): Finding {
  const { evidence, since } = found;
  const explanations = explanationsOf(events, code);
  const words = { code, title: FINDING_TITLES[code], rule, source, clears };
  return { ...words, evidence: evidence(), since, state: stateOf(found, explanations), explanations };
}

export const openFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ state }) => state === 'open');

/** Which findings are open at `now`: the same as `findingsOf` says, without its sentences. */
export function openCodes(change: Change, events: readonly ChangeEvent[], now: Instant): readonly FindingCode[] {
  const facts = { change, events, now, names: BY_ID };
  return RULES.filter(({ code, find }) => {
    const found = find(facts);
    return found && stateOf(found, explanationsOf(events, code)) === 'open';
  }).map(({ code }) => code);
}

/** When time alone will next add a finding after `now`, UTC milliseconds; `undefined` when only new facts can. */
export function nextFindingAt(change: Change, events: readonly ChangeEvent[], now: Instant): Instant | undefined {
  const facts = { change, events, names: BY_ID };
  const due = RULES.flatMap(({ find, dueAt }) => {
    const at = dueAt?.(facts);
    if (at === undefined || at <= now || find({ ...facts, now })) return [];
    return find({ ...facts, now: at }) ? [at] : [];
  });
  return due.length === 0 ? undefined : Math.min(...due);
}

/** An explanation answers what was known when it was given: a new fact of the same kind is open again. */
function stateOf({ cleared, latest = 0 }: Found, explanations: readonly Explanation[]): Finding['state'] {
  if (cleared) return 'cleared';
  return explanations.some(({ at }) => at >= latest) ? 'explained' : 'open';
}

function explanationsOf(events: readonly ChangeEvent[], code: Finding['code']): Explanation[] {
  return allOf(events, 'FindingExplained')
    .filter(({ finding }) => finding === code)
    .map(({ by, at, text }) => ({ by, at, text }));
}
