import type { Answer } from '../api.ts';
import { escapeHtml } from '../html.ts';
import { plainText } from './adf.ts';
import type { Store } from './store.ts';

/** What a person sees who follows a link to an issue. */
export function issuePage(store: Store, path: string): Answer | undefined {
  const key = /^\/browse\/([^/]+)$/.exec(path)?.[1];
  if (key === undefined) return undefined;
  const elsewhere = store.options.pageOf?.(key);
  if (elsewhere !== undefined) return { status: 302, headers: { Location: elsewhere } };
  const issue = store.find(key);
  if (!issue) return { status: 404, body: page('No such issue', '') };
  const lines = [
    `${issue.issueType.name}, ${issue.status.name}, due ${issue.dueDate ?? 'never'}, assigned to ${store.user(issue.assignee)?.displayName ?? 'nobody'}`,
    plainText(issue.description),
    ...issue.comments.map(({ author, text }) => `${store.user(author)?.displayName}: ${text}`),
  ];
  return {
    status: 200,
    body: page(`${issue.key} ${issue.summary}`, lines.map((line) => `<pre>${escapeHtml(line)}</pre>`).join('')),
  };
}

const page = (title: string, body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1>${body}`;
