import type { Call } from '../api.ts';
import type { Delivery } from '../deliveries.ts';
import type { Fault } from '../faults.ts';

/**
 * What the stand-in for Jira Cloud offers to those who use it: the page, the tests.
 * The bot under test sees none of this: it speaks Jira's REST API (version 3) and receives Jira's webhooks.
 */

export type Json = Record<string, unknown>;

export interface JiraUser {
  readonly accountId: string;
  readonly emailAddress: string;
  readonly displayName: string;
  /** An inactive user is found by nobody and can be assigned nothing. */
  readonly active: boolean;
  /** Found by e-mail all the same, but the API does not show it. */
  readonly hidesEmail?: boolean;
}

export interface JiraProject {
  readonly key: string;
  readonly id: string;
  readonly name: string;
}

export interface IssueType {
  readonly id: string;
  readonly name: string;
}

/** A status category's key at Jira; people see To Do, In Progress, Done. */
export type StatusCategory = 'new' | 'indeterminate' | 'done';

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly category: StatusCategory;
}

export interface Transition {
  readonly id: string;
  readonly name: string;
  /** Names of the statuses it starts from; absent: from every one. */
  readonly from?: readonly string[];
  /** Name of the status it leads to. */
  readonly to: string;
}

/** A field of the project besides Jira's own, e.g. `{ id: 'customfield_10050', name: 'Change class', required: true }`. */
export interface CustomField {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  /** Values it takes, as `{ value }`; absent: any text. */
  readonly options?: readonly string[];
}

export type Permission =
  | 'BROWSE_PROJECTS'
  | 'CREATE_ISSUES'
  | 'EDIT_ISSUES'
  | 'DELETE_ISSUES'
  | 'ASSIGN_ISSUES'
  | 'TRANSITION_ISSUES'
  | 'ADD_COMMENTS'
  | 'LINK_ISSUES'
  /** A global one: without it users are not found by e-mail. */
  | 'USER_PICKER';

export interface JiraWebhook {
  readonly url: string;
  readonly secret: string;
}

export interface JiraOptions {
  /** The workspace's clock (ms, UTC): dates of issues, and the lag of the search index. */
  readonly now: () => number;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly users: readonly JiraUser[];
  /** Who calls the API: must be the e-mail of one of `users`. */
  readonly apiEmail: string;
  readonly apiToken: string;
  readonly project: JiraProject;
  readonly issueTypes: readonly IssueType[];
  readonly customFields?: readonly CustomField[];
  /** The first one is where new issues start. */
  readonly statuses: readonly Status[];
  /** Absent: every status can be reached from every other one. */
  readonly transitions?: readonly Transition[];
  /** What the caller of the API may do; absent: everything. */
  readonly permissions?: readonly Permission[];
  /** How long a change stays invisible to searches. */
  readonly indexLagMilliseconds?: number;
  readonly webhook?: JiraWebhook;
  /** Where a browser that opens `/browse/{key}` is sent; absent: a plain page is shown. */
  readonly pageOf?: (key: string) => string;
}

export interface Comment {
  readonly id: string;
  /** Account id. */
  readonly author: string;
  /** Atlassian Document Format. */
  readonly body: Json;
  /** Entity properties by key. */
  readonly properties: Json;
  /** `body` as plain text. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export interface RemoteLink {
  readonly id: string;
  readonly globalId?: string;
  readonly relationship?: string;
  readonly url: string;
  readonly title: string;
  readonly summary?: string;
}

export interface IssueLink {
  /** e.g. `Relates`. */
  readonly type: string;
  /** The other issue's key. */
  readonly key: string;
}

export interface Issue {
  readonly id: string;
  /** e.g. `OPS-12`. */
  readonly key: string;
  readonly issueType: IssueType;
  readonly summary: string;
  /** Atlassian Document Format; null when there is none. */
  readonly description: Json | null;
  readonly descriptionText: string;
  readonly status: Status;
  readonly labels: readonly string[];
  /** Account ids. */
  readonly assignee?: string;
  readonly reporter: string;
  /** Name, e.g. `High`. */
  readonly priority: string;
  /** `YYYY-MM-DD`. */
  readonly dueDate?: string;
  readonly customFields: Json;
  /** Entity properties by key. */
  readonly properties: Json;
  /** Keys it had in other projects. */
  readonly formerKeys?: readonly string[];
  readonly comments: readonly Comment[];
  readonly remoteLinks: readonly RemoteLink[];
  readonly issueLinks: readonly IssueLink[];
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly updated: number;
  /** When it last came to a status of another category. */
  readonly categoryChanged?: number;
  /** Set while the issue is in a status of category `done`. */
  readonly resolved?: number;
}

export type JiraOperation =
  | 'createIssue'
  | 'getIssue'
  | 'editIssue'
  | 'deleteIssue'
  | 'addComment'
  | 'getComments'
  | 'setProperty'
  | 'getProperty'
  | 'addRemoteLink'
  | 'getRemoteLinks'
  | 'linkIssues'
  | 'getTransitions'
  | 'transition'
  | 'search'
  | 'findUsers'
  | 'myself'
  | 'serverInfo'
  | 'getProject'
  | 'getProjectStatuses'
  | 'getIssueTypes'
  | 'getIssueTypeFields'
  | 'myPermissions'
  | 'getFields'
  | 'getPriorities';

export interface JiraStandIn {
  /** e.g. `http://127.0.0.1:4322`; issues are shown below `/browse/`. */
  readonly url: string;
  readonly project: JiraProject;
  readonly users: () => readonly JiraUser[];
  readonly statuses: () => readonly Status[];
  readonly issues: () => readonly Issue[];
  readonly issue: (key: string) => Issue | undefined;
  /** Statuses a person could move the issue to now. */
  readonly transitionsOf: (key: string) => readonly Transition[];
  /** A person moves the issue in Jira's page: by transition id, or name of the status. Throws when the workflow has no such way. */
  readonly moveByHand: (key: string, to: string, byAccountId: string) => void;
  readonly commentByHand: (key: string, text: string, byAccountId: string) => void;
  /** `undefined` takes the assignee away. */
  readonly assignByHand: (key: string, assigneeId: string | undefined, byAccountId: string) => void;
  /** A person moves the issue to another project: it gets a key there, and the old one leads to it. */
  readonly moveToProject: (key: string, projectKey: string, byAccountId: string) => string;
  readonly deleteIssue: (key: string, byAccountId?: string) => void;
  readonly customFields: () => readonly CustomField[];
  /** Replaces the custom fields: an administrator made one more field required. */
  readonly setCustomFields: (fields: readonly CustomField[]) => void;
  readonly setPermissions: (permissions: readonly Permission[]) => void;
  readonly setIndexLag: (milliseconds: number) => void;
  readonly setWebhook: (webhook: JiraWebhook | undefined) => void;
  /** Applies a fault to the next `times` calls (default: until cleared); `*` is every operation. */
  readonly fail: (operation: JiraOperation | '*', fault: Fault, times?: number) => void;
  readonly clearFaults: () => void;
  readonly calls: () => readonly Call<JiraOperation>[];
  readonly deliveries: () => readonly Delivery[];
  /** Sends a delivery once more under its identifier, as Jira does when it doubts the answer. */
  readonly redeliver: (id: string) => Promise<void>;
  /** Resolves when no webhook is under way. */
  readonly delivered: () => Promise<void>;
  /** Told after each change of an issue. Returns the way to stop listening. */
  readonly onChange: (listener: (change: { readonly key: string }) => void) => () => void;
  readonly stop: () => Promise<void>;
}
