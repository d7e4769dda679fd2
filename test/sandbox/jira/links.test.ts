import { describe, expect, it } from 'vitest';
import { openSite, raw, task } from './site.ts';

const object = { url: 'https://slack.test/1', title: 'The conversation' };

describe('an entity property', () => {
  it('is written, replaced and read back', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    const created = await raw(jira, 'PUT', 'issue/OPS-1/properties/breakglass', { change: 1 });
    const replaced = await raw(jira, 'PUT', 'issue/OPS-1/properties/breakglass', { change: 2 });
    expect([created.status, replaced.status]).toEqual([201, 200]);
    const property = await client.issueProperties.getIssueProperty({
      issueIdOrKey: 'OPS-1',
      propertyKey: 'breakglass',
    });
    expect(property).toEqual({ key: 'breakglass', value: { change: 2 } });
  });

  it('is refused when it is too long, and unknown until it is set', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    expect((await raw(jira, 'PUT', 'issue/OPS-1/properties/p', 'x'.repeat(40_000))).status).toBe(400);
    expect((await raw(jira, 'PUT', 'issue/OPS-1/properties/p', { text: 'x'.repeat(40_000) })).status).toBe(400);
    await expect(
      client.issueProperties.getIssueProperty({ issueIdOrKey: 'OPS-1', propertyKey: 'p' }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('a remote link', () => {
  it('is replaced by one with the same global id', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    const first = await client.issueRemoteLinks.createOrUpdateRemoteIssueLink({
      issueIdOrKey: 'OPS-1',
      globalId: 'chg=1',
      object,
    });
    const second = await client.issueRemoteLinks.createOrUpdateRemoteIssueLink({
      issueIdOrKey: 'OPS-1',
      globalId: 'chg=1',
      object: { ...object, title: 'Renamed' },
    });
    expect(second.id).toBe(first.id);
    expect(jira.issue('OPS-1')?.remoteLinks).toMatchObject([{ globalId: 'chg=1', title: 'Renamed' }]);
    expect(await client.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: 'OPS-1' })).toMatchObject([
      { object: { title: 'Renamed' } },
    ]);
    const one = await client.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: 'OPS-1', globalId: 'chg=1' });
    expect(one).toMatchObject({ globalId: 'chg=1' });
  });

  it('is refused without a title, and without the permission', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    const untitled = await raw(jira, 'POST', 'issue/OPS-1/remotelink', { object: { url: object.url } });
    expect(untitled.status).toBe(400);
    expect(await untitled.json()).toMatchObject({ errors: { title: "'title' is required." } });
    jira.setPermissions(['BROWSE_PROJECTS']);
    expect((await raw(jira, 'POST', 'issue/OPS-1/remotelink', { object })).status).toBe(403);
  });
});
