import { describe, expect, it } from 'vitest';
import { jiraData } from '../../../src/sandbox/jira/data.ts';
import { account, document, openSite, raw, start, task } from './site.ts';

const riskField = { id: 'customfield_10050', name: 'Risk', required: true, options: ['Low', 'High'] };

/** How jira.js tells of an answer of 400 and above. */
const refusal = (status: number, body: object) =>
  expect.objectContaining({ status, response: expect.objectContaining({ data: { errors: {}, ...body } }) });
const fieldRefusal = (errors: object) => refusal(400, { errorMessages: [], errors });
const issueGone = refusal(404, {
  errorMessages: ['Issue does not exist or you do not have permission to see it.'],
  errors: {},
});

describe('creating an issue', () => {
  it('keeps what was sent', async () => {
    const { jira, client } = await openSite();
    const { key, id, self } = await client.issues.createIssue({
      ...task({
        description: document('Because.'),
        labels: ['breakglass-CHG-1'],
        duedate: '2026-11-23',
        assignee: { accountId: account('ana@example.com') },
        priority: { name: 'High' },
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
      priority: 'High',
      status: { name: 'To Do', category: 'new' },
      properties: { breakglass: { change: 'CHG-1' } },
      created: start,
    });
  });

  it.each([
    { what: 'no summary', fields: { summary: '' }, errors: { summary: 'You must specify a summary of the issue.' } },
    {
      what: 'a summary of two lines',
      fields: { summary: 'one\ntwo' },
      errors: { summary: 'The summary is invalid because it contains newline characters.' },
    },
    {
      what: 'a summary of 256 characters',
      fields: { summary: 'x'.repeat(256) },
      errors: { summary: "Summary can't exceed 255 characters." },
    },
    {
      what: 'a label with a space',
      fields: { labels: ['two words'] },
      errors: { labels: "The label 'two words' contains spaces which is invalid." },
    },
    { what: 'labels that are no list', fields: { labels: 'one' }, errors: { labels: 'data was not an array' } },
    {
      what: 'a due date with a time',
      fields: { duedate: '2026-11-23T09:00:00Z' },
      errors: { duedate: 'Error parsing date string: 2026-11-23T09:00:00Z' },
    },
    {
      what: 'a due date that does not exist',
      fields: { duedate: '2026-02-30' },
      errors: { duedate: 'Error parsing date string: 2026-02-30' },
    },
    {
      what: 'an assignee nobody knows',
      fields: { assignee: { accountId: 'nobody' } },
      errors: { assignee: "User 'nobody' cannot be assigned issues." },
    },
    {
      what: 'an assignee who has left',
      fields: { assignee: { accountId: account('hana@example.com') } },
      errors: { assignee: `User '${account('hana@example.com')}' cannot be assigned issues.` },
    },
    {
      what: 'an unknown priority',
      fields: { priority: { name: 'Urgent' } },
      errors: { priority: 'The priority selected is invalid.' },
    },
    {
      what: 'an unknown field',
      fields: { customfield_99999: 'x' },
      errors: {
        customfield_99999: "Field 'customfield_99999' cannot be set. It is not on the appropriate screen, or unknown.",
      },
    },
    {
      what: 'an unknown project',
      fields: { project: { key: 'NOPE' } },
      errors: { project: 'valid project is required' },
    },
    { what: 'no project', fields: { project: undefined }, errors: { project: 'Specify a valid project ID or key' } },
    {
      what: 'an unknown issue type',
      fields: { issuetype: { name: 'Epic' } },
      errors: { issuetype: 'Specify a valid issue type' },
    },
  ])('is refused with $what', async ({ fields, errors }) => {
    const { jira, client } = await openSite();
    await expect(client.issues.createIssue(task(fields))).rejects.toEqual(fieldRefusal(errors));
    expect(jira.issues()).toEqual([]);
  });

  it('names every bad field at once', async () => {
    const { client } = await openSite({ customFields: [riskField] });
    const bad = client.issues.createIssue(task({ summary: 'a\nb', labels: ['a b'] }));
    await expect(bad).rejects.toMatchObject({
      response: {
        data: {
          errors: { summary: expect.any(String), labels: expect.any(String), customfield_10050: 'Risk is required.' },
        },
      },
    });
  });

  it('takes a required custom field, and refuses a value that is no option', async () => {
    const { jira, client } = await openSite();
    jira.setCustomFields([riskField]);
    await expect(client.issues.createIssue(task())).rejects.toEqual(
      fieldRefusal({ customfield_10050: 'Risk is required.' }),
    );
    await expect(client.issues.createIssue(task({ customfield_10050: { value: 'Huge' } }))).rejects.toEqual(
      fieldRefusal({ customfield_10050: "Option value 'Huge' is not valid" }),
    );
    await client.issues.createIssue(task({ customfield_10050: { value: 'High' } }));
    expect(jira.issue('OPS-1')?.customFields).toEqual({ customfield_10050: { id: '2', value: 'High' } });
  });

  it('is refused without the permission', async () => {
    const { client } = await openSite({ permissions: ['BROWSE_PROJECTS'] });
    await expect(client.issues.createIssue(task())).rejects.toEqual(
      refusal(403, { errorMessages: ['You do not have permission to create issues in this project.'] }),
    );
  });

  it('hides the assignee from those who may not assign', async () => {
    const { client } = await openSite({ permissions: ['BROWSE_PROJECTS', 'CREATE_ISSUES'] });
    const assigned = client.issues.createIssue(task({ assignee: { accountId: account('ana@example.com') } }));
    await expect(assigned).rejects.toEqual(
      fieldRefusal({ assignee: "Field 'assignee' cannot be set. It is not on the appropriate screen, or unknown." }),
    );
  });

  it('is refused when the body is no JSON', async () => {
    const { jira } = await openSite();
    const answer = await raw(jira, 'POST', 'issue', '{"fields":');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errorMessages: ['There was an error parsing JSON. Check that your request body is valid.'],
    });
  });
});

