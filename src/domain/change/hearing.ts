import type {
  HearIncidentMerged,
  HearIncidentStatus,
  HearTicketDeleted,
  HearTicketStatus,
  NoteTicketReopened,
} from './commands.ts';
import type { Decision } from './decision.ts';
import { accept } from './decision.ts';
import type { Change } from './state.ts';
import { hasEnded } from './state.ts';

// What PagerDuty and Jira tell comes late, twice and out of order: what is known already, or was overtaken, is nothing new.

export function hearIncidentStatus(change: Change, command: HearIncidentStatus): Decision {
  const { at, incidentId, status, occurredAt, who } = command;
  const known = change.incidentStatus;
  const isNews = !known || (known.status !== status && occurredAt >= known.occurredAt);
  if (change.incident?.id !== incidentId || !isNews) return accept();
  const type = status === 'resolved' ? 'IncidentResolved' : 'IncidentReopened';
  return accept({ type, at, incidentId, occurredAt, who });
}

export function hearIncidentMerged(
  change: Change,
  { at, incidentId, into, occurredAt, who }: HearIncidentMerged,
): Decision {
  const isKnown = change.incidentReference === into;
  if (change.incident?.id !== incidentId || isKnown) return accept();
  return accept({ type: 'IncidentMerged', at, incidentId, into, occurredAt, who });
}

/** Jira never closes a change. A ticket that is Done when its change has ended is as it should be. */
export function hearTicketStatus(change: Change, command: HearTicketStatus): Decision {
  const { at, issueKey, status, isDone, occurredAt, who } = command;
  if (change.ticket?.issueKey !== issueKey) return accept();
  const early = change.ticketClosedEarly;
  if (isDone) {
    const isNews = !hasEnded(change) && !early;
    return isNews ? accept({ type: 'TicketClosedEarly', at, issueKey, status, occurredAt, who }) : accept();
  }
  if (!early || occurredAt < early.occurredAt) return accept();
  return accept({ type: 'TicketReopened', at, issueKey, status, who });
}

export function hearTicketDeleted(change: Change, { at, issueKey, occurredAt, who }: HearTicketDeleted): Decision {
  if (change.ticket?.issueKey !== issueKey) return accept();
  return accept({ type: 'TicketDeleted', at, issueKey, occurredAt, who });
}

export function noteTicketReopened(change: Change, { at, status }: NoteTicketReopened): Decision {
  if (!change.ticket || !change.ticketClosedEarly) return accept();
  return accept({ type: 'TicketReopened', at, issueKey: change.ticket.issueKey, status });
}
