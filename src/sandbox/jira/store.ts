import { plainText } from './adf.ts';
import type {
  Comment,
  CustomField,
  Issue,
  JiraOptions,
  JiraUser,
  JiraWebhook,
  Json,
  Permission,
  RemoteLink,
} from './contract.ts';

/** One field's old and new value, as ids and as words for people. */
export interface ChangeItem {
  readonly field: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface Happened {
  readonly event: 'jira:issue_created' | 'jira:issue_updated' | 'jira:issue_deleted' | 'comment_created';
  readonly issue: Issue;
  /** Account id. */
  readonly by: string;
  readonly items?: readonly ChangeItem[];
  readonly comment?: Comment;
}

interface Version {
  readonly at: number;
  /** Undefined once deleted. */
  readonly issue: Issue | undefined;
}

/** What an administrator can change while it runs. */
export interface Settings {
  readonly customFields: readonly CustomField[];
  readonly permissions: readonly Permission[];
  /** Milliseconds. */
  readonly indexLag: number;
  readonly webhook: JiraWebhook | undefined;
}

export interface Store {
  readonly options: JiraOptions;
  readonly settings: Settings;
  readonly configure: (change: Partial<Settings>) => void;
  readonly nextId: () => string;
  readonly nextKey: (projectKey?: string) => string;
  /** All that were not deleted, oldest first. */
  readonly issues: () => readonly Issue[];
  readonly find: (idOrKey: string) => Issue | undefined;
  /** The issue as the search index knows it now; undefined while it has not heard of it. */
  readonly indexed: (id: string) => Issue | undefined;
  readonly save: (issue: Issue, happened?: Omit<Happened, 'issue'>) => void;
  readonly remove: (issue: Issue, by: string) => void;
  readonly user: (accountId: string | undefined) => JiraUser | undefined;
  /** Whose token the API is called with. */
  readonly caller: () => JiraUser;
  readonly onHappened: (listener: (happened: Happened) => void) => void;
  readonly onChange: (listener: (change: { readonly key: string }) => void) => () => void;
}

export function createStore(options: JiraOptions): Store {
  const { now, project, users } = options;
  const history = new Map<string, Version[]>();
  const happenedListeners: ((happened: Happened) => void)[] = [];
  const changeListeners = new Set<(change: { readonly key: string }) => void>();
  const caller = users.find((user) => user.emailAddress === options.apiEmail);
  if (!caller) throw new Error(`No Jira user has the e-mail ${options.apiEmail}`);
  let lastId = 10_000;
  let lastNumber = 0;

  const issues = (): readonly Issue[] => [...history.values()].flatMap((versions) => versions.at(-1)?.issue ?? []);
  const record = (id: string, key: string, issue: Issue | undefined, happened: Happened | undefined): void => {
    history.set(id, [...(history.get(id) ?? []), { at: now(), issue }]);
    if (happened) for (const listener of happenedListeners) listener(happened);
    for (const listener of changeListeners) listener({ key });
  };

  const settings: Settings = {
    customFields: options.customFields ?? [],
    permissions: options.permissions ?? ALL_PERMISSIONS,
    indexLag: options.indexLagMilliseconds ?? 0,
    webhook: options.webhook,
  };

  return {
    options,
    settings,
    configure: (change) => void Object.assign(settings, change),
    nextId: () => String(++lastId),
    nextKey: (projectKey = project.key) => `${projectKey}-${++lastNumber}`,
    issues,
    find: (idOrKey) => issues().find((issue) => isNamed(issue, idOrKey)),
    indexed: (id) => {
      const versions = history.get(id) ?? [];
      if (!versions.at(-1)?.issue) return undefined;
      return versions.findLast(({ at }) => at <= now() - settings.indexLag)?.issue;
    },
    save: (issue, happened) => {
      const saved = { ...issue, updated: now() };
      record(issue.id, issue.key, saved, happened && { ...happened, issue: saved });
    },
    remove: (issue, by) => record(issue.id, issue.key, undefined, { event: 'jira:issue_deleted', issue, by }),
    user: (accountId) => users.find((user) => user.accountId === accountId),
    caller: () => caller,
    onHappened: (listener) => void happenedListeners.push(listener),
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
  };
}

/** A moved issue is found by the keys it had before. */
const isNamed = ({ id, key, formerKeys = [] }: Issue, idOrKey: string): boolean =>
  id === idOrKey || [key, ...formerKeys].includes(idOrKey.toUpperCase());

export const ALL_PERMISSIONS: readonly Permission[] = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'DELETE_ISSUES',
  'ASSIGN_ISSUES',
  'TRANSITION_ISSUES',
  'ADD_COMMENTS',
  'LINK_ISSUES',
  'USER_PICKER',
];

export function addComment(store: Store, issue: Issue, author: string, body: Json, properties: Json = {}): Comment {
  const created = store.options.now();
  const comment = { id: store.nextId(), author, body, text: plainText(body), properties, created };
  const next = { ...issue, comments: [...issue.comments, comment] };
  store.save(next, { event: 'comment_created', by: author, comment });
  return comment;
}

export function upsertRemoteLink(
  store: Store,
  issue: Issue,
  link: Omit<RemoteLink, 'id'>,
): { id: string; isNew: boolean } {
  const known = issue.remoteLinks.find(({ globalId }) => globalId !== undefined && globalId === link.globalId);
  const saved = { ...link, id: known?.id ?? store.nextId() };
  store.save({ ...issue, remoteLinks: [...issue.remoteLinks.filter((other) => other !== known), saved] });
  return { id: saved.id, isNew: !known };
}
