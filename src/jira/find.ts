import { TransientFailure } from '../app/errors.ts';
import type { Delivery } from '../app/outside-ports.ts';
import type { JiraCall } from './client.ts';
import type { CreatedTicket, TicketSettings } from './create.ts';
import { foundIssues } from './schema.ts';

/**
 * How long a new ticket may stay invisible to searches, in milliseconds: "the majority of modifications are shown within
 * seconds" (https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile).
 */
const INDEX_LAG = 60_000;

/**
 * The ticket with this label, that an earlier, unheard try opened; `undefined` once it is sure that there is none.
 * @throws TransientFailure while the search index may not have heard of it, and whatever the search itself fails with
 */
export async function findTicket(
  call: JiraCall,
  label: string,
  { project }: Pick<TicketSettings, 'project'>,
  { now, lastTriedAt = now }: Delivery,
): Promise<CreatedTicket | undefined> {
  const { issues } = await call({ doing: 'look for the ticket' }, foundIssues, (jira) =>
    jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
      jql: `project = "${project}" AND labels = "${label}" ORDER BY created ASC`,
      fields: ['assignee'],
      maxResults: 2,
    }),
  );
  const first = issues[0];
  const assignee = first?.fields.assignee?.accountId;
  if (first) return { key: first.key, assigned: assignee !== undefined, assignee };
  if (now - lastTriedAt >= INDEX_LAG) return undefined;
  // The whole lag and not the rest of it: this look-up is itself the try that the next one will count from.
  throw new TransientFailure("Jira's search may not know the ticket yet that an earlier try opened.", {
    certain: true,
    retryAfter: INDEX_LAG,
  });
}
