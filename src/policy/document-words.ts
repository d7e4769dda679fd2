import type { Policy } from './load.ts';
import { groupTitle } from './terms.ts';

// How the procedure writes what the policy says.

export type Lines = readonly string[];

/** Within which an approval is given that was gone without, and the ticket is opened (ms). */
export const A_DAY = 24 * 3_600_000;

export const item = (text: string): string => `- ${text}`;

/** What somebody wrote in the policy, so that Markdown and HTML take it as text. */
export const plainly = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]#|]/g, '\\$&');

export const titles = (policy: Policy, groups: Lines): string =>
  groups.map((group) => plainly(groupTitle(policy, group))).join(' or ');
