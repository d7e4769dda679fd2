import type { Membership } from '../../domain/change/types.ts';
import type { Month, MonthlyReview } from '../../domain/monthly.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { RecordedEvent } from '../record.ts';

/** Why nothing was recorded; each has words for the person. */
export type MonthlyRefusal =
  | { readonly code: 'no-such-month' }
  | { readonly code: 'month-signed-off'; readonly by: string; readonly at: number }
  | { readonly code: 'not-of-the-group'; readonly group: string }
  | { readonly code: 'group-unreachable'; readonly group: string }
  | { readonly code: 'no-member' };

/** The review of a month as its events tell it; `undefined` before its card was posted. */
export function monthlyReview(month: Month, events: readonly RecordedEvent[]): MonthlyReview | undefined {
  return events.reduce<MonthlyReview | undefined>((review, event) => {
    if (event.type === 'MonthlyReviewPosted' && event.month === month) {
      const { channel, ts, picture, facts } = event;
      return { month, place: { channel, ts, picture }, facts, decisions: [] };
    }
    if (!review) return undefined;
    if (event.type === 'MonthlyDecisionRecorded' && event.month === month) {
      const { by, at, decision, owner, due } = event;
      return { ...review, decisions: [...review.decisions, { by, at, decision, owner, due }] };
    }
    if (event.type === 'MonthlyReviewSignedOff' && event.month === month) {
      return { ...review, signedOff: { by: event.by, at: event.at, note: event.note } };
    }
    return review;
  }, undefined);
}

export interface Decided {
  readonly by: string;
  readonly at: number;
  readonly decision: string;
  readonly owner?: string | undefined;
  readonly due?: string | undefined;
}

/** What was signed off stays as it was signed: a later decision belongs to the next month. */
export function recordDecision(
  review: MonthlyReview | undefined,
  decided: Decided,
): Result<RecordedEvent, MonthlyRefusal> {
  const refusal = notOpen(review);
  if (!review || refusal) return err(refusal ?? { code: 'no-such-month' });
  return ok({ type: 'MonthlyDecisionRecorded', month: review.month, ...decided });
}

/** `memberOf` is by which membership of the reviewers' group they may. */
export function signOffMonth(
  review: MonthlyReview | undefined,
  signed: {
    readonly by: string;
    readonly at: number;
    readonly memberOf: readonly Membership[];
    readonly note?: string;
  },
): Result<RecordedEvent, MonthlyRefusal> {
  const refusal = notOpen(review);
  if (!review || refusal) return err(refusal ?? { code: 'no-such-month' });
  return ok({ type: 'MonthlyReviewSignedOff', month: review.month, ...signed });
}

function notOpen(review: MonthlyReview | undefined): MonthlyRefusal | undefined {
  if (!review) return { code: 'no-such-month' };
  return review.signedOff && { code: 'month-signed-off', by: review.signedOff.by, at: review.signedOff.at };
}
