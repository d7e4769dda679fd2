import { waitingFor } from './change/approve.ts';
import { debtors } from './change/react-duty.ts';
import type { Change } from './change/state.ts';
import { hasEnded, involved } from './change/state.ts';
import type { UserId } from './change/types.ts';

/** What one change wants of somebody now. */
export type Owed = 'approval' | 'review' | 'deployment' | 'sign-off' | 'hand-over';

/** Everything this change wants of this person, the shortest thing to do first. */
export function owedBy(change: Change, user: UserId): readonly Owed[] {
  if (hasEnded(change)) return [];
  const { authorization, review, deployments } = change;
  const owed: (Owed | false)[] = [
    review.handOver?.to === user && 'hand-over',
    authorization.status === 'pending' && waitingFor(change).includes(user) && 'approval',
    review.status === 'submitted' && review.owner !== user && debtors(change).includes(user) && 'sign-off',
    isOwnersTurn(change) && review.owner === user && (deployments.length > 0 ? 'review' : 'deployment'),
  ];
  return owed.filter((one) => one !== false);
}

/** Before approval and deployment there is nothing the owner could write yet. */
const isOwnersTurn = ({ review, deployments, authorization, proceeded }: Change): boolean =>
  (review.status === 'not started' || review.status === 'returned') &&
  (deployments.length > 0 || authorization.status === 'authorized' || proceeded !== undefined);

/** Everybody who may want to see that something happened to it. */
export function concerned(change: Change): ReadonlySet<UserId> {
  const { authorization, review, asks } = change;
  return new Set([
    ...involved(change),
    ...authorization.asked.map(({ user }) => user),
    ...authorization.given.map(({ by }) => by),
    ...asks.map(({ user }) => user),
    review.owner,
    ...[review.submitted?.by, review.handOver?.to].filter((user) => user !== undefined),
  ]);
}
