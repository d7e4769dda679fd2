import type { Answer } from '../api.ts';
import { escapeHtml } from '../html.ts';
import type { Store } from './store.ts';

/** What a person's browser sees who follows a link to an incident; the API has the same path and another `Accept`. */
export function incidentPage(store: Store, path: string, accept: string): Answer | undefined {
  const id = accept.includes('text/html') ? /^\/incidents\/([^/]+)$/.exec(path)?.[1] : undefined;
  if (id === undefined) return undefined;
  const elsewhere = store.options.pageOf?.(id);
  if (elsewhere !== undefined) return { status: 302, headers: { Location: elsewhere } };
  const incident = store.find(id);
  if (!incident) return { status: 404, body: page('No such incident', []) };
  const { number, title, status, urgency, notes } = incident;
  return {
    status: 200,
    body: page(`#${number} ${title}`, [`${status}, ${urgency} urgency`, ...notes.map(({ content }) => content)]),
  };
}

function page(title: string, lines: readonly string[]): string {
  const body = lines.map((line) => `<pre>${escapeHtml(line)}</pre>`).join('');
  return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1>${body}`;
}
