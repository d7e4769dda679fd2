import { stillNeeded } from './change/approve.ts';
import type { Change } from './change/state.ts';
import type { UserId } from './change/types.ts';

/** What a change still lacks before it can be closed, in words, in the order it is wanted. */
export function missingToClose(change: Change, person: (user: UserId) => string): readonly string[] {
  const { authorization, deployments, review } = change;
  const isApproved = authorization.status === 'authorized' || authorization.status === 'rejected';
  const places = stillNeeded(change).reduce((sum, need) => sum + need.places, 0);
  return [
    isApproved ? [] : [`the approval (${places} ${places === 1 ? 'person' : 'people'} to go)`],
    deployments.length > 0 ? [] : ['a recorded deployment, or “Not implemented”'],
    review.status === 'not started' || review.status === 'returned' ? [`the review by ${person(review.owner)}`] : [],
    review.status === 'signed off' ? [] : ["the review's sign-off"],
  ].flat();
}
