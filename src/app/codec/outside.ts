import { z } from 'zod';
import { at, by, fact, heard } from './fact.ts';
import { incident } from './shapes.ts';

/** What became of messages, ticket and incident. */
export const outsideFacts = [
  fact('CardPosted', { channel: z.string(), ts: z.string(), permalink: z.string().optional() }),
  fact('AskPosted', {
    purpose: z.enum(['approve', 'review', 'verbal', 'hand-over']),
    user: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  fact('TicketOpened', {
    issueKey: z.string(),
    url: z.string(),
    assigned: z.boolean(),
    assignee: z.string().optional(),
  }),
  fact('TicketClosed', {}),
  fact('FollowUpOpened', { followUp: z.string(), issueKey: z.string(), url: z.string(), assigned: z.boolean() }),
  fact('IncidentNamed', { by, reference: z.string() }),
  fact('IncidentLinked', { by: by.optional(), incident }),
  fact('DeliveryRetried', { by }),
  fact('IncidentResolved', { incidentId: z.string(), ...heard }),
  fact('IncidentReopened', { incidentId: z.string(), ...heard }),
  fact('IncidentMerged', { incidentId: z.string(), into: z.string(), ...heard }),
  fact('IncidentPriorityChanged', { incidentId: z.string(), priority: z.string().optional(), ...heard }),
  fact('TicketMoved', { issueKey: z.string(), to: z.string(), url: z.string(), ...heard }),
  fact('TicketAssigned', {
    issueKey: z.string(),
    assignee: z.string().optional(),
    name: z.string().optional(),
    ...heard,
  }),
  fact('TicketClosedEarly', { issueKey: z.string(), status: z.string(), ...heard }),
  fact('TicketReopened', {
    issueKey: z.string(),
    status: z.string(),
    occurredAt: at.optional(),
    who: z.string().optional(),
  }),
  fact('TicketDeleted', { issueKey: z.string(), ...heard }),
  fact('DeliveryFailed', {
    destination: z.enum(['slack', 'jira', 'pagerduty']),
    effect: z.string(),
    words: z.string(),
  }),
];
