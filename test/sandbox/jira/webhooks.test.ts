import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openReceiver } from '../receiver.ts';
import { account, document, openSite, start, task } from './site.ts';

const secret = 'a secret';

async function openWithWebhook(...statuses: number[]) {
  const receiver = await openReceiver(...statuses);
  const site = await openSite({ webhook: { url: receiver.url, secret } });
  return { ...site, receiver };
}

describe('webhooks', () => {
  it('are signed over the raw body and carry an identifier', async () => {
    const { jira, client, receiver } = await openWithWebhook();
    await client.issues.createIssue(task());
    await jira.delivered();
    const [created] = receiver.received;
    const signature = createHmac('sha256', secret)
      .update(created?.raw ?? '')
      .digest('hex');
    expect(created?.headers).toMatchObject({
      'x-hub-signature': `sha256=${signature}`,
      'x-atlassian-webhook-identifier': jira.deliveries()[0]?.id,
    });
  });

  it('tell of each change, and who made it', async () => {
    const { jira, client, receiver } = await openWithWebhook();
    await client.issues.createIssue(task({ description: document('Why') }));
    jira.moveByHand('OPS-1', 'Done', account('eva@example.com'));
    jira.commentByHand('OPS-1', 'All good', account('ana@example.com'));
    jira.deleteIssue('OPS-1', account('eva@example.com'));
    await jira.delivered();

    const of = (event: string) => receiver.received.find(({ body }) => body.webhookEvent === event)?.body;
    expect(of('jira:issue_created')).toMatchObject({
      timestamp: start,
      issue: { key: 'OPS-1', fields: { description: 'Why' } },
    });
    expect(of('jira:issue_updated')).toMatchObject({
      issue_event_type_name: 'issue_generic',
      user: { displayName: 'Eva Lindqvist' },
      issue: { fields: { status: { name: 'Done' } } },
      changelog: { items: [{ field: 'status', fromString: 'To Do', toString: 'Done' }] },
    });
    expect(of('comment_created')).toMatchObject({
      issue: { key: 'OPS-1' },
      comment: { body: 'All good', author: { displayName: 'Ana Silva' } },
    });
    expect(of('jira:issue_deleted')).toMatchObject({ issue: { key: 'OPS-1' }, user: { displayName: 'Eva Lindqvist' } });
  });

  it('come again under the same identifier when they were not taken', async () => {
    const { jira, client, receiver } = await openWithWebhook(503);
    await client.issues.createIssue(task());
    await jira.delivered();
    expect(jira.deliveries()).toMatchObject([{ event: 'jira:issue_created', statuses: [503, 200] }]);
    const ids = receiver.received.map(({ headers }) => headers['x-atlassian-webhook-identifier']);
    expect(new Set(ids).size).toBe(1);
    expect(receiver.received.map(({ headers }) => headers['x-atlassian-webhook-retry'])).toEqual([undefined, '1']);
  });

  it('come once more when told to', async () => {
    const { jira, client, receiver } = await openWithWebhook();
    await client.issues.createIssue(task());
    await jira.delivered();
    await jira.redeliver(jira.deliveries()[0]?.id ?? '');
    expect(receiver.received).toHaveLength(2);
  });

  it('are not tried again after a refusal', async () => {
    const { jira, client } = await openWithWebhook(401);
    await client.issues.createIssue(task());
    await jira.delivered();
    expect(jira.deliveries()).toMatchObject([{ statuses: [401] }]);
  });

  it('let listeners know, with or without them', async () => {
    const { jira, client } = await openSite();
    const keys: string[] = [];
    const stop = jira.onChange(({ key }) => keys.push(key));
    await client.issues.createIssue(task());
    stop();
    await client.issues.createIssue(task());
    expect(keys).toEqual(['OPS-1']);
  });
});
