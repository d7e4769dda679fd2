import type { Change } from '../../domain/change/state.ts';
import { scopeOf } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { timingVerdict } from '../../domain/verdict.ts';
import { dateTime, mention, said, saidInLine } from '../text.ts';

export type State =
  | 'waiting'
  | 'proceeding'
  | 'authorized'
  | 'rejected'
  | 'expired'
  | 'deployed'
  | 'in review'
  | 'closed'
  | 'ended';

/** One icon a state, the same everywhere. */
export const ICON: Readonly<Record<State, string>> = {
  waiting: ':red_circle:',
  proceeding: ':warning:',
  authorized: ':large_yellow_circle:',
  rejected: ':no_entry:',
  expired: ':hourglass:',
  deployed: ':large_orange_circle:',
  'in review': ':large_blue_circle:',
  closed: ':white_check_mark:',
  ended: ':white_circle:',
};

export function stateOf(change: Change): State {
  if (change.withdrawn || change.notImplemented) return 'ended';
  if (change.closedAt !== undefined) return 'closed';
  if (change.review.status === 'submitted' || change.review.status === 'signed off') return 'in review';
  if (change.deployments.length > 0) return 'deployed';
  const { status } = change.authorization;
  if (status === 'authorized') return 'authorized';
  if (status === 'rejected') return 'rejected';
  if (change.proceeded) return 'proceeding';
  return status === 'expired' ? 'expired' : 'waiting';
}

/** "*EC-42 · Roll payments back to v841*". */
export const headline = (change: Change): string =>
  `${change.id.sequence === 'DRILL' ? ':test_tube: Drill ' : ''}*${idText(change.id)} · ${saidInLine(change.details.summary, 150)}*`;

/** The systems it is about, and what an extension added. */
export function scopeWords(change: Change): string {
  const { systems, commits } = scopeOf(change);
  return [...systems, ...commits].join(', ');
}

/** What state it is in, with who and when, for the second line of everything. */
export function stateWords(change: Change): string {
  const verdict = timingVerdict(change);
  return [situation(change), verdict && verdict !== 'never approved' ? verdict : '', owed(change)]
    .filter(Boolean)
    .join(' · ');
}

function situation(change: Change): string {
  const { authorization, withdrawn, proceeded, review } = change;
  switch (stateOf(change)) {
    case 'ended':
      return withdrawn ? `withdrawn by ${mention(withdrawn.by)} ${dateTime(withdrawn.at)}` : 'not implemented';
    case 'closed':
      return `closed ${dateTime(change.closedAt ?? 0)}`;
    case 'in review':
      return review.status === 'signed off' ? 'review signed off' : 'review waits for sign-off';
    case 'deployed':
      return change.rolledBack ? 'deployed and rolled back' : 'deployed';
    case 'authorized':
      return `approved ${dateTime(authorization.authorizedAt ?? 0)}, not deployed yet`;
    case 'rejected':
      return `rejected by ${mention(authorization.rejected?.by ?? '')}: ${said(authorization.rejected?.reason ?? '', 300)}`;
    case 'proceeding':
      return `proceeding WITHOUT approval, says ${mention(proceeded?.by ?? '')}: ${said(proceeded?.reason ?? '', 300)}`;
    case 'expired':
      return `nobody decided in time, the request lapsed ${dateTime(authorization.expiredAt ?? 0)}`;
    case 'waiting':
      return 'waiting for approval';
  }
}

/** An approval still owed for what is already out. */
function owed({ authorization, deployments, closedAt }: Change): string {
  if (deployments.length === 0 || closedAt !== undefined) return '';
  if (authorization.status === 'rejected') return 'rejected, but deployed';
  return authorization.status === 'authorized' ? '' : '*approval still owed*';
}
