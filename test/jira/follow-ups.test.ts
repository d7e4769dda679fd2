import { describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { ana, changeOf, declared, declaredAt, KEY } from '../support/changes.ts';
import { failure, openSite } from './site.ts';

const SECOND = 1000;
const followUp = { id: '2', what: 'Add the missing\nindex', owner: ana, due: '2026-11-27' };
const reviewed = changeOf(declared(), {
  type: 'TicketOpened',
  at: declaredAt,
  issueKey: 'OPS-1',
  url: 'https://example.com/OPS-1',
  assigned: true,
});

/** A site whose policy wants follow-ups, and the retro ticket is open. */
async function openRetro(linkType = 'Relates') {
  const site = await openSite(
    {},
    {
      settings: () => ({
        project: 'OPS',
        issueType: 'Task',
        label: 'breakglass',
        fields: {},
        followUps: { issueType: 'Task', linkType },
      }),
    },
  );
  await site.tickets.ensure(changeOf(), site.delivery());
  return site;
}

describe('a follow-up', () => {
  it('gets an issue of its own: what, whose, by when, linked to the retro ticket', async () => {
    const { jira, tickets, delivery } = await openRetro();
    expect(await tickets.ensureFollowUp(reviewed, followUp, delivery())).toEqual({
      issueKey: 'OPS-2',
      url: `${jira.url}/browse/OPS-2`,
      assigned: true,
    });
    expect(jira.issue('OPS-2')).toMatchObject({
      summary: 'Add the missing index',
      dueDate: '2026-11-27',
      labels: ['breakglass', `breakglass-${KEY}-follow-up-2`],
      properties: { breakglass: { change: KEY, id: 'EC-42', followUp: '2' } },
      issueLinks: [{ type: 'Relates', key: 'OPS-1' }],
    });
    expect(jira.issue('OPS-1')?.issueLinks).toEqual([{ type: 'Relates', key: 'OPS-2' }]);
    expect(jira.issue('OPS-2')?.descriptionText).toContain('review of emergency change EC-42');
  });

  it('gets none where the policy wants none', async () => {
    const { jira, tickets, delivery } = await openSite();
    expect(await tickets.ensureFollowUp(reviewed, followUp, delivery())).toBeUndefined();
    expect(jira.issues()).toEqual([]);
  });

  it('gets one when the answer was lost, and one when only the link failed', async () => {
    for (const [operation, fault] of [
      ['createIssue', { kind: 'answer-lost' }],
      ['linkIssues', { kind: 'error', status: 429, body: {} }],
    ] as const) {
      const { jira, tickets, delivery, clock } = await openRetro();
      jira.fail(operation, fault, 1);
      const lost = await failure(tickets.ensureFollowUp(reviewed, followUp, delivery()));
      expect(lost).toBeInstanceOf(TransientFailure);
      clock.advanceTo(declaredAt + 5 * SECOND);
      // Slowed down is certain, and yet the issue is there: that it was tried before is what counts.
      const again = delivery({ inDoubt: operation === 'createIssue', lastTriedAt: declaredAt });
      expect(await tickets.ensureFollowUp(reviewed, followUp, again)).toMatchObject({ issueKey: 'OPS-2' });
      expect(jira.issues()).toHaveLength(2);
      expect(jira.issue('OPS-2')?.issueLinks).toEqual([{ type: 'Relates', key: 'OPS-1' }]);
    }
  });

  it('linked by a type that Jira does not know says what to mend, and is not opened again after that', async () => {
    const { jira, tickets, delivery } = await openRetro('Causes');
    const refused = await failure(tickets.ensureFollowUp(reviewed, followUp, delivery()));
    expect(refused).toBeInstanceOf(PermanentFailure);
    expect(String(refused)).toContain('jira.follow_ups.link_type in policy.yaml');
    await failure(tickets.ensureFollowUp(reviewed, followUp, delivery({ lastTriedAt: declaredAt })));
    expect(jira.issues()).toHaveLength(2);
  });

  it('of somebody without an account in Jira is nobody’s, and says so', async () => {
    const { tickets, delivery } = await openRetro();
    const theirs = { ...followUp, owner: 'U0UNKNOWN1' };
    expect(await tickets.ensureFollowUp(reviewed, theirs, delivery())).toMatchObject({ assigned: false });
  });
});
