import type { JiraAccess } from './client.ts';
import { jiraClient } from './client.ts';
import { myself } from './schema.ts';

/** Milliseconds: whoever sends a webhook waits for the answer. */
const TIMEOUT = 2_000;

/** Whether an account is the one we call Jira with. While Jira cannot say, it is taken for somebody else's. */
export function ownAccount(access: JiraAccess): (accountId: string) => Promise<boolean> {
  const call = jiraClient({ ...access, timeout: TIMEOUT });
  let known: string | undefined;
  return async (accountId) => {
    known ??= await call({ doing: 'ask who we are' }, myself, (jira) => jira.myself.getCurrentUser()).then(
      (own) => own.accountId,
      () => undefined,
    );
    return known === accountId;
  };
}
