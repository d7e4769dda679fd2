import type { Instant } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import type { Outside } from './effects/context.ts';
import type { Delivery } from './outside-ports.ts';
import type { Claim, Ledger, Outbox, PlannedEffect, WeeklyWork } from './ports.ts';
import { SYSTEM, WORKSPACE } from './record.ts';

export const isWeekly = (work: Claim['work']): work is WeeklyWork => work.kind === 'publish-head';

/**
 * The head as it stands, to be written into the policy's Jira issue. Planned with every digest and kept by its key: one for
 * each week, whatever restarts and however many processes there are. What is written is fixed here, so that a second
 * try after a lost answer cannot write another head for the same week.
 */
export async function headOfWeek(
  ledger: Pick<Ledger, 'head'>,
  { jira }: Pick<Policy, 'jira'>,
  date: string,
): Promise<readonly PlannedEffect[]> {
  if (!jira?.head_issue) return [];
  const { hash: head, events } = await ledger.head();
  const week = mondayOf(date);
  const work: WeeklyWork = { kind: 'publish-head', issueKey: jira.head_issue, week, head, events };
  return [{ key: `head/${week}`, lane: 'head', version: 0, work }];
}

/** The Monday of a local date's week. */
export function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  return new Date(day.getTime() - sinceMonday * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

/** Writes the comment, and notes in the record that it is there. Without Jira there is nowhere to write it. */
export async function publishHead(
  work: WeeklyWork,
  delivery: Delivery,
  { ledger, outbox, outside, now }: { ledger: Ledger; outbox: Outbox; outside: Outside; now: () => Instant },
): Promise<void> {
  if (!outside.tickets) return outbox.settle(delivery.key, now());
  const { issueKey, week, head, events } = work;
  await outside.tickets.publishHead({ issueKey, week, head, events }, delivery);
  await ledger.commit(WORKSPACE, now(), () => ({
    result: undefined,
    author: SYSTEM,
    policyHash: outside.policy().hash,
    effects: [],
    events: [{ type: 'HeadPublished', at: now(), week, issueKey, head, events }],
    settles: delivery.key,
  }));
}
