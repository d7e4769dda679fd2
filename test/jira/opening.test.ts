import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { jiraData } from '../../src/sandbox/jira/data.ts';
import { changeOf, dan, declared, declaredAt, KEY } from '../support/changes.ts';
import { apiToken, failure, openSite } from './site.ts';

const SECOND = 1000;
const change = changeOf();
const accountOf = (email: string) => jiraData.users.find((user) => user.emailAddress === email)?.accountId;

describe('opening the ticket', () => {
  it('carries the record, the deadline, the owner and our keys', async () => {
    const { jira, tickets, delivery } = await openSite();
    expect(await tickets.ensure(change, delivery())).toEqual({
      issueKey: 'OPS-1',
      url: `${jira.url}/browse/OPS-1`,
      assigned: true,
      assignee: '5b10a2844c20165700616e61',
    });
    expect(jira.issue('OPS-1')).toMatchObject({
      summary: 'EC-42 · Roll payments back to v841',
      issueType: { name: 'Task' },
      labels: ['breakglass', `breakglass-${KEY}`],
      dueDate: '2026-11-23',
      assignee: accountOf('ana@example.com'),
      properties: { breakglass: { change: KEY, id: 'EC-42' } },
    });
    expect(jira.issue('OPS-1')?.descriptionText).toContain('Declared: by Ana Silva');
  });

  it.each([
    ['odd characters', 'a\u0000\r\n\n\n<b>&amp; \uD800 "quoted" *y* {x}'],
    ['ten thousand characters', '😀'.repeat(5_000)],
  ])('takes %s from people', async (_, words) => {
    const { jira, tickets, delivery } = await openSite();
    const said = { summary: words, justification: words, rollbackPlan: words, impact: words, testPlan: words };
    await tickets.ensure(changeOf(declared({ details: said })), delivery());
    expect(jira.issue('OPS-1')?.summary).toMatch(/^EC-42 · /);
  });

  it('opens one ticket even when the answer was lost', async () => {
    const { jira, tickets, delivery, clock } = await openSite();
    jira.fail('createIssue', { kind: 'answer-lost' }, 1);
    const lost = await failure(tickets.ensure(change, delivery()));
    expect(lost).toBeInstanceOf(TransientFailure);
    expect(lost).toMatchObject({ certain: false });

    clock.advanceTo(declaredAt + 5 * SECOND);
    const again = await tickets.ensure(change, delivery({ inDoubt: true, lastTriedAt: declaredAt }));
    expect(again).toMatchObject({ issueKey: 'OPS-1', assigned: true });
    expect(jira.issues()).toHaveLength(1);
  });

  it('waits until the search must know what an earlier try opened', async () => {
    const { jira, tickets, delivery, clock } = await openSite({ indexLagMilliseconds: 20 * SECOND });
    jira.fail('createIssue', { kind: 'answer-lost' }, 1);
    await failure(tickets.ensure(change, delivery()));

    clock.advanceTo(declaredAt + 5 * SECOND);
    const early = await failure(tickets.ensure(change, delivery({ inDoubt: true, lastTriedAt: declaredAt })));
    expect(early).toMatchObject({ name: 'TransientFailure', certain: true, retryAfter: 60 * SECOND });

    clock.advanceTo(declaredAt + 65 * SECOND);
    const doubt = { inDoubt: true, lastTriedAt: declaredAt + 5 * SECOND };
    expect(await tickets.ensure(change, delivery(doubt))).toMatchObject({ issueKey: 'OPS-1' });
    expect(jira.issues()).toHaveLength(1);
  });

  it('opens it once the search surely knows of none', async () => {
    const { jira, tickets, delivery } = await openSite();
    const doubt = { inDoubt: true, lastTriedAt: declaredAt - 60 * SECOND };
    expect(await tickets.ensure(change, delivery(doubt))).toMatchObject({ issueKey: 'OPS-1' });
    expect(jira.issues()).toHaveLength(1);
  });

  it.each([
    { kind: 'http', status: 502 },
    { kind: 'down' },
    { kind: 'rate-limited', retryAfterSeconds: 7 },
    { kind: 'error', status: 403, body: { errorMessages: ['No.'], errors: {} } },
  ] as const)('never opens one when the search fails (%o)', async (fault) => {
    const { jira, tickets, delivery } = await openSite();
    jira.fail('search', fault);
    const doubt = { inDoubt: true, lastTriedAt: declaredAt - 90 * SECOND };
    expect(await failure(tickets.ensure(change, delivery(doubt)))).toBeInstanceOf(Error);
    expect(jira.issues()).toHaveLength(0);
  });
});