describe('reading an issue', () => {
  it('answers with its fields, and the properties asked for', async () => {
    const { client } = await openSite();
    await client.issues.createIssue({
      ...task({ duedate: '2026-11-23' }),
      properties: [{ key: 'ours', value: { a: 1 } }],
    });
    const issue = await client.issues.getIssue({ issueIdOrKey: 'OPS-1', properties: ['ours'] });
    expect(issue).toMatchObject({
      key: 'OPS-1',
      properties: { ours: { a: 1 } },
      fields: {
        duedate: '2026-11-23',
        created: '2026-11-21T09:00:00.000+0000',
        status: { name: 'To Do', statusCategory: { key: 'new', name: 'To Do' } },
        reporter: { emailAddress: jiraData.apiEmail },
        assignee: null,
        resolutiondate: null,
      },
    });
  });

  it('answers with the named fields alone', async () => {
    const { client } = await openSite();
    await client.issues.createIssue(task());
    const { fields } = await client.issues.getIssue({ issueIdOrKey: 'ops-1', fields: ['summary', 'status'] });
    expect(Object.keys(fields).sort()).toEqual(['status', 'summary']);
  });

  it('is refused for an issue that is not there', async () => {
    const { client } = await openSite();
    await expect(client.issues.getIssue({ issueIdOrKey: 'OPS-9' })).rejects.toEqual(issueGone);
  });

  it('is refused in the same words for a project one may not see', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    jira.setPermissions([]);
    await expect(client.issues.getIssue({ issueIdOrKey: 'OPS-1' })).rejects.toEqual(issueGone);
  });
});

