import { z } from 'zod';
import type { Hear, Heard, Receive } from '../app/hearing.ts';
import { fingerprint, isSigned, parsed } from '../app/hearing.ts';
import { issueKey, status } from './schema.ts';

// What is read of Jira Cloud's webhooks, and no more: https://developer.atlassian.com/cloud/jira/platform/webhooks/

const envelope = z.object({
  webhookEvent: z.string(),
  timestamp: z.number(),
  user: z.object({ accountId: z.string(), displayName: z.string().nullish() }).nullish(),
});
const deletion = z.object({ issue: z.object({ key: issueKey }) });
const item = z.object({
  fieldId: z.string().nullish(),
  field: z.string().nullish(),
  fromString: z.string().nullish(),
  to: z.string().nullish(),
  // An object without a name of its own still has a function here: what is no text is none.
  toString: z.string().nullish().catch(undefined),
});
const update = z.object({
  issue: z.object({ key: issueKey, fields: z.object({ status }) }),
  changelog: z.object({ items: z.array(item) }).optional(),
});

export interface JiraWebhookOptions {
  readonly secret: string;
  /** Whether this account is the bot's own: what it did itself it need not be told. */
  readonly isOwn: (accountId: string) => Promise<boolean>;
  readonly hear: Hear;
}

/** Tickets closed, reopened, moved, given away or deleted by other hands than ours; every other event is left alone. */
export function jiraWebhook({ secret, isOwn, hear }: JiraWebhookOptions): Receive {
  return async ({ header, body }) => {
    const signature = /^sha256=([0-9a-f]{64})$/i.exec(header('x-hub-signature') ?? '')?.[1];
    if (signature === undefined || !isSigned(body, [secret], [signature])) return 'unsigned';
    const data = parsed(body);
    const read = envelope.safeParse(data);
    if (!read.success) return 'unreadable';
    const heard = heardIn(read.data, data);
    if (!heard) return 'unreadable';
    const { user } = read.data;
    const isEcho = heard.length > 0 && user && read.data.webhookEvent !== DELETED && (await isOwn(user.accountId));
    if (isEcho) return 'taken';
    // The same identifier comes with each further try of a delivery; one delivery may tell of several things.
    const delivery = header('x-atlassian-webhook-identifier')?.slice(0, 200) || fingerprint(body);
    for (const [index, order] of heard.entries()) {
      await hear({ source: 'jira', delivery: index === 0 ? delivery : `${delivery}/${index}` }, order);
    }
    return 'taken';
  };
}

const DELETED = 'jira:issue_deleted';

/** In the order in which they are to be heard: a ticket that has a new key goes by it. `undefined`: cannot be read. */
function heardIn(
  { webhookEvent, timestamp: occurredAt, user }: z.infer<typeof envelope>,
  data: unknown,
): readonly Heard[] | undefined {
  const common = { occurredAt, who: user?.displayName?.slice(0, 200) || undefined };
  if (webhookEvent === DELETED) {
    const about = deletion.safeParse(data);
    return about.success ? [{ type: 'HearTicketDeleted', issueKey: about.data.issue.key, ...common }] : undefined;
  }
  if (webhookEvent !== 'jira:issue_updated') return [];
  const about = update.safeParse(data);
  if (!about.success) return undefined;
  const { issue, changelog } = about.data;
  return (changelog?.items ?? []).flatMap((change) => heardOf(change, issue, common)).toSorted(movedFirst);
}

function heardOf(
  { fieldId, field, fromString, to, toString: toName }: z.infer<typeof item>,
  { key, fields }: z.infer<typeof update>['issue'],
  common: Pick<Heard, 'occurredAt' | 'who'>,
): Heard[] {
  switch ((field ?? fieldId ?? '').toLowerCase()) {
    case 'key':
      return issueKey.safeParse(fromString).success && fromString
        ? [{ type: 'HearTicketMoved', issueKey: fromString, to: key, ...common }]
        : [];
    case 'assignee': {
      const name = toName?.slice(0, 200) || undefined;
      return [{ type: 'HearTicketAssigned', issueKey: key, assignee: to ?? undefined, name, ...common }];
    }
    case 'status': {
      // The category decides: what a status is called is the project's own business.
      const { name, statusCategory } = fields.status;
      const isDone = statusCategory.key === 'done';
      return [{ type: 'HearTicketStatus', issueKey: key, status: name, isDone, ...common }];
    }
    default:
      return [];
  }
}

const movedFirst = (one: Heard, other: Heard): number =>
  Number(other.type === 'HearTicketMoved') - Number(one.type === 'HearTicketMoved');