describe('the owner', () => {
  it('is found by the e-mail of the policy first', async () => {
    const { jira, tickets, delivery } = await openSite({}, { emailOf: () => 'CLEO@example.com' });
    await tickets.ensure(change, delivery());
    expect(jira.issue('OPS-1')?.assignee).toBe(accountOf('cleo@example.com'));
  });

  it('may be mapped by hand to an account that no e-mail finds', async () => {
    const { jira, tickets, delivery } = await openSite({}, { mappedAccount: () => accountOf('cleo@example.com') });
    expect(await tickets.ensure(changeOf(declared({ by: dan })), delivery())).toMatchObject({ assigned: true });
    expect(jira.issue('OPS-1')?.assignee).toBe(accountOf('cleo@example.com'));
  });

  it('without a Jira account leaves the ticket unassigned', async () => {
    const { jira, tickets, delivery } = await openSite();
    expect(await tickets.ensure(changeOf(declared({ by: dan })), delivery())).toMatchObject({ assigned: false });
    expect(jira.issue('OPS-1')?.assignee).toBeUndefined();
  });

  it.each(['ASSIGN_ISSUES', 'USER_PICKER'] as const)('is left out when the bot lacks %s', async (permission) => {
    const { jira, tickets, delivery } = await openSite();
    const others = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'ASSIGN_ISSUES', 'USER_PICKER'] as const;
    jira.setPermissions(others.filter((other) => other !== permission));
    expect(await tickets.ensure(change, delivery())).toMatchObject({ issueKey: 'OPS-1', assigned: false });
  });

  it('is left out when people may not be looked up', async () => {
    const { jira, tickets, delivery } = await openSite();
    jira.fail('findUsers', { kind: 'error', status: 403, body: { errorMessages: ['No.'], errors: {} } });
    expect(await tickets.ensure(change, delivery())).toMatchObject({ assigned: false });
  });
});

describe('a refusal', () => {
  const demanding = [{ id: 'customfield_10050', name: 'Change class', required: true, options: ['Emergency'] }];

  it('names the field and where to add it', async () => {
    const { tickets, delivery } = await openSite({ customFields: demanding });
    const refused = await failure(tickets.ensure(change, delivery()));
    expect(refused).toBeInstanceOf(PermanentFailure);
    expect(refused).toMatchObject({
      message:
        'Jira refused to open the ticket. customfield_10050: Change class is required.' +
        ' Add it under jira.fields in policy.yaml.',
    });
  });

  it('is over once the policy has the field', async () => {
    const fields = { customfield_10050: { value: 'Emergency' }, labels: ['sox'], priority: { name: 'High' } };
    const settings = () => ({ project: 'OPS', issueType: 'Task', label: 'breakglass', fields });
    const { jira, tickets, delivery } = await openSite({ customFields: demanding }, { settings });
    await tickets.ensure(change, delivery());
    expect(jira.issue('OPS-1')).toMatchObject({
      priority: 'High',
      labels: ['breakglass', `breakglass-${KEY}`, 'sox'],
      customFields: { customfield_10050: { value: 'Emergency' } },
    });
  });

  it.each([
    ['project', { project: 'NOPE', issueType: 'Task' }, 'Check jira.project in policy.yaml'],
    ['issue type', { project: 'OPS', issueType: 'Nope' }, 'Check jira.issue_type in policy.yaml'],
  ])('of the %s points to the policy', async (_, settings, words) => {
    const { tickets, delivery } = await openSite({}, { settings: () => ({ label: 'x', fields: {}, ...settings }) });
    expect(await failure(tickets.ensure(change, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining(words),
    });
  });

  it('of the token says which settings to check, and no secret', async () => {
    const { tickets, delivery } = await openSite({ apiToken: 'another' });
    const refused = await failure(tickets.ensure(change, delivery()));
    expect(refused).toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining('JIRA_EMAIL and JIRA_API_TOKEN'),
    });
    const told = JSON.stringify(refused, Object.getOwnPropertyNames(refused));
    expect(told).not.toContain(apiToken);
    expect(told).not.toContain(Buffer.from(`${jiraData.apiEmail}:${apiToken}`).toString('base64'));
  });

  it('for want of a permission says so', async () => {
    const { tickets, delivery } = await openSite({ permissions: ['BROWSE_PROJECTS', 'USER_PICKER'] });
    expect(await failure(tickets.ensure(change, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message:
        'Jira refused to open the ticket. You do not have permission to create issues in this project.' +
        " Give the bot's Jira account that permission in the project.",
    });
  });
});

describe('trouble that passes', () => {
  it('is a rate limit, with its wait in milliseconds', async () => {
    const { jira, tickets, delivery } = await openSite();
    jira.fail('createIssue', { kind: 'rate-limited', retryAfterSeconds: 30 }, 1);
    expect(await failure(tickets.ensure(change, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: true,
      retryAfter: 30_000,
    });
  });

  it.each([
    ['a broken connection', { kind: 'down' }],
    ['a proxy’s error page', { kind: 'http', status: 503 }],
    ['an answer that is no Jira’s', { kind: 'http', status: 200 }],
    ['no answer in time', { kind: 'slow', milliseconds: 3000 }],
  ] as const)('is %s, and leaves a doubt', async (_, fault) => {
    const { jira, tickets, delivery } = await openSite({}, { timeout: 500 });
    jira.fail('createIssue', fault, 1);
    expect(await failure(tickets.ensure(change, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: false,
      message: expect.stringContaining('open the ticket'),
    });
  });

  it('is a Jira that is not there, and leaves none', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const baseUrl = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((resolve) => gone.close(resolve));
    const { tickets, delivery } = await openSite({}, { baseUrl });
    expect(await failure(tickets.ensure(change, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: true,
    });
  });

  it('is a Jira that takes the call and never answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    await new Promise((resolve) => silent.once('listening', resolve));
    const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { tickets, delivery } = await openSite({}, { baseUrl, timeout: 300 });
    expect(await failure(tickets.ensure(change, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: false,
    });
  });
});
