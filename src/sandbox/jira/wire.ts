import type {
  Comment,
  Issue,
  IssueType,
  JiraUser,
  Json,
  RemoteLink,
  Status,
  StatusCategory,
  Transition,
} from './contract.ts';
import { PRIORITIES } from './fields.ts';
import type { Store } from './store.ts';

/** Our terms in the shapes of https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export interface Wire {
  readonly user: (accountId: string | undefined) => Json | null;
  readonly issueType: (type: IssueType) => Json;
  readonly status: (status: Status) => Json;
  readonly project: () => Json;
  readonly priority: (name: string) => Json;
  readonly comment: (issue: Issue, comment: Comment) => Json;
  readonly remoteLink: (issue: Issue, link: RemoteLink) => Json;
  readonly transition: (transition: Transition) => Json;
  /** Every field of the issue by id. */
  readonly fields: (issue: Issue) => Json;
  readonly self: (path: string) => string;
}

const CATEGORIES: Readonly<
  Record<StatusCategory, { readonly id: number; readonly name: string; readonly colorName: string }>
> = {
  new: { id: 2, name: 'To Do', colorName: 'blue-gray' },
  indeterminate: { id: 4, name: 'In Progress', colorName: 'yellow' },
  done: { id: 3, name: 'Done', colorName: 'green' },
};

/** Jira's way to write an instant: `2026-11-21T09:34:30.000+0000`. */
export const toDate = (instant: number): string => new Date(instant).toISOString().replace('Z', '+0000');

export function createWire(store: Store, baseUrl: () => string): Wire {
  const { project, statuses } = store.options;
  const self = (path: string): string => `${baseUrl()}/rest/api/3/${path}`;

  const wire: Wire = {
    self,
    user: (accountId) => {
      const user = store.user(accountId);
      return user ? userShape(user, self(`user?accountId=${user.accountId}`)) : null;
    },
    issueType: ({ id, name }) => ({
      self: self(`issuetype/${id}`),
      id,
      name,
      description: '',
      subtask: false,
      hierarchyLevel: 0,
    }),
    status: ({ id, name, category }) => ({
      self: self(`status/${id}`),
      id,
      name,
      description: '',
      statusCategory: categoryShape(category, self),
    }),
    project: () => ({
      self: self(`project/${project.id}`),
      id: project.id,
      key: project.key,
      name: project.name,
      projectTypeKey: 'software',
      simplified: false,
    }),
    priority: (name) => {
      const id = PRIORITIES.find((priority) => priority.name === name)?.id;
      return { self: self(`priority/${id}`), id, name, iconUrl: '' };
    },
    comment: (issue, { id, author, body, created }) => ({
      self: self(`issue/${issue.id}/comment/${id}`),
      id,
      author: wire.user(author),
      updateAuthor: wire.user(author),
      body,
      created: toDate(created),
      updated: toDate(created),
      jsdPublic: true,
    }),
    remoteLink: (issue, { id, globalId, relationship, url, title, summary }) => ({
      id: Number(id),
      self: self(`issue/${issue.key}/remotelink/${id}`),
      globalId,
      relationship,
      object: { url, title, summary, icon: {}, status: { icon: {} } },
    }),
    transition: ({ id, name, to }) => {
      const status = statuses.find((known) => known.name === to);
      return {
        id,
        name,
        to: status && wire.status(status),
        hasScreen: false,
        isGlobal: true,
        isInitial: false,
        isAvailable: true,
        isConditional: false,
      };
    },
    fields: (issue) => fieldsShape(wire, issue),
  };
  return wire;
}

function fieldsShape(wire: Wire, issue: Issue): Json {
  return {
    summary: issue.summary,
    description: issue.description,
    issuetype: wire.issueType(issue.issueType),
    project: wire.project(),
    status: wire.status(issue.status),
    resolution: issue.resolved === undefined ? null : { id: '10000', name: 'Done' },
    resolutiondate: issue.resolved === undefined ? null : toDate(issue.resolved),
    priority: wire.priority(issue.priority),
    labels: issue.labels,
    assignee: wire.user(issue.assignee),
    reporter: wire.user(issue.reporter),
    creator: wire.user(issue.reporter),
    duedate: issue.dueDate ?? null,
    created: toDate(issue.created),
    updated: toDate(issue.updated),
    statuscategorychangedate: toDate(issue.categoryChanged ?? issue.created),
    comment: {
      comments: issue.comments.map((comment) => wire.comment(issue, comment)),
      self: wire.self(`issue/${issue.id}/comment`),
      maxResults: issue.comments.length,
      total: issue.comments.length,
      startAt: 0,
    },
    ...issue.customFields,
  };
}

/** E-mail addresses are shown as each person's profile allows: https://developer.atlassian.com/cloud/jira/platform/profile-visibility/ */
function userShape({ accountId, emailAddress, displayName, active, hidesEmail }: JiraUser, self: string): Json {
  return {
    self,
    accountId,
    accountType: 'atlassian',
    emailAddress: hidesEmail ? '' : emailAddress,
    displayName,
    active,
    timeZone: 'Etc/UTC',
    avatarUrls: {},
  };
}

function categoryShape(key: StatusCategory, self: (path: string) => string): Json {
  const { id, name, colorName } = CATEGORIES[key];
  return { self: self(`statuscategory/${id}`), id, key, name, colorName };
}

export const categoryNamed = (words: string): StatusCategory | undefined => {
  const wanted = words.toLowerCase();
  const found = Object.entries(CATEGORIES).find(
    ([key, { id, name }]) => key === wanted || name.toLowerCase() === wanted || String(id) === wanted,
  );
  return found?.[0] as StatusCategory | undefined;
};
