import type { Workspace } from '../server/wire.ts';

/** What an address of one of the stand-ins stands for in the page. */
export type Destination =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string; readonly threadTs: string | undefined }
  | { readonly kind: 'issue'; readonly key: string }
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'code' };

/** Absent when the address is anywhere else. */
export function destinationOf(
  address: string,
  { jiraUrl, pagerDutyUrl, gitHubUrl }: Workspace,
): Destination | undefined {
  const url = URL.parse(address);
  if (!url) return undefined;

  const [, channel, digits] = /\/archives\/([A-Z]\w+)\/p(\d+)$/.exec(url.pathname) ?? [];
  if (channel && digits) {
    const threadTs = url.searchParams.get('thread_ts') ?? undefined;
    return { kind: 'message', channel, ts: `${digits.slice(0, -6)}.${digits.slice(-6)}`, threadTs };
  }
  const [, key] = /\/browse\/([A-Z][A-Z\d_]*-\d+)$/.exec(url.pathname) ?? [];
  if (key && jiraUrl && sameOrigin(url, jiraUrl)) return { kind: 'issue', key };

  const [, id] = /\/incidents\/(\w+)$/.exec(url.pathname) ?? [];
  if (id && pagerDutyUrl && sameOrigin(url, pagerDutyUrl)) return { kind: 'incident', id };
  return gitHubUrl && sameOrigin(url, gitHubUrl) ? { kind: 'code' } : undefined;
}

function sameOrigin(url: URL, base: string): boolean {
  return url.origin === URL.parse(base)?.origin;
}
