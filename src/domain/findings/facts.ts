import type { ChangeEvent } from '../change/events.ts';
import type { Change } from '../change/state.ts';
import type { Instant, UserId } from '../change/types.ts';

// What several rules ask of the record.

export type Deployed = Change['deployments'][number];
type Of<T extends ChangeEvent['type']> = Extract<ChangeEvent, { type: T }>;

export const allOf = <T extends ChangeEvent['type']>(events: readonly ChangeEvent[], type: T): Of<T>[] =>
  events.filter((event): event is Of<T> => event.type === type);

/** What is recorded as done was done by then, whatever a clock that runs ahead says. */
export const wentOutAt = ({ deployedAt, recordedAt }: Deployed): Instant => Math.min(deployedAt, recordedAt);

/** Deployments for which no authorization stood at their moment. */
export function unauthorized({ deployments, authorization: { authorizedAt, voided } }: Change): Deployed[] {
  return deployments.filter((deployment) => {
    const at = wentOutAt(deployment);
    const stood = authorizedAt !== undefined && authorizedAt <= at;
    return !stood && !voided.some(({ from, until }) => from <= at && at < until);
  });
}

/** When nothing more is asked of anybody; `undefined` while the change is open. */
export const endedAt = ({ closedAt, withdrawn, notImplemented }: Change): Instant | undefined =>
  closedAt ?? notImplemented?.at ?? withdrawn?.at;

/** Since when it is settled that nothing goes out; a deployment that becomes known all the same ends that. */
export function droppedAt({ withdrawn, notImplemented, deployments, authorization }: Change): Instant | undefined {
  return deployments.length > 0 ? undefined : (notImplemented?.at ?? withdrawn?.at ?? authorization.rejected?.at);
}

export const isDropped = (change: Change): boolean => droppedAt(change) !== undefined;

/** Yeses that their givers did not take back, oldest first. */
export function yeses(events: readonly ChangeEvent[]): Of<'ApprovalGiven'>[] {
  return allOf(events, 'ApprovalGiven').filter(
    (yes) => !allOf(events, 'ApprovalWithdrawn').some(({ by, at }) => by === yes.by && at >= yes.at),
  );
}

/** When somebody first became known as having a hand in the change; `undefined` when they have none. */
export function involvedSince(change: Change, user: UserId): Instant | undefined {
  const since = [
    ...(change.requester === user || change.details.implementers.includes(user) ? [change.declaredAt] : []),
    ...change.deployments.filter(({ who }) => who === user).map(({ recordedAt }) => recordedAt),
    ...change.involvements.filter((involvement) => involvement.user === user).map(({ at }) => at),
  ];
  return since.length === 0 ? undefined : Math.min(...since);
}

/** `a, b and c`. */
export const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
