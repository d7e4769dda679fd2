import { describe, expect, it } from 'vitest';
import { account, openSite, raw, type Site, task } from './site.ts';

const find = async ({ client }: Site, jql: string, more: object = {}) => {
  const { issues = [] } = await client.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
    jql,
    fields: ['summary'],
    ...more,
  });
  return issues.map(({ key }) => key);
};

async function three(): Promise<Site> {
  const site = await openSite();
  await site.client.issues.createIssue(task({ labels: ['breakglass-1', 'shared'] }));
  await site.client.issues.createIssue(task({ labels: ['shared'], issuetype: { name: 'Post-Implementation Review' } }));
  await site.client.issues.createIssue(task({ summary: 'Three' }));
  site.jira.moveByHand('OPS-2', 'Done', account('eva@example.com'));
  return site;
}

describe('searching', () => {
  it.each([
    { jql: 'project = OPS AND labels = "breakglass-1"', keys: ['OPS-1'] },
    { jql: 'project = "Operations" and labels = breakglass-1', keys: ['OPS-1'] },
    { jql: 'labels in (shared, nothing) ORDER BY created ASC', keys: ['OPS-1', 'OPS-2'] },
    { jql: 'project = OPS ORDER BY created DESC', keys: ['OPS-3', 'OPS-2', 'OPS-1'] },
    { jql: 'key = OPS-2', keys: ['OPS-2'] },
    { jql: 'project = OPS AND statusCategory = Done', keys: ['OPS-2'] },
    { jql: 'project = OPS AND statusCategory != Done ORDER BY key', keys: ['OPS-1', 'OPS-3'] },
    { jql: 'status = "To Do" AND (labels = shared OR key = OPS-3) ORDER BY key', keys: ['OPS-1', 'OPS-3'] },
    { jql: 'issuetype = "Post-Implementation Review"', keys: ['OPS-2'] },
    { jql: 'project = OPS AND NOT labels = shared', keys: ['OPS-3'] },
  ])('finds $keys by $jql', async ({ jql, keys }) => {
    expect(await find(await three(), jql)).toEqual(keys);
  });

  it.each([
    { jql: '', message: 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.' },
    {
      jql: 'ORDER BY created',
      message: 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    },
    { jql: 'project = NOPE', message: "The value 'NOPE' does not exist for the field 'project'." },
    { jql: 'key = OPS-99', message: "An issue with key 'OPS-99' does not exist for field 'key'." },
    { jql: 'colour = red', message: "Field 'colour' does not exist or you do not have permission to view it." },
    {
      jql: 'project = OPS project = OPS',
      message: "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'project'.",
    },
  ])('is refused for $jql', async ({ jql, message }) => {
    await expect(find(await openSite(), jql)).rejects.toMatchObject({
      status: 400,
      response: { data: { errorMessages: [message] } },
    });
  });

  it('wants reserved characters in quotes', async () => {
    await expect(find(await openSite(), 'labels = a.b')).rejects.toMatchObject({
      response: {
        data: { errorMessages: [expect.stringContaining("The character '.' is a reserved JQL character.")] },
      },
    });
  });

  it('says so when it does not speak a part of JQL that Jira does', async () => {
    await expect(find(await openSite(), 'summary ~ word')).rejects.toMatchObject({ status: 501 });
  });

  it('shows a new issue and a change only after the index has caught up', async () => {
    const site = await openSite({ indexLagMilliseconds: 5000 });
    const { id } = await site.client.issues.createIssue(task({ labels: ['ours'] }));
    expect(await find(site, 'labels = ours')).toEqual([]);
    expect(await find(site, 'labels = ours', { reconcileIssues: [Number(id)] })).toEqual(['OPS-1']);
    site.clock.advanceTo(site.clock.now() + 5000);
    expect(await find(site, 'labels = ours')).toEqual(['OPS-1']);
    site.jira.moveByHand('OPS-1', 'Done', account('eva@example.com'));
    expect(await find(site, 'statusCategory = Done')).toEqual([]);
  });

  it('turns pages by token, and names the id alone unless asked', async () => {
    const { client } = await three();
    const search = (nextPageToken?: string) =>
      client.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
        jql: 'project = OPS ORDER BY key',
        maxResults: 2,
        nextPageToken,
      });
    const first = await search();
    expect(first.issues).toEqual([{ id: '10001' }, { id: '10002' }]);
    const last = await search(first.nextPageToken);
    expect(last.issues).toHaveLength(1);
    expect(last.nextPageToken).toBeUndefined();
    await expect(search('made-up')).rejects.toMatchObject({ status: 400 });
  });

  it('has lost its old address', async () => {
    const { client } = await openSite();
    await expect(client.issueSearch.searchForIssuesUsingJql({ jql: 'project = OPS' })).rejects.toMatchObject({
      status: 410,
      response: { data: { errorMessages: [expect.stringContaining('/rest/api/3/search/jql')] } },
    });
  });

  it('is refused with an offset, which the new search does not have', async () => {
    const { jira } = await openSite();
    expect((await raw(jira, 'POST', 'search/jql', { jql: 'project = OPS', startAt: 0 })).status).toBe(400);
  });
});
