import type { Decision } from './decision.ts';
import { accept } from './decision.ts';
import type {
  HearIncidentMerged,
  HearIncidentPriority,
  HearIncidentStatus,
  HearTicketAssigned,
  HearTicketDeleted,
  HearTicketMoved,
  HearTicketStatus,
  NoteTicketReopened,
} from './outside-commands.ts';
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

export function hearIncidentPriority(change: Change, command: HearIncidentPriority): Decision {
  const { at, incidentId, priority, occurredAt, who } = command;
  const known = change.incidentPriority;
  const isNews = known ? known.name !== priority && occurredAt >= known.occurredAt : priority !== undefined;
  if (change.incident?.id !== incidentId || !isNews) return accept();
  return accept({ type: 'IncidentPriorityChanged', at, incidentId, priority, occurredAt, who });
}

/** Jira never closes a change. A ticket that is Done when its change has ended is as it should be. */
export function hearTicketStatus(change: Change, command: HearTicketStatus): Decision {
  const { at, issueKey, status, isDone, occurredAt, who } = command;
  if (change.ticket?.issueKey !== issueKey) return accept();
  const early = change.ticketClosedEarly;
  if (isDone) {
    // What a slow search still tells after the ticket was opened again is no second closing.
    const isNews = !hasEnded(change) && !early && occurredAt >= (change.ticketHeardAt ?? Number.NEGATIVE_INFINITY);
    return isNews ? accept({ type: 'TicketClosedEarly', at, issueKey, status, occurredAt, who }) : accept();
  }
  if (!early || occurredAt < early.occurredAt) return accept();
  return accept({ type: 'TicketReopened', at, issueKey, status, occurredAt, who });
}

/** The old key leads to the ticket for ever, in Jira too; the new one is the name of it. */
export function hearTicketMoved(change: Change, { at, issueKey, to, occurredAt, who }: HearTicketMoved): Decision {
  const { ticket } = change;
  if (ticket?.issueKey !== issueKey || to === issueKey) return accept();
  const url = ticket.url.replace(issueKey, to);
  return accept({ type: 'TicketMoved', at, issueKey, to, url, occurredAt, who });
}

export function hearTicketAssigned(change: Change, command: HearTicketAssigned): Decision {
  const { at, issueKey, assignee, name, occurredAt, who } = command;
  const { ticket, ticketAssigned } = change;
  const isLate = ticketAssigned !== undefined && occurredAt < ticketAssigned.occurredAt;
  if (ticket?.issueKey !== issueKey || ticket.assignee === assignee || isLate) return accept();
  return accept({ type: 'TicketAssigned', at, issueKey, assignee, name, occurredAt, who });
}

export function hearTicketDeleted(change: Change, { at, issueKey, occurredAt, who }: HearTicketDeleted): Decision {
  if (change.ticket?.issueKey !== issueKey) return accept();
  return accept({ type: 'TicketDeleted', at, issueKey, occurredAt, who });
}

export function noteTicketReopened(change: Change, { at, status }: NoteTicketReopened): Decision {
  if (!change.ticket || !change.ticketClosedEarly) return accept();
  return accept({ type: 'TicketReopened', at, issueKey: change.ticket.issueKey, status });
}
