import type { Membership } from '../../domain/change/types.ts';
import type { Month, MonthlyReview } from '../../domain/monthly.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { MonthlyEvent, RecordedEvent } from '../record.ts';

/** Why nothing was recorded; each has words for the person. */
export type MonthlyRefusal =
  | { readonly code: 'no-such-month' }
  | { readonly code: 'month-signed-off'; readonly by: string; readonly at: number }
  | { readonly code: 'not-of-the-group'; readonly group: string }
  | { readonly code: 'group-unreachable'; readonly group: string }
  | { readonly code: 'no-member' };

/** The review of a month as its events tell it; `undefined` before its card was posted. */
export function monthlyReview(month: Month, events: readonly RecordedEvent[]): MonthlyReview | undefined {
  const own = events.filter(isMonthlyEvent).filter((event) => event.month === month);
  const posted = own.find((event) => event.type === 'MonthlyReviewPosted');
  if (!posted) return undefined;
  const { channel, ts, picture, facts } = posted;
  const signed = own.find((event) => event.type === 'MonthlyReviewSignedOff');
  return {
    month,
    place: { channel, ts, picture },
    facts,
    decisions: own.filter((event) => event.type === 'MonthlyDecisionRecorded'),
    signedOff: signed && { by: signed.by, at: signed.at, note: signed.note },
  };
}

const isMonthlyEvent = (event: RecordedEvent): event is MonthlyEvent => event.type.startsWith('Monthly');

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
