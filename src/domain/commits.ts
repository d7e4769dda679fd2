import type { Change } from './change/state.ts';
import { scopeOf } from './change/state.ts';

/** A commit's hash, whole or cut to at least seven digits, as git itself abbreviates. */
const HASH = /^[0-9a-f]{7,64}$/i;
/** In the address of a commit at GitHub, GitLab or Bitbucket. */
const IN_ADDRESS = /\/commits?\/([0-9a-f]{7,64})(?![0-9a-z])/i;

/** The commit that a hash or an address names; `undefined` for a tag, a version, a pull request. */
export function commitIn(text: string): string | undefined {
  const named = HASH.test(text.trim()) ? text.trim() : IN_ADDRESS.exec(text)?.[1];
  return named?.toLowerCase();
}

/** Whether both name the same commit: one is the beginning of the other. */
export function sameCommit(one: string, other: string): boolean {
  const [a, b] = [commitIn(one), commitIn(other)];
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** The exact commits approvers are asked about; none: what they approve is whatever goes out to these systems. */
export const namedCommits = (change: Pick<Change, 'details' | 'extensions'>): readonly string[] => [
  ...new Set([...change.details.links, ...scopeOf(change).commits].flatMap((text) => commitIn(text) ?? [])),
];
