import type { CleanUp, FollowUp, Kind, UserId } from './change/types.ts';

// What things are called, the same in Slack, Jira and PagerDuty.

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  'application-code': 'application code',
  infrastructure: 'infrastructure',
  configuration: 'configuration',
  'feature-flag': 'feature flag',
  secret: 'secret',
  database: 'database',
  access: 'access/IAM',
  data: 'data',
  procedure: 'procedure',
};

export const CLEAN_UP_WORDS: Readonly<Record<CleanUp, string>> = {
  'code-reviewed': 'code reviewed after the fact',
  'ci-green': 'CI green on the deployed commit',
  'back-merged': 'merged back into the main branch',
  'hot-patch-removed': 'hot patch removed',
  'access-revoked': 'temporary access revoked',
  'branch-protection-restored': 'branch protection restored',
};

/** "Add the index (Ana Silva, by 2026-11-27)": where no markup is read. */
export const followUpWords = ({ what, owner, due }: FollowUp, person: (user: UserId) => string): string => {
  const whose = [owner === undefined ? '' : person(owner), due === undefined ? '' : `by ${due}`].filter(Boolean);
  return whose.length > 0 ? `${what} (${whose.join(', ')})` : what;
};
