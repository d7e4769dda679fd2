import type { ChangeDeclared, ChangeEvent } from '../../src/domain/change/events.ts';
import { fold } from '../../src/domain/change/evolve.ts';
import type { Change } from '../../src/domain/change/state.ts';
import type { Deployment, Details, Incident, Review, Terms } from '../../src/domain/change/types.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** When every change of the tests is declared. */
export const declaredAt = Date.parse('2026-11-21T03:12:00Z');
export const KEY = '0f8fad5b-d9cb-469f-a165-70867728950e';

export const ana = 'U0ANASILVA';
export const ben = 'U0BENOKAFO';
export const cleo = 'U0CLEOMART';
export const dan = 'U0DANWU001';

export const details: Details = {
  summary: 'Roll payments back to v841',
  systems: ['payments'],
  criterion: { id: 'outage', title: 'Customer-facing outage' },
  justification: "Checkout fails since 03:04, today's deploy is the cause",
  rollbackPlan: 'redeploy v842',
  kind: 'application-code',
  risk: 'high',
  implementers: [ana],
  links: [],
};

export const terms: Terms = {
  policyHash: 'a'.repeat(64),
  requirements: [
    { rule: 'everything', groups: ['oncall-leads'], places: 1 },
    { rule: 'everything', groups: ['leadership'], places: 1 },
  ],
  approval: { remindAfter: [5 * MINUTE], expiresAfter: 2 * HOUR },
  review: {
    target: 24 * HOUR,
    limit: 48 * HOUR,
    ladder: [{ after: 20 * HOUR, tell: ['owner'] }],
    repeatEvery: 24 * HOUR,
    reviewers: 'leadership',
  },
};

export const incident: Incident = {
  id: 'Q0CHECKOUT500S',
  number: 8812,
  title: 'Checkout 500s',
  url: 'https://example.pagerduty.com/incidents/Q0CHECKOUT500S',
};

export const deployment: Deployment = {
  deployedAt: declaredAt + 7 * MINUTE,
  what: 'v841',
  where: 'production',
  who: ana,
  link: 'https://ci.example.com/runs/991',
};

export const review: Review = {
  rootCause: 'The new currency table lacked an index.',
  deployed: 'v841, the build of the day before.',
  pathAppropriate: 'yes',
  whyNotNormal: 'The normal path takes a day.',
  impact: 'No checkout from 03:04 to 03:20.',
  tests: 'Smoke tests of checkout after the deploy.',
  rolledBack: false,
  cleanUp: ['code-reviewed', 'ci-green'],
  followUps: [{ id: '1', what: 'Add the index on orders', owner: 'U0ANASILVA', due: '2026-11-27' }],
};

type Overrides = Partial<Omit<ChangeDeclared, 'type' | 'details' | 'terms'>> & {
  readonly details?: Partial<Details>;
  readonly terms?: Partial<Terms>;
};

/** EC-42, declared by Ana. */
export const declared = (overrides: Overrides = {}): ChangeDeclared => ({
  type: 'ChangeDeclared',
  by: ana,
  at: declaredAt,
  id: { sequence: 'EC', number: 42 },
  source: 'slack',
  ...overrides,
  details: { ...details, ...overrides.details },
  terms: { ...terms, ...overrides.terms },
});

export const approved = (by: string, group: string, at = declaredAt + MINUTE, comment?: string): ChangeEvent => ({
  type: 'ApprovalGiven',
  by,
  at,
  memberOf: [{ group, ground: 'listed in the policy' }],
  comment,
});

export const deployed = (overrides: Partial<Deployment> = {}, by = ana): ChangeEvent => ({
  type: 'DeploymentRecorded',
  by,
  at: declaredAt + 8 * MINUTE,
  deployment: { ...deployment, ...overrides },
  source: 'slack',
});

export const cardPosted: ChangeEvent = {
  type: 'CardPosted',
  at: declaredAt,
  channel: 'C0EMERGENCY',
  ts: '1795230720.000100',
  permalink: 'https://example.slack.com/archives/C0EMERGENCY/p1795230720000100',
};

export const linked: ChangeEvent = { type: 'IncidentLinked', at: declaredAt + 1000, incident };

/** The change these events make, the declaration first. */
export function changeOf(first: ChangeDeclared = declared(), ...rest: readonly ChangeEvent[]): Change {
  const change = fold(KEY, [first, ...rest]);
  if (!change) throw new Error('A change has at least one event');
  return change;
}

/** A change whose review is written, signed off and closed. */
export function reviewedChange(overrides: Partial<Review> = {}, ...before: readonly ChangeEvent[]): Change {
  return changeOf(
    declared(),
    ...before,
    approved(ben, 'oncall-leads'),
    approved(cleo, 'leadership', declaredAt + 4 * MINUTE),
    { type: 'ChangeAuthorized', at: declaredAt + 4 * MINUTE },
    deployed(),
    {
      type: 'ReviewSubmitted',
      by: ana,
      at: declaredAt + 10 * HOUR,
      review: { ...review, ...overrides },
      askReviewers: [dan],
    },
    { type: 'ReviewSignedOff', by: dan, at: declaredAt + 12 * HOUR, memberOf: [] },
    { type: 'ChangeClosed', at: declaredAt + 12 * HOUR },
  );
}

/** Who is asked, and as members of which groups. */
export const asBen = { user: ben, groups: ['oncall-leads'] };
export const asCleo = { user: cleo, groups: ['leadership'] };
export const asDan = { user: dan, groups: ['oncall-leads', 'security'] };
