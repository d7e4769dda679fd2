import { z } from 'zod';
import type { Hear, Heard, Receive } from '../app/hearing.ts';
import { isSigned, parsed } from '../app/hearing.ts';

// What is read of PagerDuty's v3 webhooks, and no more: https://developer.pagerduty.com/docs/webhooks-overview

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const envelope = z.object({
  event: z.object({
    id: z.string().min(1).max(200),
    event_type: z.string(),
    occurred_at: instant,
    agent: z.object({ summary: z.string().nullish() }).nullish(),
    data: z.unknown(),
  }),
});
type WireEvent = z.infer<typeof envelope>['event'];

const incident = z.object({
  id: z.string().min(1).max(100),
  resolve_reason: z
    .object({ type: z.string(), incident: z.object({ id: z.string().min(1).max(100) }).nullish() })
    .nullish()
    .catch(undefined),
});

const priority = z.object({
  id: z.string().min(1).max(100),
  priority: z.object({ summary: z.string().nullish() }).nullish(),
});

const STATUS = { 'incident.resolved': 'resolved', 'incident.reopened': 'reopened' } as const;
const isStatusEvent = (type: string): type is keyof typeof STATUS => type in STATUS;

export interface PagerDutyWebhookOptions {
  /** More than one while a secret is rotated. */
  readonly secrets: readonly string[];
  readonly hear: Hear;
}

/** Incidents resolved, reopened, merged or given another priority; every other event is taken and left alone. */
export function pagerDutyWebhook({ secrets, hear }: PagerDutyWebhookOptions): Receive {
  return async ({ header, body }) => {
    if (!isSigned(body, secrets, signaturesIn(header('x-pagerduty-signature')))) return 'unsigned';
    const read = envelope.safeParse(parsed(body));
    if (!read.success) return 'unreadable';
    const { event } = read.data;
    if (event.event_type !== 'incident.priority_updated' && !isStatusEvent(event.event_type)) return 'taken';
    const heard = isStatusEvent(event.event_type) ? statusIn(event, STATUS[event.event_type]) : priorityIn(event);
    if (!heard) return 'unreadable';
    // The event's own id: unlike the headers, it is signed.
    await hear({ source: 'pagerduty', delivery: event.id }, heard);
    return 'taken';
  };
}

function statusIn(event: WireEvent, status: 'resolved' | 'reopened'): Heard | undefined {
  const about = incident.safeParse(event.data);
  if (!about.success) return undefined;
  const { occurred_at: occurredAt } = event;
  const { id: incidentId, resolve_reason: reason } = about.data;
  const who = agentOf(event);
  const into = reason?.type === 'merge_resolve_reason' ? reason.incident?.id : undefined;
  if (status === 'resolved' && into !== undefined)
    return { type: 'HearIncidentMerged', incidentId, into, occurredAt, who };
  return { type: 'HearIncidentStatus', incidentId, status, occurredAt, who };
}

function priorityIn(event: WireEvent): Heard | undefined {
  const about = priority.safeParse(event.data);
  if (!about.success) return undefined;
  const name = about.data.priority?.summary?.slice(0, 100) || undefined;
  const { id: incidentId } = about.data;
  const common = { incidentId, occurredAt: event.occurred_at, who: agentOf(event) };
  return { type: 'HearIncidentPriority', ...common, priority: name };
}

const agentOf = ({ agent }: WireEvent): string | undefined => agent?.summary?.slice(0, 200) || undefined;

/** `v1=4a...,v1=9b...`: one for each secret. https://developer.pagerduty.com/docs/verifying-webhook-signatures */
function signaturesIn(header: string | undefined): string[] {
  const parts = (header ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part.startsWith('v1=')).map((part) => part.slice('v1='.length));
}
