import type { Month } from '../../domain/monthly.ts';
import { monthlyFacts, monthToReview, trendBegins } from '../../domain/monthly.ts';
import type { Policy } from '../../policy/load.ts';
import type { Outside } from '../effects/context.ts';
import { localDate } from '../local-date.ts';
import type { Delivery } from '../outside-ports.ts';
import type { Claim, Ledger, MonthlyWork, Outbox, PlannedEffect, Queries } from '../ports.ts';
import { SYSTEM, WORKSPACE } from '../record.ts';
import { monthlyReview } from './review.ts';

export const isMonthly = (work: Claim['work']): work is MonthlyWork =>
  work.kind === 'post-monthly' || work.kind === 'refresh-monthly';

/**
 * The card of the month before, planned with the digest from the first working day on. Kept by its key: one for each month,
 * whatever restarts and however many processes there are. `began` is the date on which the record begins: what was
 * before it is nobody's to review.
 */
export function cardOfMonth({ monthly }: Pick<Policy, 'monthly'>, date: string, began: string): PlannedEffect[] {
  const month = monthToReview(date);
  if (!monthly || month === undefined || began.slice(0, 7) > month) return [];
  return [{ key: `monthly/${month}`, lane: 'monthly', version: 0, work: { kind: 'post-monthly', month } }];
}

export interface MonthlyDeps {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queries: Queries;
  readonly outside: Outside;
  readonly now: () => number;
}

export function doMonthly(work: MonthlyWork, delivery: Delivery, deps: MonthlyDeps): Promise<void> {
  return work.kind === 'post-monthly' ? post(work.month, delivery, deps) : redraw(work.month, delivery, deps);
}

/** The numbers go on record with the card: what is signed off later is what was shown. */
async function post(month: Month, delivery: Delivery, deps: MonthlyDeps): Promise<void> {
  const { ledger, outbox, outside, now } = deps;
  const known = await reviewOf(month, ledger);
  if (known) return outbox.settle(delivery.key, now());
  const facts = await factsOf(month, delivery.now, deps);
  const place = await outside.chat.postMonthly(month, facts, delivery);
  await ledger.commit(WORKSPACE, now(), () => ({
    ...writing(outside),
    events: [{ type: 'MonthlyReviewPosted', at: now(), month, ...place, facts }],
    settles: delivery.key,
  }));
}

/** With what was decided, and whether it is signed off, as the record stands then. */
async function redraw(month: Month, delivery: Delivery, { ledger, outbox, outside, now }: MonthlyDeps): Promise<void> {
  const review = await reviewOf(month, ledger);
  if (review) await outside.chat.refreshMonthly(review);
  await outbox.settle(delivery.key, now());
}

const reviewOf = async (month: Month, ledger: Ledger) =>
  monthlyReview(
    month,
    (await ledger.history(WORKSPACE)).map(({ event }) => event),
  );

/** A day more on both sides: which month a moment belongs to is for the policy's zone to say. */
const MARGIN = 86_400_000;

async function factsOf(month: Month, asOf: number, { queries, outside }: MonthlyDeps) {
  const { timezone } = outside.policy();
  const from = Date.parse(`${trendBegins(month)}-01T00:00:00Z`) - MARGIN;
  const [rows, late] = await Promise.all([queries.declaredFacts(from, asOf), queries.reviewsDueBefore(asOf)]);
  const changes = rows.map((row) => ({ ...row, month: localDate(row.declaredAt, timezone).slice(0, 7) }));
  return monthlyFacts(month, changes, { asOf, overdue: late.filter(({ limitAt }) => limitAt < asOf).length });
}

const writing = ({ policy }: Outside) => ({
  result: undefined,
  author: SYSTEM,
  policyHash: policy().hash,
  effects: [],
});
