import type { LinkIncident, RetryDelivery } from './commands.ts';
import type { Decision } from './decision.ts';
import { accept, refuse } from './decision.ts';
import { ended } from './guards.ts';
import type {
  NoteAsk,
  NoteCard,
  NoteFailure,
  NoteFollowUp,
  NoteIncident,
  NoteTicket,
  NoteTicketClosed,
} from './outside-commands.ts';
import type { Change } from './state.ts';

// What the outside world answered. The same answer twice is one fact: an effect may run again after a lost answer.

export function noteCard(change: Change, { at, channel, ts, permalink }: NoteCard): Decision {
  if (change.card?.ts === ts && change.card.channel === channel) return accept();
  return accept({ type: 'CardPosted', at, channel, ts, permalink });
}

export function noteAsk(change: Change, { at, purpose, user, channel, ts }: NoteAsk): Decision {
  const known = change.asks.some((ask) => ask.ts === ts && ask.channel === channel);
  return known ? accept() : accept({ type: 'AskPosted', at, purpose, user, channel, ts });
}

export function noteTicket(change: Change, { at, issueKey, url, assigned, assignee }: NoteTicket): Decision {
  if (change.ticket?.issueKey === issueKey) return accept();
  return accept({ type: 'TicketOpened', at, issueKey, url, assigned, assignee });
}

export function noteTicketClosed(change: Change, { at }: NoteTicketClosed): Decision {
  return change.ticketClosedAt === undefined ? accept({ type: 'TicketClosed', at }) : accept();
}

export function noteFollowUp(change: Change, { at, followUp, issueKey, url, assigned }: NoteFollowUp): Decision {
  if (change.followUpIssues?.[followUp]) return accept();
  return accept({ type: 'FollowUpOpened', at, followUp, issueKey, url, assigned });
}

export function linkIncident(change: Change, { by, at, reference }: LinkIncident): Decision {
  const refusal = ended(change);
  if (refusal) return refuse(refusal);
  if (change.incidentReference === reference) return refuse({ code: 'already-noted' });
  return accept({ type: 'IncidentNamed', by, at, reference });
}

export function noteIncident(change: Change, { at, incident }: NoteIncident): Decision {
  return change.incident?.id === incident.id ? accept() : accept({ type: 'IncidentLinked', at, incident });
}

export function noteFailure(change: Change, { at, destination, effect, words }: NoteFailure): Decision {
  const known = change.failures[destination];
  if (known?.effect === effect && known.words === words) return accept();
  return accept({ type: 'DeliveryFailed', at, destination, effect, words });
}

/** Their words go from the card: what fails again says so again. */
export function retryDelivery(change: Change, { by, at }: RetryDelivery): Decision {
  return Object.keys(change.failures).length === 0 ? accept() : accept({ type: 'DeliveryRetried', by, at });
}
