import { PermanentFailure } from '../app/errors.ts';
import type { JiraCall } from './client.ts';
import { FieldsRefused } from './failures.ts';
import { anything, users } from './schema.ts';

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

/** Nobody where `accountId` is absent. False where the project has assignees on no screen. @throws PermanentFailure, TransientFailure */
export async function setAssignee(
  call: JiraCall,
  issueIdOrKey: string,
  accountId: string | undefined,
): Promise<boolean> {
  const fields = { assignee: accountId === undefined ? null : { accountId } };
  try {
    await call({ doing: `assign ${issueIdOrKey}` }, anything, (jira) =>
      jira.issues.editIssue({ issueIdOrKey, fields }),
    );
    return true;
  } catch (error) {
    if (error instanceof FieldsRefused) return false;
    throw error;
  }
}

function nobodyWhenRefused(error: unknown): [] {
  if (error instanceof PermanentFailure) return [];
  throw error;
}
