import { describe, expect, it } from 'vitest';
import { changeOf } from '../support/changes.ts';
import { failure, openSite } from './site.ts';

const published = { issueKey: 'OPS-1', week: '2026-11-16', head: 'c'.repeat(64), events: 1204 };
const commentsOf = ({ jira }: Awaited<ReturnType<typeof openSite>>) =>
  jira.issue('OPS-1')?.comments.map(({ text }) => text) ?? [];

describe('the head in Jira', () => {
  it('is a comment with the hash and how to hold a record against it', async () => {
    const site = await openSite();
    await site.opened(changeOf());
    await site.tickets.publishHead(published, site.delivery());
    expect(commentsOf(site)).toEqual([expect.stringContaining(`--head ${'c'.repeat(64)}@1204`)]);
    expect(commentsOf(site)[0]).toContain('1,204');
  });

  it('is not written twice for a week after a lost answer, and is written for the next one', async () => {
    const site = await openSite();
    await site.opened(changeOf());
    site.jira.fail('addComment', { kind: 'answer-lost' }, 1);
    expect(await failure(site.tickets.publishHead(published, site.delivery()))).toMatchObject({ certain: false });

    await site.tickets.publishHead(published, site.delivery({ inDoubt: true }));
    expect(commentsOf(site)).toHaveLength(1);
    await site.tickets.publishHead({ ...published, week: '2026-11-23' }, site.delivery({ inDoubt: true }));
    expect(commentsOf(site)).toHaveLength(2);
  });

  it('says what to mend when the issue is not there', async () => {
    const site = await openSite();
    expect(await failure(site.tickets.publishHead(published, site.delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining('OPS-1'),
    });
  });
});
