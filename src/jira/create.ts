import { z } from 'zod';
import type { Change } from '../domain/change/state.ts';
import { idText } from '../domain/change/types.ts';
import type { Names } from '../domain/telling.ts';
import { dueDate, ticketBody, ticketSummary } from './body.ts';
import type { JiraCall } from './client.ts';
import type { Doing } from './failures.ts';
import { FieldsRefused } from './failures.ts';
import { createdIssue } from './schema.ts';

/** What the policy says about tickets. */
export interface TicketSettings {
  readonly project: string;
  /** By name, e.g. `Task`. */
  readonly issueType: string;
  readonly label: string;
  /** Fields of the project that Jira demands, by id, as its REST API wants them. They win over ours. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What is done about a ticket that somebody closes too early; `reopen` when absent. */
  readonly closedEarly?: 'reopen' | 'flag' | undefined;
  /** By name, both; absent: follow-ups get no issues. */
  readonly followUps?: { readonly issueType: string; readonly linkType: string } | undefined;
}

/** The label by which a ticket is found again: no spaces, at most 255 characters. */
export const keyLabel = ({ key }: Pick<Change, 'key'>): string =>
  `breakglass-${key.replace(/[^A-Za-z0-9_-]+/g, '-')}`.slice(0, 255);

/** Nice to have: a project that has them on no screen gets its ticket all the same. */
const DISPENSABLE = ['assignee', 'duedate'];

interface Opening {
  readonly change: Change;
  readonly names: Names;
  readonly settings: TicketSettings;
  readonly assignee: string | undefined;
}

export interface CreatedTicket {
  readonly key: string;
  readonly assigned: boolean;
  /** Jira's account, where it is known. */
  readonly assignee?: string | undefined;
}

const account = z.object({ assignee: z.object({ accountId: z.string() }) });

function assigneeIn(fields: Readonly<Record<string, unknown>>): Omit<CreatedTicket, 'key'> {
  const read = account.safeParse(fields);
  return { assigned: 'assignee' in fields, assignee: read.success ? read.data.assignee.accountId : undefined };
}

/** @throws PermanentFailure, TransientFailure */
export const createTicket = (call: JiraCall, opening: Opening): Promise<CreatedTicket> =>
  createIssue(call, {
    settings: opening.settings,
    summary: ticketSummary(opening.change),
    fields: fieldsOf(opening),
    doing: { doing: 'open the ticket', fieldFix: 'Add it under jira.fields in policy.yaml.' },
    property: { change: opening.change.key, id: idText(opening.change.id) },
  });

interface NewIssue {
  readonly settings: Pick<TicketSettings, 'project' | 'issueType' | 'fields'>;
  readonly summary: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly doing: Doing;
  /** What the issue is about, as an entity property of it. */
  readonly property: Readonly<Record<string, string>>;
}

/** Opens an issue, if need be without what Jira will not take of it. @throws PermanentFailure, TransientFailure */
export async function createIssue(call: JiraCall, issue: NewIssue): Promise<CreatedTicket> {
  try {
    return { key: await create(call, issue), ...assigneeIn(issue.fields) };
  } catch (error) {
    const refused = error instanceof FieldsRefused ? error.fields : [];
    const dispensable = DISPENSABLE.filter((field) => refused.includes(field) && !(field in issue.settings.fields));
    const kept = without(issue.fields, dispensable);
    if (Object.keys(kept).length === Object.keys(issue.fields).length) throw error;
    return { key: await create(call, { ...issue, fields: kept }), ...assigneeIn(kept) };
  }
}

async function create(call: JiraCall, { settings, summary, fields, doing, property }: NewIssue): Promise<string> {
  const { key } = await call(doing, createdIssue, (jira) =>
    jira.issues.createIssue({
      fields: { summary, ...fields, project: { key: settings.project }, issuetype: { name: settings.issueType } },
      properties: [{ key: 'breakglass', value: property }],
    }),
  );
  return key;
}

function fieldsOf({ change, names, settings, assignee }: Opening): Record<string, unknown> {
  const { labels: theirs = [], ...demanded } = settings.fields;
  return {
    description: ticketBody(change, names),
    duedate: dueDate(change),
    ...(assignee === undefined ? {} : { assignee: { accountId: assignee } }),
    ...demanded,
    labels: [...new Set([settings.label, keyLabel(change), ...(Array.isArray(theirs) ? theirs : [])])],
  };
}

function without(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
