import type { CleanUp, Kind } from './change/types.ts';

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
