import { assertNever } from '../result.ts';
import { approve, reject } from './approve.ts';
import { askAgain, expireApproval, proceedWithoutApproval, remindApprovers, withdraw } from './authorization-steps.ts';
import { claim, denyVerbalApproval, lapseClaim, nameVerbalApproval, withdrawApproval } from './claims.ts';
import type { Command } from './commands.ts';
import type { Decision } from './decision.ts';
import { refuse } from './decision.ts';
import { declare } from './declare.ts';
import { explainFinding } from './explain.ts';
import {
  acceptHandOver,
  declineHandOver,
  lapseHandOver,
  noteOwnerLeft,
  offerHandOver,
  snoozeReview,
  takeOver,
} from './hand-over.ts';
import {
  hearIncidentMerged,
  hearIncidentPriority,
  hearIncidentStatus,
  hearTicketAssigned,
  hearTicketDeleted,
  hearTicketMoved,
  hearTicketStatus,
  noteTicketReopened,
} from './hearing.ts';
import { addEvidence, recordDeployment, recordNotImplemented, recordRollback } from './implementation.ts';
import {
  linkIncident,
  noteAsk,
  noteCard,
  noteFailure,
  noteFollowUp,
  noteIncident,
  noteTicket,
  noteTicketClosed,
  retryDelivery,
} from './notes.ts';
import { addressReminder, noteAssignee, noteReminder, remindReview } from './reminding.ts';
import { returnReview, signOff, submitReview } from './review-steps.ts';
import { escalateApproval, extendScope, noteInvolvement } from './rounds.ts';
import type { Change } from './state.ts';
import type { ChangeId, Sequence } from './types.ts';

/** The id a declared change will get: only the ledger knows the next one of the gapless sequence. */
export interface Allocation {
  readonly nextId: (sequence: Sequence) => ChangeId;
}

/** What follows from an order on a change as it is. Pure: time, people and look-ups come in with the order. */
export function decide(change: Change | undefined, command: Command, { nextId }: Allocation): Decision {
  if (command.type === 'Declare') {
    const sequence = command.details.drill ? 'DRILL' : 'EC';
    return change ? refuse({ code: 'already-declared' }) : declare(command, nextId(sequence));
  }
  if (!change) return refuse({ code: 'no-such-change' });

  switch (command.type) {
    case 'Approve':
      return approve(change, command);
    case 'Reject':
      return reject(change, command);
    case 'Claim':
      return claim(change, command);
    case 'WithdrawApproval':
      return withdrawApproval(change, command);
    case 'NameVerbalApproval':
      return nameVerbalApproval(change, command);
    case 'DenyVerbalApproval':
      return denyVerbalApproval(change, command);
    case 'ExtendScope':
      return extendScope(change, command);
    case 'NoteInvolvement':
      return noteInvolvement(change, command);
    case 'LapseClaim':
      return lapseClaim(change, command);
    case 'EscalateApproval':
      return escalateApproval(change, command);
    case 'AskAgain':
      return askAgain(change, command);
    case 'Withdraw':
      return withdraw(change, command);
    case 'ProceedWithoutApproval':
      return proceedWithoutApproval(change, command);
    case 'RecordDeployment':
      return recordDeployment(change, command);
    case 'RecordRollback':
      return recordRollback(change, command);
    case 'RecordNotImplemented':
      return recordNotImplemented(change, command);
    case 'AddEvidence':
      return addEvidence(change, command);
    case 'SubmitReview':
      return submitReview(change, command);
    case 'ReturnReview':
      return returnReview(change, command);
    case 'SignOff':
      return signOff(change, command);
    case 'ExplainFinding':
      return explainFinding(change, command);
    case 'LinkIncident':
      return linkIncident(change, command);
    case 'RemindApprovers':
      return remindApprovers(change, command);
    case 'ExpireApproval':
      return expireApproval(change, command);
    case 'RemindReview':
      return remindReview(change, command);
    case 'RetryDelivery':
      return retryDelivery(change, command);
    case 'NoteCard':
      return noteCard(change, command);
    case 'NoteAsk':
      return noteAsk(change, command);
    case 'NoteTicket':
      return noteTicket(change, command);
    case 'NoteTicketClosed':
      return noteTicketClosed(change, command);
    case 'NoteFollowUp':
      return noteFollowUp(change, command);
    case 'NoteIncident':
      return noteIncident(change, command);
    case 'NoteTicketReopened':
      return noteTicketReopened(change, command);
    case 'HearIncidentStatus':
      return hearIncidentStatus(change, command);
    case 'HearIncidentMerged':
      return hearIncidentMerged(change, command);
    case 'HearIncidentPriority':
      return hearIncidentPriority(change, command);
    case 'HearTicketMoved':
      return hearTicketMoved(change, command);
    case 'HearTicketAssigned':
      return hearTicketAssigned(change, command);
    case 'HearTicketStatus':
      return hearTicketStatus(change, command);
    case 'HearTicketDeleted':
      return hearTicketDeleted(change, command);
    case 'OfferHandOver':
      return offerHandOver(change, command);
    case 'AcceptHandOver':
      return acceptHandOver(change, command);
    case 'DeclineHandOver':
      return declineHandOver(change, command);
    case 'LapseHandOver':
      return lapseHandOver(change, command);
    case 'TakeOver':
      return takeOver(change, command);
    case 'SnoozeReview':
      return snoozeReview(change, command);
    case 'AddressReminder':
      return addressReminder(change, command);
    case 'NoteReminder':
      return noteReminder(change, command);
    case 'NoteOwnerLeft':
      return noteOwnerLeft(change, command);
    case 'NoteAssignee':
      return noteAssignee(change, command);
    case 'NoteFailure':
      return noteFailure(change, command);
    default:
      return assertNever(command);
  }
}
