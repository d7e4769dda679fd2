import { z } from 'zod';
import type { SeenTicket, TicketWatch } from '../app/polling.ts';
import type { JiraAccess } from './client.ts';
import { jiraClient } from './client.ts';
import { issueKey, status } from './schema.ts';

const instant = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(Number.isFinite, 'no date');
const found = z.object({
  issues: z
    .array(
      z.object({
        key: issueKey,
        fields: z.object({
          status,
          labels: z.array(z.string()).default([]),
          assignee: z.object({ accountId: z.string(), displayName: z.string().nullish() }).nullish(),
          updated: instant,
          statuscategorychangedate: instant.nullish(),
        }),
      }),
    )
    .default([]),
  nextPageToken: z.string().nullish(),
});

const FIELDS = ['status', 'labels', 'assignee', 'updated', 'statuscategorychangedate'];
const PAGE = 100;
const PAGES = 10;
const MINUTE = 60_000;

/**
 * Tickets of ours that changed, asked of Jira's search: for sites that cannot send webhooks. Oldest change first, and no
 * more than a thousand at a time: the rest comes with the next question. @throws PermanentFailure, TransientFailure
 */
export function jiraWatch(access: JiraAccess, label: () => string): TicketWatch {
  const call = jiraClient(access);
  return {
    changedSince: async (since, now) => {
      // Jira reckons dates in its caller's zone, so the time is given as so many minutes ago.
      const minutes = Math.max(1, Math.ceil((now - since) / MINUTE));
      const jql = `labels = "${label()}" AND updated >= "-${minutes}m" ORDER BY updated ASC`;
      const seen: SeenTicket[] = [];
      let nextPageToken: string | undefined;
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await call({ doing: 'look for tickets that changed' }, found, (jira) =>
          jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
            jql,
            fields: FIELDS,
            maxResults: PAGE,
            ...(nextPageToken ? { nextPageToken } : {}),
          }),
        );
        seen.push(...answer.issues.flatMap(seenTicket));
        nextPageToken = answer.nextPageToken ?? undefined;
        if (!nextPageToken) return { seen, isAll: true };
      }
      return { seen, isAll: false };
    },
  };
}

/** The label names the change, also after the ticket was moved and has another key. */
function seenTicket({ key, fields }: z.infer<typeof found>['issues'][number]): SeenTicket[] {
  const { updated, assignee } = fields;
  const { name, statusCategory } = fields.status;
  const changes = fields.labels.flatMap((one) => (one.startsWith(OWN) ? one.slice(OWN.length) : []));
  return changes.map((change) => ({
    change,
    issueKey: key,
    status: name,
    isDone: statusCategory.key === 'done',
    statusAt: fields.statuscategorychangedate ?? updated,
    updatedAt: updated,
    assignee: assignee?.accountId,
    assigneeName: assignee?.displayName ?? undefined,
  }));
}

/** How the label of one change begins: `create.ts`. */
const OWN = 'breakglass-';
