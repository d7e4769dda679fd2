import type { Change } from '../../domain/change/state.ts';
import type { Audience, Instant, UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { reviewClock } from '../../domain/review.ts';
import type { Message } from '../blocks.ts';
import { actions, button, section } from '../blocks.ts';
import { ACTION } from '../ids.ts';
import { dateTime, mentions, saidInLine, span } from '../text.ts';
import { toCard } from './ask.ts';

const MINUTE = 60_000;

/** A reminder whose button opens the very thing to do. */
export function nagMessage(
  change: Change,
  audience: Exclude<Audience, 'page'>,
  to: readonly UserId[],
  now: Instant,
): Message {
  const text = nagWords(change, audience, to, now);
  return { text, blocks: [section(text), ...actions(...step(change), ...toCard(change))] };
}

function nagWords(change: Change, audience: string, to: readonly UserId[], now: Instant): string {
  const name = `${idText(change.id)} (${saidInLine(change.details.summary, 100)})`;
  const who = audience === 'owner' ? '' : `${mentions(to)} `;
  const { owner, status } = change.review;
  if (status === 'submitted') return `${who}The review of ${name} waits for your sign-off, ${due(change, now)}.`;
  if (audience === 'escalation')
    return `${who}${name} has no review yet, ${due(change, now)}. ${mentions([owner])} owes it: please help to get it done.`;
  if (change.deployments.length === 0) {
    return `${who}What became of ${name}? Record the deployment, or “Not implemented” if nothing went out. The review is ${due(change, now)}.`;
  }
  return `${who}${name} wants ${audience === 'owner' ? 'your' : 'its'} review, ${due(change, now)}. Part of it is filled in from the record; it takes about 4 minutes.`;
}

function due(change: Change, now: Instant): string {
  const { target, limit } = reviewClock(change);
  if (now >= limit + MINUTE) return `*${span(now - limit)} past the limit* of ${dateTime(limit)}`;
  if (now >= limit) return `*due now*: the limit of ${dateTime(limit)} is reached`;
  return now >= target
    ? `past its target of ${dateTime(target)}, at the latest ${dateTime(limit)}`
    : `due ${dateTime(target)}`;
}

function step(change: Change) {
  if (change.review.status === 'submitted') {
    return [
      button(ACTION.readReview, 'Read review', change.key, 'primary'),
      button(ACTION.signOff, 'Sign off', change.key),
    ];
  }
  return change.deployments.length === 0
    ? [button(ACTION.recordDeployment, 'Record deployment', change.key, 'primary')]
    : [button(ACTION.startReview, 'Write review', change.key, 'primary')];
}
