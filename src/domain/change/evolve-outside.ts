import { assertNever } from '../result.ts';
import type { Destination, OutsideEvent } from './outside-events.ts';
import type { Change } from './state.ts';

/** The outside world's share of `evolve`: what Slack, Jira and PagerDuty answered and did. */
export function evolveOutside(change: Change, event: OutsideEvent): Change {
  switch (event.type) {
    case 'CardPosted':
      return { ...change, card: { channel: event.channel, ts: event.ts, permalink: event.permalink } };
    case 'AskPosted': {
      const { purpose, user, channel, ts } = event;
      return { ...change, asks: [...change.asks, { purpose, user, channel, ts }] };
    }
    case 'TicketOpened': {
      const { issueKey, url, assigned, assignee } = event;
      const ticket = { issueKey, url, assigned, assignee };
      return { ...change, ticket, ticketDeleted: undefined, failures: without(change.failures, 'jira') };
    }
    case 'FollowUpOpened': {
      const { followUp, issueKey, url } = event;
      const followUpIssues = { ...change.followUpIssues, [followUp]: { issueKey, url } };
      return { ...change, followUpIssues, failures: without(change.failures, 'jira') };
    }
    case 'TicketClosed':
      return { ...change, ticketClosedAt: event.at, failures: without(change.failures, 'jira') };
    case 'IncidentNamed':
      return { ...change, incidentReference: event.reference, incident: undefined };
    case 'IncidentLinked':
      return {
        ...change,
        incident: event.incident,
        incidentStatus: undefined,
        incidentPriority: undefined,
        failures: without(change.failures, 'pagerduty'),
      };
    case 'IncidentResolved':
      return {
        ...change,
        incidentStatus: { status: 'resolved', occurredAt: event.occurredAt },
        incidentResolves: (change.incidentResolves ?? 0) + 1,
      };
    case 'IncidentReopened':
      return { ...change, incidentStatus: { status: 'reopened', occurredAt: event.occurredAt } };
    case 'IncidentMerged':
      return {
        ...change,
        incidentReference: event.into,
        mergedIncidents: change.incident ? [...change.mergedIncidents, change.incident] : change.mergedIncidents,
      };
    case 'IncidentPriorityChanged':
      return { ...change, incidentPriority: { name: event.priority, occurredAt: event.occurredAt } };
    case 'TicketClosedEarly': {
      const { status, occurredAt } = event;
      return { ...change, ticketClosedEarly: { status, occurredAt }, ticketHeardAt: occurredAt };
    }
    case 'TicketReopened':
      return { ...change, ticketClosedEarly: undefined, ticketHeardAt: event.occurredAt ?? event.at };
    case 'TicketMoved':
      return { ...change, ticket: change.ticket && { ...change.ticket, issueKey: event.to, url: event.url } };
    case 'TicketAssigned': {
      const { assignee, name, occurredAt } = event;
      const ticket = change.ticket && { ...change.ticket, assignee, assigned: assignee !== undefined };
      return { ...change, ticket, ticketAssigned: { name, occurredAt } };
    }
    case 'TicketDeleted':
      return {
        ...change,
        ticket: undefined,
        ticketClosedEarly: undefined,
        ticketDeleted: { issueKey: event.issueKey, occurredAt: event.occurredAt },
      };
    case 'DeliveryFailed':
      return { ...change, failures: { ...change.failures, [event.destination]: event } };
    case 'DeliveryRetried':
      return { ...change, failures: {} };
    default:
      return assertNever(event);
  }
}

function without(failures: Change['failures'], destination: Destination): Change['failures'] {
  const { [destination]: _overcome, ...rest } = failures;
  return rest;
}
