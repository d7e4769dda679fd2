import type { ChangeDeclared, ChangeEvent } from './events.ts';
import { evolveAuthorization } from './evolve-authorization.ts';
import { endedSnooze, evolveDuty } from './evolve-duty.ts';
import { evolveOutside } from './evolve-outside.ts';
import type { Change, ReviewTrack } from './state.ts';
import type { ChangeKey } from './types.ts';

/** Folds a change's events, oldest first. `undefined` when there are none. */
export function fold(key: ChangeKey, events: Iterable<ChangeEvent>): Change | undefined {
  let change: Change | undefined;
  for (const event of events) {
    change = change ? evolve(change, event) : begin(key, event);
  }
  return change;
}

function begin(key: ChangeKey, event: ChangeEvent): Change {
  if (event.type !== 'ChangeDeclared') throw new Error(`${key} begins with ${event.type}`);
  return declared(key, event);
}

function declared(key: ChangeKey, { id, by, at, details, terms, source }: ChangeDeclared): Change {
  return {
    key,
    id,
    version: 1,
    requester: by,
    declaredAt: at,
    source,
    details,
    terms,
    authorization: {
      status: 'pending',
      round: 0,
      requestedAt: at,
      asked: [],
      shortfall: [],
      reminders: 0,
      given: [],
      earlier: [],
      voided: [],
      escalated: -1,
      paged: false,
      claims: [],
      verbal: [],
      refusedAttempts: 0,
    },
    involvements: [],
    extensions: [],
    deployments: [],
    evidence: [],
    review: { status: 'not started', owner: by, lastRung: -1, paged: false, nags: [] },
    asks: [],
    mergedIncidents: [],
    failures: {},
  };
}

/** Never refuses: what is recorded has happened. */
export function evolve(before: Change, event: ChangeEvent): Change {
  const change = { ...before, version: before.version + 1 };
  const review = (next: Partial<ReviewTrack>): Change => ({ ...change, review: { ...change.review, ...next } });

  switch (event.type) {
    case 'ChangeDeclared':
    case 'FindingExplained':
      return change;
    case 'ChangeWithdrawn':
      return { ...change, withdrawn: { by: event.by, at: event.at, reason: event.reason } };
    case 'ProceededWithoutApproval':
      return { ...change, proceeded: { by: event.by, at: event.at, reason: event.reason } };
    case 'DeploymentRecorded':
      return {
        ...change,
        deployments: [
          ...change.deployments,
          { ...event.deployment, recordedBy: event.by, recordedAt: event.at, source: event.source },
        ],
      };
    case 'DeploymentRolledBack': {
      const { by, at, rolledBackAt, note } = event;
      return { ...change, rolledBack: { by, at, rolledBackAt, note } };
    }
    case 'ChangeNotImplemented':
      return { ...change, notImplemented: { by: event.by, at: event.at, reason: event.reason } };
    case 'EvidenceAdded':
      return { ...change, evidence: [...change.evidence, { ...event.evidence, by: event.by, at: event.at }] };
    case 'ReviewSubmitted':
      return review({
        status: 'submitted',
        submitted: { by: event.by, at: event.at, review: event.review },
        handOver: undefined,
        notTaken: undefined,
        snoozed: endedSnooze(change.review, event.at),
        firstSubmittedAt: change.review.firstSubmittedAt ?? event.at,
      });
    case 'ReviewReturned':
      return review({ status: 'returned', returned: { by: event.by, at: event.at, comments: event.comments } });
    case 'ReviewSignedOff':
      return review({ status: 'signed off', signedOff: { by: event.by, at: event.at, comment: event.comment } });
    case 'ChangeClosed':
      return { ...change, closedAt: event.at };
    case 'CardPosted':
    case 'AskPosted':
    case 'TicketOpened':
    case 'TicketClosed':
    case 'FollowUpOpened':
    case 'IncidentNamed':
    case 'IncidentLinked':
    case 'IncidentResolved':
    case 'IncidentReopened':
    case 'IncidentMerged':
    case 'TicketClosedEarly':
    case 'TicketReopened':
    case 'IncidentPriorityChanged':
    case 'TicketMoved':
    case 'TicketAssigned':
    case 'TicketDeleted':
    case 'DeliveryFailed':
    case 'DeliveryRetried':
      return evolveOutside(change, event);
    case 'ReviewReminded':
    case 'ReminderAddressed':
    case 'ReminderDelivered':
    case 'ReviewSnoozed':
    case 'HandOverOffered':
    case 'HandOverAccepted':
    case 'HandOverDeclined':
    case 'HandOverUnanswered':
    case 'ReviewOwnerLeft':
    case 'ReviewTakenOver':
    case 'TicketHandedOver':
      return evolveDuty(change, event);
    default:
      return evolveAuthorization(change, event);
  }
}
