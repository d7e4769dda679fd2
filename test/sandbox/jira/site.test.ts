import { describe, expect, it } from 'vitest';
import { jiraData } from '../../../src/sandbox/jira/data.ts';
import { clientOf, openSite, raw, task } from './site.ts';

describe('calling the API', () => {
  it('is refused with a wrong token', async () => {
    const { jira } = await openSite();
    await expect(clientOf(jira.url, 'wrong').myself.getCurrentUser()).rejects.toMatchObject({
      status: 401,
      response: { data: 'Client must be authenticated to access this resource.' },
    });
  });

  it('answers serverInfo to anybody', async () => {
    const { jira } = await openSite();
    expect(await clientOf(jira.url, 'wrong').serverInfo.getServerInfo()).toMatchObject({
      deploymentType: 'Cloud',
      baseUrl: jira.url,
    });
  });

  it('knows its caller, its project and its priorities', async () => {
    const { client } = await openSite();
    expect(await client.myself.getCurrentUser()).toMatchObject({ displayName: 'Breakglass', active: true });
    expect(await client.projects.getProject({ projectIdOrKey: 'OPS' })).toMatchObject({
      id: '10000',
      name: 'Operations',
    });
    expect(await client.issuePriorities.getPriorities()).toContainEqual(expect.objectContaining({ name: 'High' }));
    await expect(client.projects.getProject({ projectIdOrKey: 'NOPE' })).rejects.toMatchObject({
      status: 404,
      response: { data: { errorMessages: ["No project could be found with key 'NOPE'."] } },
    });
  });

  it("names the statuses of each of the project's issue types", async () => {
    const { client } = await openSite();
    const [task, review] = await client.projects.getAllStatuses({ projectIdOrKey: 'OPS' });
    expect([task?.name, review?.name]).toEqual(['Task', 'Post-Implementation Review']);
    expect(task?.statuses?.at(-1)).toMatchObject({ name: 'Done', statusCategory: { key: 'done' } });
  });
});

describe('finding people', () => {
  it('goes by e-mail, and finds neither those who left nor those without an account', async () => {
    const { client } = await openSite();
    const find = (query: string) => client.userSearch.findUsers({ query });
    expect(await find('ana@example.com')).toMatchObject([
      { displayName: 'Ana Silva', emailAddress: 'ana@example.com' },
    ]);
    expect(await find('dan@example.com')).toEqual([]);
    expect(await find('hana@example.com')).toEqual([]);
  });

  it('finds those who hide their e-mail, and does not show it', async () => {
    const users = jiraData.users.map((user) => ({ ...user, hidesEmail: true }));
    const { client } = await openSite({ users });
    expect(await client.userSearch.findUsers({ query: 'ana@example.com' })).toMatchObject([
      { displayName: 'Ana Silva', emailAddress: '' },
    ]);
  });

  it('finds nobody without the permission to browse users', async () => {
    const { client } = await openSite({ permissions: ['BROWSE_PROJECTS'] });
    expect(await client.userSearch.findUsers({ query: 'ana@example.com' })).toEqual([]);
  });
});

describe('what an issue needs', () => {
  it('is told for each issue type', async () => {
    const { client } = await openSite({
      customFields: [{ id: 'customfield_10050', name: 'Risk', required: true, options: ['Low'] }],
    });
    const types = await client.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'OPS' });
    expect(types).toMatchObject({ total: 2, issueTypes: [{ name: 'Task' }, { name: 'Post-Implementation Review' }] });
    const fields = await client.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'OPS', issueTypeId: '10001' });
    expect(fields.fields).toContainEqual(
      expect.objectContaining({
        fieldId: 'customfield_10050',
        required: true,
        allowedValues: [{ id: '1', value: 'Low' }],
      }),
    );
    expect(await client.issueFields.getFields()).toContainEqual(
      expect.objectContaining({ id: 'customfield_10050', custom: true }),
    );
  });
});

describe('permissions', () => {
  it('are told when they are named', async () => {
    const { jira, client } = await openSite({ permissions: ['BROWSE_PROJECTS'] });
    const { permissions } = await client.permissions.getMyPermissions({
      projectKey: 'OPS',
      permissions: 'BROWSE_PROJECTS,CREATE_ISSUES',
    });
    expect(permissions).toMatchObject({
      BROWSE_PROJECTS: { havePermission: true },
      CREATE_ISSUES: { havePermission: false },
    });
    expect((await raw(jira, 'GET', 'mypermissions')).status).toBe(400);
    expect((await raw(jira, 'GET', 'mypermissions?permissions=FLY')).status).toBe(400);
  });
});

describe('faults', () => {
  it('rate limits with the time to wait', async () => {
    const { jira, client } = await openSite();
    jira.fail('createIssue', { kind: 'rate-limited', retryAfterSeconds: 7 }, 1);
    const limited = await raw(jira, 'POST', 'issue', task());
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('7');
    expect(limited.headers.get('x-ratelimit-reason')).toBe('jira-burst-based');
    expect((await client.issues.createIssue(task())).key).toBe('OPS-1');
  });

  it('answers with any status, as Jira or as a proxy would', async () => {
    const { jira, client } = await openSite();
    jira.fail('*', { kind: 'error', status: 503, body: { errorMessages: ['Down for maintenance'] } }, 1);
    await expect(client.myself.getCurrentUser()).rejects.toMatchObject({
      status: 503,
      response: { data: { errorMessages: ['Down for maintenance'] } },
    });
    jira.fail('*', { kind: 'http', status: 502 });
    await expect(client.myself.getCurrentUser()).rejects.toMatchObject({
      status: 502,
      response: { data: expect.stringContaining('<html>') },
    });
    jira.clearFaults();
    expect(await client.myself.getCurrentUser()).toMatchObject({ active: true });
  });

  it('loses an answer after the issue was created', async () => {
    const { jira, client } = await openSite();
    jira.fail('createIssue', { kind: 'answer-lost' }, 1);
    await expect(client.issues.createIssue(task())).rejects.toThrow();
    expect(jira.issues()).toHaveLength(1);
  });

  it('cuts the connection before anything happens', async () => {
    const { jira, client } = await openSite();
    jira.fail('createIssue', { kind: 'down' }, 1);
    await expect(client.issues.createIssue(task())).rejects.toThrow();
    expect(jira.issues()).toEqual([]);
    expect(jira.calls()).toMatchObject([
      { operation: 'createIssue', method: 'POST', path: '/rest/api/3/issue', status: 0 },
    ]);
  });

  it('answers late what has long happened', async () => {
    const { jira, client } = await openSite();
    jira.fail('createIssue', { kind: 'slow', milliseconds: 50 }, 1);
    const created = client.issues.createIssue(task());
    await expect.poll(() => jira.issues().length).toBe(1);
    expect((await created).key).toBe('OPS-1');
  });
});

describe('the browser', () => {
  it('is shown an issue, with its words escaped', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task({ summary: '<b>Loud</b>' }));
    const page = await (await fetch(`${jira.url}/browse/OPS-1`)).text();
    expect(page).toContain('OPS-1 &lt;b&gt;Loud');
  });

  it('is sent on where the issues are shown', async () => {
    const { jira } = await openSite({ pageOf: (key) => `http://127.0.0.1:1/jira/${key}` });
    const answer = await fetch(`${jira.url}/browse/OPS-1`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:1/jira/OPS-1');
  });
});
