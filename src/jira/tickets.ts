import { PermanentFailure } from '../app/errors.ts';
import type { Tickets } from '../app/outside-ports.ts';
import type { People } from '../app/people-ports.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import type { Change } from '../domain/change/state.ts';
import type { UserId } from '../domain/change/types.ts';
import { idText } from '../domain/change/types.ts';
import { peopleIn } from '../domain/people-in.ts';
import type { Names } from '../domain/telling.ts';
import { namesFrom } from '../domain/telling.ts';
import { accountOf, setAssignee } from './assignee.ts';
import { closingBody, commentBody, reopeningBody } from './body.ts';
import type { JiraAccess } from './client.ts';
import { jiraClient } from './client.ts';
import { addComment, hasComment } from './comments.ts';
import type { CreatedTicket, TicketSettings } from './create.ts';
import { createTicket, keyLabel } from './create.ts';
import { moveOutOfDone, moveToDone } from './done.ts';
import { findTicket } from './find.ts';
import { ensureFollowUp } from './follow-ups.ts';
import { headBody, headMark } from './head.ts';
import { remoteLinks } from './links.ts';
import { anything, issueKey } from './schema.ts';

export interface JiraOptions extends JiraAccess {
  /** The policy's, read anew for each ticket. */
  readonly settings: () => TicketSettings;
  readonly people: People;
  /** The policy's own mapping of people to e-mail addresses; it goes before Slack's. */
  readonly emailOf: (user: UserId) => string | undefined;
  /** The account of somebody whom the policy maps by hand. */
  readonly mappedAccount?: ((user: UserId) => string | undefined) | undefined;
  /** What a group is called; its id when absent. */
  readonly groupTitle?: ((group: string) => string) | undefined;
}

/** Retro tickets in Jira Cloud. The instants are UTC; each call @throws PermanentFailure or TransientFailure. */
export function jiraTickets(options: JiraOptions): Tickets {
  const { settings, people, emailOf, mappedAccount, groupTitle } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const call = jiraClient({ ...options, baseUrl });

  return {
    ensure: async (change, delivery) => {
      const policy = settings();
      const found = delivery.inDoubt ? await findTicket(call, keyLabel(change), policy, delivery) : undefined;
      const ticket = found ?? (await create(change, policy));
      const { key, assigned, assignee } = ticket;
      return { issueKey: key, url: `${baseUrl}/browse/${key}`, assigned, assignee };
    },
    ensureFollowUp: async (change, followUp, delivery) => {
      const policy = settings();
      if (!policy.followUps) return undefined;
      const assignee = followUp.owner === undefined ? undefined : await accountFor(followUp.owner);
      const made = { change, followUp, settings: policy, wanted: policy.followUps, assignee };
      const issue = await ensureFollowUp(call, made, delivery);
      return { issueKey: issue.key, url: `${baseUrl}/browse/${issue.key}`, assigned: issue.assigned };
    },
    link: async (change) => {
      const issueIdOrKey = ticketOf(change);
      for (const link of remoteLinks(change)) {
        await call({ doing: `link ${issueIdOrKey}` }, anything, (jira) =>
          jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({ issueIdOrKey, ...link }),
        );
      }
    },
    comment: async (change, moment, { inDoubt }) => {
      const key = ticketOf(change);
      if (inDoubt && (await hasComment(call, key, moment.mark))) return;
      await addComment(call, key, commentBody(moment, change, await namesIn(change, moment.event)));
    },
    assign: async (change) => {
      const accountId = await accountFor(change.review.owner);
      return (await setAssignee(call, ticketOf(change), accountId)) && accountId !== undefined;
    },
    // Two steps: the comment is looked for each time, because a failed move does not take it back.
    close: async (change) => {
      const key = ticketOf(change);
      const mark = `${idText(change.id)} closed`;
      if (!(await hasComment(call, key, mark))) {
        await addComment(call, key, closingBody(change, await namesIn(change), mark));
      }
      await moveToDone(call, key);
    },
    publishHead: async (published, { inDoubt }) => {
      const { issueKey } = published;
      if (inDoubt && (await hasComment(call, issueKey, headMark(published)))) return;
      await addComment(call, issueKey, headBody(published));
    },
    reopen: async (change, { event, mark }) => {
      const key = ticketOf(change);
      if (!(await hasComment(call, key, mark))) {
        await addComment(call, key, reopeningBody(change, await namesIn(change, event), mark));
      }
      return settings().closedEarly === 'flag' ? undefined : moveOutOfDone(call, key);
    },
  };

  async function create(change: Change, policy: TicketSettings): Promise<CreatedTicket> {
    const assignee = await accountFor(change.review.owner);
    return createTicket(call, { change, names: await namesIn(change), settings: policy, assignee });
  }

  async function accountFor(user: UserId): Promise<string | undefined> {
    return mappedAccount?.(user) ?? accountOf(call, emailOf(user) ?? (await people.find(user)).email);
  }

  async function namesIn(change: Change, event?: ChangeEvent): Promise<Names> {
    return namesFrom(await Promise.all(peopleIn(change, event).map((user) => people.find(user))), groupTitle);
  }
}

function ticketOf({ id, ticket }: Change): string {
  const key = issueKey.safeParse(ticket?.issueKey);
  if (key.success) return key.data;
  throw new PermanentFailure(
    `${idText(id)} has no Jira ticket${ticket ? ` that "${ticket.issueKey}" could name` : ''}.`,
  );
}
