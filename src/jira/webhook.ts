import { z } from 'zod';
import type { Hear, Receive } from '../app/hearing.ts';
import { fingerprint, isSigned, parsed } from '../app/hearing.ts';
import { issueKey, status } from './schema.ts';

// What is read of Jira Cloud's webhooks, and no more: https://developer.atlassian.com/cloud/jira/platform/webhooks/

const envelope = z.object({
  webhookEvent: z.string(),
  timestamp: z.number(),
  user: z.object({ accountId: z.string(), displayName: z.string().nullish() }).nullish(),
});
const deletion = z.object({ issue: z.object({ key: issueKey }) });
const update = z.object({
  issue: z.object({ key: issueKey, fields: z.object({ status }) }),
  changelog: z
    .object({ items: z.array(z.object({ fieldId: z.string().nullish(), field: z.string().nullish() })) })
    .optional(),
});

export interface JiraWebhookOptions {
  readonly secret: string;
  /** Whether this account is the bot's own: what it did itself it need not be told. */
  readonly isOwn: (accountId: string) => Promise<boolean>;
  readonly hear: Hear;
}

/** Tickets moved or deleted by other hands than ours; every other event is taken and left alone. */
export function jiraWebhook({ secret, isOwn, hear }: JiraWebhookOptions): Receive {
  return async ({ header, body }) => {
    const signature = /^sha256=([0-9a-f]{64})$/i.exec(header('x-hub-signature') ?? '')?.[1];
    if (signature === undefined || !isSigned(body, [secret], [signature])) return 'unsigned';
    const data = parsed(body);
    const read = envelope.safeParse(data);
    if (!read.success) return 'unreadable';
    const { webhookEvent, timestamp: occurredAt, user } = read.data;
    const who = user?.displayName?.slice(0, 200) || undefined;
    // The same identifier comes with each further try of a delivery.
    const delivery = header('x-atlassian-webhook-identifier')?.slice(0, 200) || fingerprint(body);
    const received = { source: 'jira', delivery } as const;

    if (webhookEvent === 'jira:issue_deleted') {
      const about = deletion.safeParse(data);
      if (!about.success) return 'unreadable';
      await hear(received, { type: 'HearTicketDeleted', issueKey: about.data.issue.key, occurredAt, who });
    }
    if (webhookEvent === 'jira:issue_updated') {
      const about = update.safeParse(data);
      if (!about.success) return 'unreadable';
      const { issue, changelog } = about.data;
      const isMove = changelog?.items.some(({ fieldId, field }) => fieldId === 'status' || field === 'status');
      if (!isMove || (user && (await isOwn(user.accountId)))) return 'taken';
      const { name, statusCategory } = issue.fields.status;
      const isDone = statusCategory.key === 'done';
      await hear(received, { type: 'HearTicketStatus', issueKey: issue.key, status: name, isDone, occurredAt, who });
    }
    return 'taken';
  };
}
