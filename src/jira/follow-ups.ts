import type { Delivery } from '../app/outside-ports.ts';
import type { Change } from '../domain/change/state.ts';
import type { FollowUp } from '../domain/change/types.ts';
import { idText } from '../domain/change/types.ts';
import { clip, oneLine } from '../domain/plain-text.ts';
import type { Document } from './adf.ts';
import { doc, link, paragraph, text } from './adf.ts';
import type { JiraCall } from './client.ts';
import type { CreatedTicket, TicketSettings } from './create.ts';
import { createIssue, keyLabel } from './create.ts';
import { findTicket } from './find.ts';
import { anything } from './schema.ts';

interface Wanted {
  readonly change: Change;
  readonly followUp: FollowUp;
  readonly settings: TicketSettings;
  readonly wanted: NonNullable<TicketSettings['followUps']>;
  readonly assignee: string | undefined;
}

/**
 * The issue of one follow-up, linked to the retro ticket. A try that opened it and could not link it is found again by its
 * label; Jira takes the same link twice as one. @throws PermanentFailure, TransientFailure
 */
export async function ensureFollowUp(call: JiraCall, wanted: Wanted, delivery: Delivery): Promise<CreatedTicket> {
  const { change, settings } = wanted;
  // Two steps: a try that was refused for certain may have been refused the link, with the issue open already.
  const wasTried = delivery.inDoubt || delivery.lastTriedAt !== undefined;
  const found = wasTried ? await findTicket(call, labelOf(wanted), settings, delivery) : undefined;
  const issue = found ?? (await open(call, wanted));
  if (change.ticket) await linkTo(call, issue.key, change.ticket.issueKey, wanted.wanted.linkType);
  return issue;
}

const labelOf = ({ change, followUp }: Pick<Wanted, 'change' | 'followUp'>): string =>
  `${keyLabel(change).slice(0, 200)}-follow-up-${followUp.id}`;

function open(call: JiraCall, wanted: Wanted): Promise<CreatedTicket> {
  const { change, followUp, settings, wanted: policy, assignee } = wanted;
  return createIssue(call, {
    settings: { ...settings, issueType: policy.issueType },
    summary: clip(oneLine(followUp.what), 255),
    fields: {
      description: body(wanted),
      ...(followUp.due === undefined ? {} : { duedate: followUp.due }),
      ...(assignee === undefined ? {} : { assignee: { accountId: assignee } }),
      labels: [settings.label, labelOf(wanted)],
    },
    doing: {
      doing: `open the follow-up “${clip(oneLine(followUp.what), 60)}”`,
      fieldFix: 'Name an issue type that does not demand it as jira.follow_ups.issue_type in policy.yaml.',
    },
    property: { change: change.key, id: idText(change.id), followUp: followUp.id },
  });
}

function body({ change, followUp }: Wanted): Document {
  const id = idText(change.id);
  const card = change.card?.permalink;
  return doc(
    paragraph(followUp.what),
    paragraph(
      text(`A follow-up of the review of emergency change ${id}: ${oneLine(change.details.summary)}.`),
      card === undefined ? '' : [...text(' '), ...link('Its card in Slack', card)],
    ),
  );
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-post */
async function linkTo(call: JiraCall, from: string, to: string, type: string): Promise<void> {
  const doing = { doing: `link ${from} to ${to} as “${type}” (jira.follow_ups.link_type in policy.yaml)` };
  await call(doing, anything, (jira) =>
    jira.issueLinks.linkIssues({ type: { name: type }, inwardIssue: { key: to }, outwardIssue: { key: from } }),
  );
}
