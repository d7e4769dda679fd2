import { onTestFinished } from 'vitest';
import type { Delivery } from '../../src/app/outside-ports.ts';
import type { Change } from '../../src/domain/change/state.ts';
import type { JiraOptions } from '../../src/jira/tickets.ts';
import { jiraTickets } from '../../src/jira/tickets.ts';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import type { JiraOptions as StandInOptions } from '../../src/sandbox/jira/contract.ts';
import { jiraData } from '../../src/sandbox/jira/data.ts';
import { startJira } from '../../src/sandbox/jira/jira.ts';
import { declaredAt } from '../support/changes.ts';
import { groupTitle, workspacePeople } from '../support/people.ts';

export const apiToken = 'ATATT3xFfGF0tests';

/** The sandbox's Jira, gone when the test is over, and the tickets of a bot that talks to it. */
export async function openSite(site: Partial<StandInOptions> = {}, bot: Partial<JiraOptions> = {}) {
  const clock = stoppedClock(declaredAt);
  const jira = await startJira({ ...jiraData, apiToken, now: clock.now, ...site });
  onTestFinished(() => jira.stop());
  const tickets = jiraTickets({
    baseUrl: jira.url,
    email: jiraData.apiEmail,
    apiToken,
    timeout: 5000,
    settings: () => ({ project: 'OPS', issueType: 'Task', label: 'breakglass', fields: {} }),
    people: workspacePeople,
    emailOf: () => undefined,
    groupTitle,
    ...bot,
  });
  const delivery = (then: Partial<Delivery> = {}): Delivery => ({
    key: 'any',
    inDoubt: false,
    lastTriedAt: undefined,
    now: clock.now(),
    ...then,
  });
  /** The ticket opened, and the change that knows it. */
  const opened = async (change: Change): Promise<Change> => ({
    ...change,
    ticket: await tickets.ensure(change, delivery()),
  });
  return { jira, tickets, clock, delivery, opened };
}

export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
