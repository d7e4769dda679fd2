import { Version3Client } from 'jira.js/version3';
import { onTestFinished } from 'vitest';
import { stoppedClock } from '../../../src/sandbox/clock.ts';
import type { JiraOptions, JiraStandIn } from '../../../src/sandbox/jira/contract.ts';
import { jiraData } from '../../../src/sandbox/jira/data.ts';
import { startJira } from '../../../src/sandbox/jira/jira.ts';

export const start = Date.parse('2026-11-21T09:00:00Z');
const apiToken = 'ATATT3xFfGF0sandbox';

export interface Site {
  readonly jira: JiraStandIn;
  readonly client: Version3Client;
  readonly clock: ReturnType<typeof stoppedClock>;
}

/** A site with the sandbox's project, gone when the test is over, and the vendor's client for it. */
export async function openSite(options: Partial<JiraOptions> = {}): Promise<Site> {
  const clock = stoppedClock(start);
  const jira = await startJira({ ...jiraData, apiToken, now: clock.now, ...options });
  onTestFinished(() => jira.stop());
  return { jira, clock, client: clientOf(jira.url) };
}

export function clientOf(host: string, token: string = apiToken): Version3Client {
  return new Version3Client({
    host,
    authentication: { basic: { email: jiraData.apiEmail, apiToken: token } },
    baseRequestConfig: { timeout: 2000 },
  });
}

/** The call as the client never makes it. */
export function raw(site: JiraStandIn, method: string, path: string, body?: unknown): Promise<Response> {
  const basic = Buffer.from(`${jiraData.apiEmail}:${apiToken}`).toString('base64');
  return fetch(`${site.url}/rest/api/3/${path}`, {
    method,
    headers: { Authorization: `Basic ${basic}`, 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export const document = (text: string) => ({
  version: 1 as const,
  type: 'doc' as const,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

export const task = (fields: Record<string, unknown> = {}) => ({
  fields: { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Review the change', ...fields },
});

export const account = (email: string): string =>
  jiraData.users.find((user) => user.emailAddress === email)?.accountId ?? '';
