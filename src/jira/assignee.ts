import { PermanentFailure } from '../app/errors.ts';
import type { JiraCall } from './client.ts';
import { users } from './schema.ts';

/**
 * The account that an e-mail belongs to. People may hide their e-mail, so a single match counts too:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get
 * Not being allowed to look people up is no reason to open no ticket. @throws TransientFailure
 */
export async function accountOf(call: JiraCall, email: string | undefined): Promise<string | undefined> {
  if (email === undefined) return undefined;
  const found = await call({ doing: 'find the owner' }, users, (jira) =>
    jira.userSearch.findUsers({ query: email, maxResults: 20 }),
  ).catch(nobodyWhenRefused);
  const active = found.filter((user) => user.active);
  const exact = active.find((user) => user.emailAddress?.toLowerCase() === email.toLowerCase());
  const hidden = active.length === 1 && !active[0]?.emailAddress ? active[0] : undefined;
  return (exact ?? hidden)?.accountId;
}

function nobodyWhenRefused(error: unknown): [] {
  if (error instanceof PermanentFailure) return [];
  throw error;
}
