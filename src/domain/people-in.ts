import type { ChangeEvent } from './change/events.ts';
import type { Change } from './change/state.ts';
import type { UserId } from './change/types.ts';

/** Everybody the record of this change and its latest event may name. */
export function peopleIn(change: Change, event?: ChangeEvent): readonly UserId[] {
  const { authorization, review, proceeded, withdrawn, notImplemented, rolledBack } = change;
  const decided = [...authorization.given, authorization.rejected, proceeded, withdrawn, notImplemented, rolledBack];
  const reviewed = [review.submitted, review.returned, review.signedOff];
  return [
    ...new Set([
      change.requester,
      review.owner,
      ...change.details.implementers,
      ...change.deployments.flatMap(({ who, recordedBy }) => [who, recordedBy]),
      ...[...decided, ...reviewed].flatMap((act) => act?.by ?? []),
      ...(review.submitted?.review.followUps ?? []).flatMap(({ owner }) => owner ?? []),
      ...(event ? namedBy(event) : []),
    ]),
  ];
}

function namedBy(event: ChangeEvent): readonly UserId[] {
  return [
    ...('by' in event && event.by !== undefined ? [event.by] : []),
    ...('asked' in event ? event.asked.map(({ user }) => user) : []),
    ...(event.type === 'DeploymentRecorded' ? [event.deployment.who] : []),
    ...(event.type === 'EvidenceAdded' && event.evidence.quoted?.author ? [event.evidence.quoted.author] : []),
    ...(event.type === 'VerbalApprovalNamed' ? [event.approver] : []),
    ...('user' in event && event.user !== undefined ? [event.user] : []),
    ...('from' in event ? [event.from] : []),
    ...('to' in event ? [event.to].flat() : []),
    ...('owner' in event ? [event.owner] : []),
  ];
}
