import type { Change } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { reviewClock } from '../../domain/review.ts';
import { button } from '../blocks.ts';
import { ACTION } from '../ids.ts';
import { dateTime, saidInLine, span } from '../text.ts';

const MINUTE = 60_000;

export const nameOf = (change: Change): string => `${idText(change.id)} (${saidInLine(change.details.summary, 100)})`;

export function due(change: Change, now: Instant): string {
  const { target, limit } = reviewClock(change);
  if (now >= limit + MINUTE) return `*${span(now - limit)} past the limit* of ${dateTime(limit)}`;
  if (now >= limit) return `*due now*: the limit of ${dateTime(limit)} is reached`;
  return now >= target
    ? `past its target of ${dateTime(target)}, at the latest ${dateTime(limit)}`
    : `due ${dateTime(target)}`;
}

/** The very thing to do next. */
export function step({ key, review, deployments }: Change) {
  if (review.status === 'submitted') {
    return [button(ACTION.readReview, 'Read review', key, 'primary'), button(ACTION.signOff, 'Sign off', key)];
  }
  return deployments.length === 0
    ? [button(ACTION.recordDeployment, 'Record deployment', key, 'primary')]
    : [button(ACTION.startReview, 'Write review', key, 'primary')];
}
