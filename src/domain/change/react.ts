import { isComplete, waitingFor } from './approve.ts';
import type { AskPurpose, Effect, Work } from './effects.ts';
import { isReminder } from './effects.ts';
import type { ChangeEvent, InvolvementLearned } from './events.ts';
import { plan } from './lanes.ts';
import { OUTDATING, reactToDuty, redrawnNags } from './react-duty.ts';
import type { Change } from './state.ts';
import { hasEnded, involved } from './state.ts';
import type { UserId } from './types.ts';

const CARD: Work = { kind: 'refresh-card' };
const ASKS: Work = { kind: 'refresh-asks' };
const THREAD: Work = { kind: 'tell-thread' };
const COMMENT: Work = { kind: 'comment-ticket' };
const NOTE: Work = { kind: 'note-incident' };

/** What a fact calls for in the outside world. `change` is the state right after the event. */
export function react(change: Change, event: ChangeEvent): readonly Effect[] {
  return [...workFor(change, event), ...settlements(change, event)].map((work) => plan(change, work));
}

function workFor(change: Change, event: ChangeEvent): readonly Work[] {
  switch (event.type) {
    case 'ChangeDeclared':
      return [CARD, { kind: 'open-ticket' }];
    case 'ApprovalRequested':
      return [
        ...waitingFor(change).map((user) => ask('approve', user, event.round)),
        ...(event.round > 1 ? [CARD, ASKS, THREAD, COMMENT] : []),
      ];
    case 'ApproversReminded':
      return [...waitingFor(change).map((user) => ask('approve', user, reminderRound(change))), THREAD, ASKS];
    case 'ApprovalClaimed':
    case 'ClaimLapsed':
      return [CARD, ASKS];
    case 'NextTierAsked':
      return [...event.asked.map(({ user }) => ask('approve', user, event.rung)), CARD, ASKS, THREAD, COMMENT];
    case 'ApproversPaged':
      return [{ kind: 'page-approvers', round: change.authorization.round }, THREAD, COMMENT];
    case 'ProceedOffered':
      return [CARD, THREAD];
    case 'VerbalApprovalNamed':
      return [ask('verbal', event.approver, change.version), CARD, THREAD, COMMENT];
    case 'ApprovalWithdrawn':
      return [CARD, ASKS, THREAD, COMMENT, ...(event.authorized ? [NOTE] : [])];
    case 'InvolvementLearned':
      return [
        CARD,
        ASKS,
        THREAD,
        COMMENT,
        ...(event.approved.length > 0 ? [NOTE] : []),
        ...signOffAgain(change, event),
      ];
    case 'VerbalApprovalDenied':
    case 'ScopeExtended':
    case 'ScopeExtensionRejected':
      return [CARD, ASKS, THREAD, COMMENT];
    case 'ApprovalGiven':
      // The yes that completes the approval is told together with it.
      return isComplete(change) ? [] : [CARD, ASKS, THREAD, COMMENT];
    case 'ChangeAuthorized':
      return [CARD, ASKS, THREAD, COMMENT, NOTE];
    case 'ChangeRejected':
    case 'ProceededWithoutApproval':
      return [CARD, ASKS, THREAD, COMMENT, NOTE];
    case 'ApprovalExpired':
    case 'DeploymentRolledBack':
    case 'ReviewReturned':
      return [CARD, ASKS, THREAD, COMMENT];
    case 'ChangeWithdrawn':
    case 'ChangeNotImplemented':
      return [CARD, ASKS, THREAD, COMMENT, NOTE, { kind: 'close-ticket' }];
    case 'DeploymentRecorded':
      // What a log tells of the past is shown, and announced to nobody whose incident is long over.
      return event.source === 'import'
        ? [CARD, ASKS, THREAD, COMMENT]
        : [CARD, ASKS, THREAD, COMMENT, NOTE, { kind: 'announce-deployment' }];
    case 'EvidenceAdded':
      return [THREAD, COMMENT];
    case 'FindingExplained':
      return [CARD, THREAD, COMMENT];
    case 'ReviewSubmitted':
      return [CARD, THREAD, COMMENT, ...event.askReviewers.map((user) => ask('review', user, change.version))];
    case 'ReviewSignedOff':
      return [CARD, ASKS, THREAD, COMMENT, ...followUps(change)];
    case 'FollowUpOpened':
      return [THREAD];
    case 'ChangeClosed':
      // A withdrawn or dropped change has told everybody already.
      return change.review.status === 'signed off' ? [CARD, ASKS, THREAD, NOTE, { kind: 'close-ticket' }] : [];
    case 'CardPosted':
    case 'TicketOpened':
      return [...(event.type === 'TicketOpened' ? [CARD] : []), { kind: 'link-ticket' }];
    case 'IncidentNamed':
      return [{ kind: 'find-incident' }];
    case 'IncidentLinked':
      return [CARD, NOTE, { kind: 'link-ticket' }];
    case 'IncidentResolved':
      // Once: an incident that comes and goes is no news for whoever owes the review.
      return [CARD, THREAD, COMMENT, ...(change.incidentResolves === 1 ? [{ kind: 'nudge-owner' } as const] : [])];
    case 'IncidentReopened':
    case 'IncidentPriorityChanged':
      return [CARD, THREAD, COMMENT];
    case 'IncidentMerged':
      return [THREAD, COMMENT, { kind: 'find-incident' }];
    case 'TicketClosedEarly':
      return [CARD, THREAD, { kind: 'reopen-ticket' }];
    case 'TicketReopened':
    case 'TicketMoved':
    case 'TicketAssigned':
    case 'TicketDeleted':
      return [CARD, THREAD];
    case 'DeliveryFailed':
      return event.destination !== 'slack' || isReminder(event) ? [CARD] : [];
    case 'DeliveryRetried':
      return [CARD];
    case 'AskPosted':
      return isStale(change) || isTakenBack(change, event) ? [ASKS] : [];
    case 'ApprovalAttemptRefused':
    case 'TicketClosed':
      return [];
    default:
      return reactToDuty(change, event);
  }
}

