import { createHmac, randomUUID } from 'node:crypto';
import type { Deliveries } from '../deliveries.ts';
import { plainText } from './adf.ts';
import type { Json } from './contract.ts';
import type { Happened, Store } from './store.ts';
import { toDate, type Wire } from './wire.ts';

/**
 * Tells the bot of each change, its own included, signed over the raw body:
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/
 */
export function startWebhooks(store: Store, wire: Wire, deliveries: Deliveries): void {
  store.onHappened((happened) => {
    const { webhook } = store.settings;
    if (!webhook) return;
    const id = randomUUID();
    const body = JSON.stringify(payload(store, wire, happened));
    deliveries.send({
      id,
      event: happened.event,
      url: webhook.url,
      body,
      retryHeader: 'X-Atlassian-Webhook-Retry',
      headers: {
        'User-Agent': 'Atlassian Webhook HTTP Client',
        'X-Atlassian-Webhook-Identifier': id,
        'X-Hub-Signature': `sha256=${createHmac('sha256', webhook.secret).update(body).digest('hex')}`,
      },
    });
  });
}

const TYPES: Readonly<Record<string, string>> = {
  'jira:issue_created': 'issue_created',
  'jira:issue_updated': 'issue_updated',
};

function payload(store: Store, wire: Wire, { event, issue, by, items, comment }: Happened): Json {
  const user = hidden(wire.user(by));
  const type = items?.some(({ field }) => field === 'status') ? 'issue_generic' : TYPES[event];
  return {
    timestamp: store.options.now(),
    webhookEvent: event,
    ...(event === 'comment_created' ? {} : { user, ...(type ? { issue_event_type_name: type } : {}) }),
    issue: {
      id: issue.id,
      self: wire.self(issue.id),
      key: issue.key,
      // Webhooks speak the API's version 2: rich text is a string.
      fields: {
        ...wire.fields(issue),
        description: issue.description && plainText(issue.description),
        comment: undefined,
      },
    },
    ...(items ? { changelog: { id: store.nextId(), items: items.map(toItem) } } : {}),
    ...(comment
      ? {
          comment: {
            self: wire.self(`issue/${issue.id}/comment/${comment.id}`),
            id: comment.id,
            author: hidden(wire.user(comment.author)),
            updateAuthor: hidden(wire.user(comment.author)),
            body: comment.text,
            created: toDate(comment.created),
            updated: toDate(comment.created),
          },
        }
      : {}),
  };
}

const toItem = (item: NonNullable<Happened['items']>[number]): Json => ({
  fieldtype: item.field.startsWith('customfield_') ? 'custom' : 'jira',
  fieldId: item.field,
  ...item,
});

/** People's e-mail addresses are left out of webhooks. */
function hidden(user: Json | null): Json | null {
  if (!user) return null;
  const { emailAddress: _, ...rest } = user;
  return rest;
}
