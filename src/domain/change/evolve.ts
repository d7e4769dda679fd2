import { assertNever } from '../result.ts';
import type { ChangeDeclared, ChangeEvent, Destination } from './events.ts';
import type { Authorization, Change, ReviewTrack } from './state.ts';
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
      refusedAttempts: 0,
    },
    deployments: [],
    evidence: [],
    review: { status: 'not started', owner: by, lastRung: -1 },
    asks: [],
    failures: {},
  };
}

/** Never refuses: what is recorded has happened. */
export function evolve(before: Change, event: ChangeEvent): Change {
  const change = { ...before, version: before.version + 1 };
  const authorization = (next: Partial<Authorization>): Change => ({
    ...change,
    authorization: { ...change.authorization, ...next },
  });
  const review = (next: Partial<ReviewTrack>): Change => ({ ...change, review: { ...change.review, ...next } });

  switch (event.type) {
    case 'ChangeDeclared':
      return change;
    case 'ApprovalRequested': {
      const { round, asked, fallback, shortfall, at } = event;
      return authorization({ status: 'pending', round, asked, fallback, shortfall, requestedAt: at, reminders: 0 });
    }
    case 'ApproversReminded':
      return authorization({ reminders: event.reminder, lastRemindedAt: event.at });
    case 'ApprovalGiven':
      return authorization({ given: [...change.authorization.given, given(event)] });
    case 'ChangeAuthorized':
      return authorization({ status: 'authorized', authorizedAt: event.at });
    case 'ChangeRejected':
      return authorization({ status: 'rejected', rejected: { by: event.by, at: event.at, reason: event.reason } });
    case 'ApprovalAttemptRefused':
      return authorization({ refusedAttempts: change.authorization.refusedAttempts + 1 });
    case 'ApprovalExpired':
      return authorization({ status: 'expired', expiredAt: event.at });
    case 'ChangeWithdrawn':
      return { ...change, withdrawn: { by: event.by, at: event.at, reason: event.reason } };
    case 'ProceededWithoutApproval':
      return { ...change, proceeded: { by: event.by, at: event.at, reason: event.reason } };
    case 'DeploymentRecorded':
      return {
        ...change,
        deployments: [...change.deployments, { ...event.deployment, recordedBy: event.by, recordedAt: event.at }],
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
        firstSubmittedAt: change.review.firstSubmittedAt ?? event.at,
      });
    case 'ReviewReturned':
      return review({ status: 'returned', returned: { by: event.by, at: event.at, comments: event.comments } });
    case 'ReviewSignedOff':
      return review({ status: 'signed off', signedOff: { by: event.by, at: event.at, comment: event.comment } });
    case 'ReviewReminded':
      return review({ lastRung: event.rung, lastRemindedAt: event.at });
    case 'ChangeClosed':
      return { ...change, closedAt: event.at };
    case 'CardPosted':
      return { ...change, card: { channel: event.channel, ts: event.ts, permalink: event.permalink } };
    case 'AskPosted': {
      const { purpose, user, channel, ts } = event;
      return { ...change, asks: [...change.asks, { purpose, user, channel, ts }] };
    }
    case 'TicketOpened': {
      const { issueKey, url, assigned } = event;
      return { ...change, ticket: { issueKey, url, assigned }, failures: without(change.failures, 'jira') };
    }
    case 'TicketClosed':
      return { ...change, ticketClosedAt: event.at, failures: without(change.failures, 'jira') };
    case 'IncidentNamed':
      return { ...change, incidentReference: event.reference, incident: undefined };
    case 'IncidentLinked':
      return { ...change, incident: event.incident, failures: without(change.failures, 'pagerduty') };
    case 'DeliveryFailed':
      return { ...change, failures: { ...change.failures, [event.destination]: event } };
    case 'DeliveryRetried':
      return { ...change, failures: {} };
    default:
      return assertNever(event);
  }
}

function given({ by, at, memberOf, comment }: Extract<ChangeEvent, { type: 'ApprovalGiven' }>) {
  return { by, at, memberOf, comment };
}

function without(failures: Change['failures'], destination: Destination): Change['failures'] {
  const { [destination]: _overcome, ...rest } = failures;
  return rest;
}
