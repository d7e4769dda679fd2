import { describe, expect, it } from 'vitest';
import { document, openSite, task } from './site.ts';

const doc = (...content: object[]) => ({ version: 1, type: 'doc', content });
const text = (words: string, ...marks: object[]) => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks } : {}),
});
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const list = (...content: object[]) => ({ type: 'bulletList', content });

const rich = doc(
  { type: 'heading', attrs: { level: 2 }, content: [text('What happened')] },
  paragraph(
    text('Bold', { type: 'strong' }),
    { type: 'hardBreak' },
    text('here', { type: 'link', attrs: { href: 'https://x.test' } }),
  ),
  list({
    type: 'listItem',
    content: [paragraph(text('one\nline')), list({ type: 'listItem', content: [paragraph()] })],
  }),
  { type: 'panel', attrs: { panelType: 'warning' }, content: [paragraph(text('Careful'))] },
  { type: 'codeBlock', attrs: { language: 'sh' }, content: [text('rm -rf')] },
  { type: 'rule' },
  {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableHeader', content: [paragraph(text('By'))] }] }],
  },
  paragraph(
    { type: 'mention', attrs: { id: 'a', text: '@Ana' } },
    { type: 'inlineCard', attrs: { url: 'https://y.test' } },
  ),
);

const broken = [
  { what: 'an empty text', value: doc(paragraph(text(''))) },
  { what: 'an unknown node', value: doc({ type: 'paragraf', content: [] }) },
  { what: 'text straight in the document', value: doc(text('x')) },
  { what: 'a paragraph straight in a list', value: doc(list(paragraph(text('x')))) },
  { what: 'an empty list', value: doc(list()) },
  {
    what: 'a heading in a quote',
    value: doc({ type: 'blockquote', content: [{ type: 'heading', attrs: { level: 1 }, content: [] }] }),
  },
  { what: 'a heading of level 7', value: doc({ type: 'heading', attrs: { level: 7 }, content: [text('x')] }) },
  { what: 'an unknown mark', value: doc(paragraph(text('x', { type: 'bold' }))) },
  { what: 'a link to nowhere', value: doc(paragraph(text('x', { type: 'link', attrs: {} }))) },
  { what: 'bold code', value: doc(paragraph(text('x', { type: 'code' }, { type: 'strong' }))) },
  { what: 'marks in a code block', value: doc({ type: 'codeBlock', content: [text('x', { type: 'strong' })] }) },
  { what: 'a panel of no type', value: doc({ type: 'panel', content: [paragraph(text('x'))] }) },
  { what: 'version 2', value: { ...document('x'), version: 2 } },
  { what: 'a stray property', value: doc({ ...paragraph(text('x')), style: 'red' }) },
];

describe('a description', () => {
  it('takes every kind of node in its place', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task({ description: rich }));
    expect(jira.issue('OPS-1')?.description).toEqual(rich);
    expect(jira.issue('OPS-1')?.descriptionText).toContain('What happened\nBold\nhere\n- one\nline');
  });

  it.each(broken)('is refused with $what', async ({ value }) => {
    const { client } = await openSite();
    await expect(client.issues.createIssue(task({ description: value }))).rejects.toMatchObject({
      status: 400,
      response: { data: { errorMessages: ['INVALID_INPUT'], errors: {} } },
    });
  });

  it('is refused when it is no document', async () => {
    const { client } = await openSite();
    await expect(client.issues.createIssue(task({ description: { text: 'x' } }))).rejects.toMatchObject({
      response: {
        data: {
          errors: { description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' },
        },
      },
    });
  });

  it('is refused when it is too long', async () => {
    const { client } = await openSite();
    await expect(client.issues.createIssue(task({ description: document('x'.repeat(32_768)) }))).rejects.toMatchObject({
      response: { data: { errorMessages: ['CONTENT_LIMIT_EXCEEDED'] } },
    });
  });
});

describe('a comment', () => {
  it('is added, and read back oldest first or newest first', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    await client.issueComments.addComment({ issueIdOrKey: 'OPS-1', comment: document('one') });
    await client.issueComments.addComment({ issueIdOrKey: 'OPS-1', comment: document('two') });
    expect(jira.issue('OPS-1')?.comments.map(({ text: words }) => words)).toEqual(['one', 'two']);
    const newest = await client.issueComments.getComments({
      issueIdOrKey: 'OPS-1',
      orderBy: '-created',
      maxResults: 1,
    });
    expect(newest).toMatchObject({
      total: 2,
      comments: [{ body: document('two'), author: { displayName: 'Breakglass' } }],
    });
  });

  it.each(broken)('is refused with $what', async ({ value }) => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    const added = client.sendRequest(
      { url: '/rest/api/3/issue/OPS-1/comment', method: 'POST', data: { body: value } },
      undefined as never,
    );
    await expect(added).rejects.toMatchObject({ response: { data: { errorMessages: ['INVALID_INPUT'] } } });
    expect(jira.issue('OPS-1')?.comments).toEqual([]);
  });

  it.each([
    { what: 'a string', body: 'words', message: 'Comment body is not valid!' },
    { what: 'nothing', body: undefined, message: 'Comment body can not be empty!' },
    { what: 'an empty document', body: doc(), message: 'Comment body can not be empty!' },
  ])('is refused when it is $what', async ({ body, message }) => {
    const { client } = await openSite();
    await client.issues.createIssue(task());
    const added = client.sendRequest(
      { url: '/rest/api/3/issue/OPS-1/comment', method: 'POST', data: { body } },
      undefined as never,
    );
    await expect(added).rejects.toMatchObject({ status: 400, response: { data: { errors: { comment: message } } } });
  });

  it('is refused without the permission', async () => {
    const { jira, client } = await openSite();
    await client.issues.createIssue(task());
    jira.setPermissions(['BROWSE_PROJECTS']);
    const added = client.issueComments.addComment({ issueIdOrKey: 'OPS-1', comment: document('x') });
    await expect(added).rejects.toMatchObject({ status: 403 });
  });
});
