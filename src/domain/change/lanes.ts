import { assertNever } from '../result.ts';
import type { Effect, Work } from './effects.ts';
import type { Change } from './state.ts';

/** How long reminders to one person wait for each other (milliseconds): groups are looked up meanwhile. */
const GATHERED = 5_000;

/** A piece of work under its key, in its lane. */
export function plan(change: Change, work: Work): Effect {
  const { version } = change;
  const coalesce = work.kind === 'refresh-card' || work.kind === 'refresh-asks' || work.kind === 'link-ticket';
  const after = work.kind === 'nag-person' ? GATHERED : undefined;
  const shared = work.kind === 'nag-person' || work.kind === 'refresh-nags';
  return {
    key: `${change.key}/${version}/${nameOf(work)}`,
    lane: laneOf(work),
    shared,
    after,
    version,
    work,
    coalesce,
  };
}

function nameOf(work: Work): string {
  if (work.kind === 'ask') return `ask/${work.user}`;
  if (work.kind === 'nag-person') return `nag/${work.audience}/${work.user}`;
  if (work.kind === 'refresh-nags') return `${work.kind}/${work.user}`;
  if (work.kind === 'open-follow-up-ticket') return `${work.kind}/${work.followUp}`;
  return work.kind === 'nag' ? `nag/${work.audience}` : work.kind;
}

/** One lane a place, so that what people read there comes in order and one full mailbox does not hold up the rest. */
function laneOf(work: Work): string {
  switch (work.kind) {
    case 'refresh-card':
    case 'tell-thread':
    case 'report-drill':
      return 'slack/card';
    case 'nag':
      return work.audience === 'thread' ? 'slack/card' : `slack/nag/${work.audience}`;
    case 'nudge-owner':
      return 'slack/nag/owner';
    case 'refresh-open-nags':
      return 'slack/open-nags';
    case 'nag-person':
      return `slack/nags/${work.user}`;
    case 'refresh-nags':
      return `slack/redrawn-nags/${work.user}`;
    case 'ask':
      return `slack/ask/${work.user}`;
    case 'refresh-asks':
      return 'slack/asks';
    case 'open-ticket':
    case 'assign-ticket':
    case 'link-ticket':
    case 'comment-ticket':
    case 'close-ticket':
    case 'open-follow-up-ticket':
    case 'reopen-ticket':
      return 'jira';
    case 'find-incident':
    case 'note-incident':
    case 'announce-deployment':
    case 'page':
    case 'page-approvers':
    case 'settle-page':
    case 'settle-review-page':
      return 'pagerduty';
    default:
      return assertNever(work);
  }
}
