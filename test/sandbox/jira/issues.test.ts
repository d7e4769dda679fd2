import { describe, expect, it } from 'vitest';
import { account, document, openSite, start, task } from './site.ts';

describe('creating an issue', () => {
  it('keeps what was sent', async () => {
    const { jira, client } = await openSite();
    const { key, id, self } = await client.issues.createIssue({
      ...task({
        description: document('Because.'),
        labels: ['breakglass-CHG-1'],
        duedate: '2026-11-23',
        assignee: { accountId: account('ana@example.com') },
      }),
      properties: [{ key: 'breakglass', value: { change: 'CHG-1' } }],
    });
    expect({ key, id, self }).toEqual({ key: 'OPS-1', id: '10001', self: `${jira.url}/rest/api/3/issue/10001` });
    expect(jira.issue('OPS-1')).toMatchObject({
      summary: 'Review the change',
      descriptionText: 'Because.',
      labels: ['breakglass-CHG-1'],
      dueDate: '2026-11-23',
      assignee: account('ana@example.com'),
      status: { name: 'To Do', category: 'new' },
      properties: { breakglass: { change: 'CHG-1' } },
      created: start,
    });
  });
});