describe('editing an issue', () => {
  it('sets fields, and adds and removes labels', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task({ labels: ['old', 'kept'] }));
    await client.issues.editIssue({
      issueIdOrKey: 'OPS-1',
      fields: { summary: 'Renamed', assignee: { accountId: account('ben@example.com') } },
      update: { labels: [{ remove: 'old' }, { add: 'new' }] },
    });
    expect(jira.issue('OPS-1')).toMatchObject({
      summary: 'Renamed',
      labels: ['kept', 'new'],
      assignee: account('ben@example.com'),
    });
  });

  it('changes nothing when one field is refused', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    const edit = client.issues.editIssue({ issueIdOrKey: 'OPS-1', fields: { summary: 'Renamed', duedate: 'soon' } });
    await expect(edit).rejects.toEqual(fieldRefusal({ duedate: 'Error parsing date string: soon' }));
    expect(jira.issue('OPS-1')?.summary).toBe('Review the change');
  });

  it('is refused without the permission', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    jira.setPermissions(['BROWSE_PROJECTS']);
    await expect(client.issues.editIssue({ issueIdOrKey: 'OPS-1', fields: {} })).rejects.toMatchObject({ status: 403 });
    await expect(client.issues.deleteIssue({ issueIdOrKey: 'OPS-1' })).rejects.toMatchObject({ status: 403 });
  });
});

describe('deleting an issue', () => {
  it('makes it unknown', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    await client.issues.deleteIssue({ issueIdOrKey: 'OPS-1' });
    expect(jira.issues()).toEqual([]);
    await expect(client.issues.deleteIssue({ issueIdOrKey: 'OPS-1' })).rejects.toEqual(issueGone);
  });
});

describe('moving an issue', () => {
  const transitions = [
    { id: '11', name: 'Start', from: ['To Do'], to: 'In Progress' },
    { id: '21', name: 'Finish', from: ['In Progress'], to: 'Done' },
  ];

  it('goes the ways of the workflow alone', async () => {
    const { jira, client } = await openSite({ transitions });
    await client.issues.createIssue(task());
    const offered = await client.issues.getTransitions({ issueIdOrKey: 'OPS-1' });
    expect(offered.transitions).toMatchObject([
      { id: '11', name: 'Start', to: { name: 'In Progress', statusCategory: { key: 'indeterminate' } } },
    ]);

    const tooEarly = client.issues.doTransition({ issueIdOrKey: 'OPS-1', transition: { id: '21' } });
    await expect(tooEarly).rejects.toEqual(
      refusal(400, { errorMessages: ["Transition id '21' is not valid for this issue."] }),
    );
    await client.issues.doTransition({ issueIdOrKey: 'OPS-1', transition: { id: '11' } });
    await client.issues.doTransition({ issueIdOrKey: 'OPS-1', transition: { id: '21' } });
    expect(jira.issue('OPS-1')).toMatchObject({ status: { name: 'Done', category: 'done' }, resolved: start });
  });

  it.each([
    { what: 'no transition', transition: {}, message: "Missing 'transition' identifier" },
    { what: 'a name for an id', transition: { id: 'Done' }, message: "'transition' identifier must be an integer" },
  ])('is refused with $what', async ({ transition, message }) => {
    const { client } = await openSite();
    await client.issues.createIssue(task());
    const moved = client.issues.doTransition({ issueIdOrKey: 'OPS-1', transition });
    await expect(moved).rejects.toEqual(refusal(400, { errorMessages: [message] }));
  });

  it('offers nothing without the permission', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    jira.setPermissions(['BROWSE_PROJECTS']);
    expect((await client.issues.getTransitions({ issueIdOrKey: 'OPS-1' })).transitions).toEqual([]);
  });

  it('by hand takes the status people see', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    jira.moveByHand('OPS-1', 'Done', account('eva@example.com'));
    expect(jira.issue('OPS-1')?.status.name).toBe('Done');
    expect(() => jira.moveByHand('OPS-1', 'Elsewhere', account('eva@example.com'))).toThrow('no way');
  });
});
