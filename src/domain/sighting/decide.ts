import type { ChangeId, ChangeKey, Duration, Instant, UserId } from '../change/types.ts';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { Problem } from '../substance.ts';
import { substanceProblem } from '../substance.ts';
import type { SightingEvent } from './events.ts';
import type { Seen, Sighting } from './types.ts';

/** Why an answer was not taken. */
export type SightingRefusal =
  | { readonly code: 'no-such-sighting' }
  | { readonly code: 'already-answered'; readonly by: UserId; readonly at: Instant }
  | { readonly code: 'not-substantial'; readonly field: 'reference' | 'text'; readonly problem: Problem };

export type SightingDecision = Result<readonly SightingEvent[], SightingRefusal>;

const nothing = ok([]);

/** The same delivery twice is one sighting; `judgeAt` ends its system's quiet period. */
export function recordSighting(
  known: Sighting | undefined,
  { seen, fingerprint, at, judgeAt }: { seen: Seen; fingerprint: string; at: Instant; judgeAt: Instant },
): SightingDecision {
  return known ? nothing : ok([{ type: 'SightingRecorded', at, seen, fingerprint, judgeAt }]);
}

/** Also once somebody was asked: a change may be declared while they think. */
export function matchSighting(
  known: Sighting | undefined,
  { at, key, id }: { at: Instant; key: ChangeKey; id: ChangeId },
): SightingDecision {
  if (!known) return err({ code: 'no-such-sighting' });
  return isSettled(known) ? nothing : ok([{ type: 'SightingMatched', at, change: key, id }]);
}

export function findNormal(
  known: Sighting | undefined,
  { at, reference, approvedBy }: { at: Instant; reference: string; approvedBy: readonly UserId[] },
): SightingDecision {
  if (!known) return err({ code: 'no-such-sighting' });
  return isSettled(known) ? nothing : ok([{ type: 'SightingFoundNormal', at, reference, approvedBy }]);
}

/** Asked once. */
export function findUndeclared(
  known: Sighting | undefined,
  { at, within }: { at: Instant; within: Duration },
): SightingDecision {
  if (!known) return err({ code: 'no-such-sighting' });
  if (known.state !== 'waiting') return nothing;
  return ok([{ type: 'SightingFoundUndeclared', at, who: known.seen.who, answerBy: at + within }]);
}

export function noteAsked(
  known: Sighting | undefined,
  { at, channel, ts }: { at: Instant; channel: string; ts: string },
): SightingDecision {
  if (!known) return err({ code: 'no-such-sighting' });
  return known.message?.ts === ts ? nothing : ok([{ type: 'SightingAsked', at, channel, ts }]);
}

export type SightingAnswer = { readonly by: UserId; readonly at: Instant } & (
  | { readonly how: 'declared'; readonly change: ChangeKey; readonly id: ChangeId }
  | { readonly how: 'linked'; readonly reference: string }
  | { readonly how: 'explained'; readonly text: string }
);

/** Letters an explanation needs before an auditor learns something from it. */
const ENOUGH = 10;

/** By a named person, once: an answer is never replaced. */
export function answerSighting(known: Sighting | undefined, answer: SightingAnswer): SightingDecision {
  if (!known) return err({ code: 'no-such-sighting' });
  if (known.answer) return err({ code: 'already-answered', by: known.answer.by, at: known.answer.at });
  const { by, at } = answer;
  if (answer.how === 'declared') {
    return ok([{ type: 'SightingDeclared', by, at, change: answer.change, id: answer.id }]);
  }
  if (answer.how === 'linked') {
    const problem = substanceProblem(answer.reference, 2);
    if (problem) return err({ code: 'not-substantial', field: 'reference', problem });
    return ok([{ type: 'SightingLinked', by, at, reference: answer.reference.trim() }]);
  }
  const problem = substanceProblem(answer.text, ENOUGH);
  if (problem) return err({ code: 'not-substantial', field: 'text', problem });
  return ok([{ type: 'SightingExplained', by, at, text: answer.text.trim() }]);
}

const isSettled = ({ state }: Sighting): boolean => state === 'matched' || state === 'normal' || state === 'answered';
