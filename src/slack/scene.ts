import type { OpenPlace } from '../domain/change/refusals.ts';
import type { Policy } from '../policy/load.ts';
import { groupTitle } from '../policy/terms.ts';
import { list } from './text.ts';

/** What views need to know besides the change: the titles of things, and which systems are connected. */
export interface Scene {
  readonly policy: Policy;
  readonly connected: { readonly jira: boolean; readonly pagerduty: boolean };
}

export const groupNames = ({ policy }: Scene, groups: readonly string[]): string =>
  list(
    groups.map((group) => groupTitle(policy, group)),
    'or',
  );

/** "1 on-call lead, 1 leadership". */
export const places = (scene: Scene, open: readonly OpenPlace[]): string =>
  open.map(({ groups, places: count }) => `${count} ${groupNames(scene, groups)}`).join(', ');