/** Whoever was paged is let go as soon as there is nothing left to decide, or the review is in. */
function settlements(change: Change, event: ChangeEvent): readonly Work[] {
  const { paged, round } = change.authorization;
  const reviewIsIn = event.type === 'ReviewSubmitted' || event.type === 'ChangeNotImplemented';
  return [
    ...(paged && SETTLING.includes(event.type) ? [{ kind: 'settle-page', round } as const] : []),
    ...(change.review.paged && reviewIsIn ? [{ kind: 'settle-review-page' } as const] : []),
    ...(OUTDATING.has(event.type) ? redrawnNags(change) : []),
    ...(change.id.sequence === 'DRILL' && ENDING.includes(event.type) ? [{ kind: 'report-drill' } as const] : []),
  ];
}

const ENDING: readonly ChangeEvent['type'][] = ['ChangeClosed', 'ChangeWithdrawn'];

const SETTLING: readonly ChangeEvent['type'][] = [
  'ChangeAuthorized',
  'ChangeRejected',
  'ScopeExtensionRejected',
  'ChangeWithdrawn',
  'ChangeNotImplemented',
  'ApprovalExpired',
];

/** Somebody may have decided while the question was on its way: then its buttons have to go. */
const isStale = (change: Change): boolean =>
  hasEnded(change) || change.authorization.status !== 'pending' || change.authorization.given.length > 0;

const isTakenBack = ({ review }: Change, { purpose, user }: Extract<ChangeEvent, { type: 'AskPosted' }>): boolean =>
  purpose === 'hand-over' && review.handOver?.to !== user;

const ask = (purpose: AskPurpose, user: UserId, round: number): Work => ({
  kind: 'ask',
  purpose,
  user,
  round,
});

/** Reminders are asks of their own: a number no round has. */
const reminderRound = ({ authorization: { round, reminders } }: Change): number => round * 1000 + reminders;

/** Not before the sign-off: until then the review may come back and ask for something else. */
const followUps = ({ review }: Change): Work[] =>
  (review.submitted?.review.followUps ?? []).map(({ id }) => ({ kind: 'open-follow-up-ticket', followUp: id }));

/** Whoever was asked for the sign-off is asked again, but for those who turned out to have a hand in it. */
function signOffAgain(change: Change, { signedOff }: InvolvementLearned): Work[] {
  if (signedOff === undefined || change.review.status !== 'submitted') return [];
  const barred = involved(change);
  const asked = change.asks.filter(({ purpose, user }) => purpose === 'review' && !barred.has(user));
  return [...new Set(asked.map(({ user }) => user))].map((user) => ask('review', user, change.version));
}
