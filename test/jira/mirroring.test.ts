import { describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import {
  ana,
  approved,
  ben,
  cardPosted,
  changeOf,
  declared,
  declaredAt,
  linked,
  MINUTE,
  reviewedChange,
} from '../support/changes.ts';
import { failure, openSite } from './site.ts';

const moment = { event: approved(ben, 'oncall-leads'), mark: 'EC-42 #7' };

describe('commenting', () => {
  it('tells the event and ends with the mark', async () => {
    const { jira, tickets, delivery, opened } = await openSite();
    await tickets.comment(await opened(changeOf()), moment, delivery());
    expect(jira.issue('OPS-1')?.comments.map(({ text }) => text)).toEqual([
      'Approved by Ben Okafor (on-call lead) at 2026-11-21 03:13 UTC\nEC-42 #7',
    ]);
  });

  it('does not say twice what an unheard try said', async () => {
    const { jira, tickets, delivery, opened } = await openSite();
    const change = await opened(changeOf());
    jira.fail('addComment', { kind: 'answer-lost' }, 1);
    const lost = await failure(tickets.comment(change, moment, delivery()));
    expect(lost).toBeInstanceOf(TransientFailure);
    expect(lost).toMatchObject({ certain: false });

    await tickets.comment(change, moment, delivery({ inDoubt: true }));
    await tickets.comment(change, { ...moment, mark: 'EC-42 #71' }, delivery({ inDoubt: true }));
    expect(jira.issue('OPS-1')?.comments).toHaveLength(2);
  });

  it('says what is missing when the bot may not comment', async () => {
    const { jira, tickets, delivery, opened } = await openSite();
    const change = await opened(changeOf());
    jira.setPermissions(['BROWSE_PROJECTS']);
    expect(await failure(tickets.comment(change, moment, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining('Jira refused to comment on OPS-1. '),
    });
  });

  it('says that the ticket is gone', async () => {
    const { jira, tickets, delivery, opened } = await openSite();
    const change = await opened(changeOf());
    jira.deleteIssue('OPS-1');
    expect(await failure(tickets.comment(change, moment, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining('Check that it still exists'),
    });
  });

  it('puts no foreign key into a path', async () => {
    const { jira, tickets, delivery } = await openSite();
    const change = { ...changeOf(), ticket: { issueKey: 'OPS-1/../../x', url: '', assigned: false } };
    expect(await failure(tickets.comment(change, moment, delivery()))).toBeInstanceOf(PermanentFailure);
    expect(jira.calls()).toEqual([]);
  });
});

describe('linking', () => {
  it('links card and incident, and the same link twice is one', async () => {
    const { jira, tickets, opened } = await openSite();
    const change = await opened(changeOf(declared(), cardPosted, linked));
    await tickets.link(change);
    await tickets.link(change);
    expect(jira.issue('OPS-1')?.remoteLinks.map(({ title }) => title)).toEqual([
      'EC-42 in Slack',
      'PagerDuty #8812 Checkout 500s',
    ]);
  });

  it('does nothing when there is nothing to link', async () => {
    const { jira, tickets, opened } = await openSite();
    await tickets.link(await opened(changeOf()));
    expect(jira.issue('OPS-1')?.remoteLinks).toEqual([]);
  });
});

describe('closing', () => {
  const statuses = [
    { id: '1', name: 'To Do', category: 'new' },
    { id: '2', name: 'In Review', category: 'indeterminate' },
    { id: '3', name: 'Cancelled', category: 'done' },
    { id: '4', name: 'Done', category: 'done' },
  ] as const;

  it('adds the review and moves to Done, the plainest of several', async () => {
    const { jira, tickets, delivery, opened } = await openSite({ statuses });
    await tickets.close(await opened(reviewedChange()), delivery());
    expect(jira.issue('OPS-1')).toMatchObject({ status: { name: 'Done' } });
    expect(jira.issue('OPS-1')?.comments[0]?.text).toContain('Root cause\nThe new currency table lacked an index.');
  });

  it('says how a withdrawn change ended', async () => {
    const { jira, tickets, delivery, opened } = await openSite();
    const event = { type: 'ChangeWithdrawn', by: ana, at: declaredAt + MINUTE, reason: 'It recovered' } as const;
    await tickets.close(await opened(changeOf(declared(), event)), delivery());
    expect(jira.issue('OPS-1')).toMatchObject({ status: { category: 'done' } });
    expect(jira.issue('OPS-1')?.comments[0]?.text).toContain('Withdrawn by Ana Silva at 2026-11-21 03:13 UTC');
  });

  it('leaves a ticket that is done where it is', async () => {
    const { jira, tickets, delivery, opened } = await openSite({ statuses });
    const change = await opened(reviewedChange());
    jira.moveByHand('OPS-1', 'Cancelled', jira.users()[0]?.accountId ?? '');
    await tickets.close(change, delivery());
    expect(jira.issue('OPS-1')).toMatchObject({ status: { name: 'Cancelled' } });
    expect(jira.issue('OPS-1')?.comments).toHaveLength(1);
  });

  it('adds the review once however often the move fails', async () => {
    const { jira, tickets, delivery, opened } = await openSite();
    const change = await opened(reviewedChange());
    jira.fail('transition', { kind: 'rate-limited', retryAfterSeconds: 1 }, 1);
    expect(await failure(tickets.close(change, delivery()))).toMatchObject({ retryAfter: 1000 });
    jira.fail('transition', { kind: 'answer-lost' }, 1);
    expect(await failure(tickets.close(change, delivery()))).toMatchObject({ certain: false });
    await tickets.close(change, delivery({ inDoubt: true }));
    expect(jira.issue('OPS-1')).toMatchObject({ status: { name: 'Done' } });
    expect(jira.issue('OPS-1')?.comments).toHaveLength(1);
  });

  it('names the status, the ways there are and the fix when none leads to Done', async () => {
    const { tickets, delivery, opened } = await openSite({
      statuses,
      transitions: [
        { id: '11', name: 'Ask for review', from: ['To Do'], to: 'In Review' },
        { id: '21', name: 'Finish', from: ['In Review'], to: 'Done' },
      ],
    });
    const change = await opened(reviewedChange());
    const refused = await failure(tickets.close(change, delivery()));
    expect(refused).toBeInstanceOf(PermanentFailure);
    expect(refused).toMatchObject({
      message:
        'Jira refused to close OPS-1: from "To Do" no transition that the bot may use leads to Done' +
        ' (there is "Ask for review" to In Review). Add one to the workflow, give the bot\'s account the permission' +
        ' to transition, or close OPS-1 by hand.',
    });
  });
});
