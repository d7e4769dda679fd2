import type { RecordedEvent } from '../../src/app/record.ts';
import type { Incident, Membership } from '../../src/domain/change/types.ts';
import { ana, asBen, ben, declared, declaredAt, deployment, incident, review } from './changes.ts';
import { eva } from './facts.ts';

const at = declaredAt + 60_000;
const memberOf: readonly Membership[] = [
  {
    group: 'oncall-leads',
    ground: 'PagerDuty schedule “Leads”',
    source: 'pagerduty schedule',
    sourceId: 'PSCHED1',
    at,
  },
];
const withService: Incident = { ...incident, serviceId: 'PPAYMENTS' };

/** One event of each type with every field filled in: the compiler asks for those that are new. */
export const everyEvent: { readonly [T in RecordedEvent['type']]: Extract<RecordedEvent, { type: T }> } = {
  ChangeDeclared: declared({
    details: {
      reference: 'CVE-2026-1234, 9.8',
      impact: 'Nobody can pay',
      testPlan: 'Smoke tests',
      links: ['https://example.com/pr/1'],
    },
  }),
  ApprovalRequested: {
    type: 'ApprovalRequested',
    at,
    round: 2,
    because: 'scope extended',
    asked: [asBen],
    fallback: 'managers',
    shortfall: ['x'],
  },
  ApprovalClaimed: { type: 'ApprovalClaimed', by: ben, at, until: at + 600_000 },
  ClaimLapsed: { type: 'ClaimLapsed', by: ben, at },
  ApprovalWithdrawn: { type: 'ApprovalWithdrawn', by: ben, at, reason: 'The graphs were old', authorized: true },
  VerbalApprovalNamed: {
    type: 'VerbalApprovalNamed',
    by: ana,
    at,
    approver: ben,
    how: 'On the incident call',
    saidAt: at,
    confirmBy: at + 3_600_000,
  },
  VerbalApprovalDenied: { type: 'VerbalApprovalDenied', by: ben, at },
  InvolvementLearned: { type: 'InvolvementLearned', at, user: ben, as: 'deployer', approved: [ben] },
  ScopeExtended: {
    type: 'ScopeExtended',
    by: ana,
    at,
    systems: ['search'],
    commit: '9f3c',
    reason: 'The same table',
    requirements: [{ rule: 'everything', groups: ['oncall-leads'], places: 1 }],
  },
  ScopeExtensionRejected: { type: 'ScopeExtensionRejected', by: ben, at, reason: 'Another change', memberOf },
  NextTierAsked: { type: 'NextTierAsked', at, rung: 1, group: 'oncall-leads', asked: [asBen] },
  ApproversPaged: { type: 'ApproversPaged', at, rung: 2 },
  ProceedOffered: { type: 'ProceedOffered', at, rung: 3 },
  ApproversReminded: { type: 'ApproversReminded', at, reminder: 1 },
  ApprovalGiven: {
    type: 'ApprovalGiven',
    by: ben,
    at,
    memberOf,
    comment: 'Seen the graphs',
    confirms: { saidAt: at, how: 'On a call' },
  },
  ChangeAuthorized: { type: 'ChangeAuthorized', at },
  ChangeRejected: { type: 'ChangeRejected', by: ben, at, reason: 'v841 has the same fault', memberOf },
  ApprovalAttemptRefused: { type: 'ApprovalAttemptRefused', by: ana, at, attempted: 'reject', code: 'own-change' },
  ApprovalExpired: { type: 'ApprovalExpired', at, round: 1 },
  ChangeWithdrawn: { type: 'ChangeWithdrawn', by: ana, at, reason: 'It recovered' },
  ProceededWithoutApproval: { type: 'ProceededWithoutApproval', by: ana, at, reason: 'Nobody answered' },
  DeploymentRecorded: { type: 'DeploymentRecorded', by: ana, at, deployment, source: 'github' },
  DeploymentRolledBack: { type: 'DeploymentRolledBack', by: ana, at, rolledBackAt: at, note: 'Worse' },
  ChangeNotImplemented: { type: 'ChangeNotImplemented', by: ana, at, reason: 'It recovered' },
  EvidenceAdded: { type: 'EvidenceAdded', by: ana, at, evidence: { kind: 'test', text: 'Passed', url: 'https://ci' } },
  ReviewSubmitted: {
    type: 'ReviewSubmitted',
    by: ana,
    at,
    review: { ...review, lateReason: 'The weekend shift was handed over without this' },
    askReviewers: [eva],
  },
  ReviewReturned: { type: 'ReviewReturned', by: eva, at, comments: 'Which table?' },
  ReviewSignedOff: { type: 'ReviewSignedOff', by: eva, at, memberOf, comment: 'Well told' },
  ReviewReminded: { type: 'ReviewReminded', at, rung: 4, tell: ['owner', 'thread', 'escalation', 'channel', 'page'] },
  ChangeClosed: { type: 'ChangeClosed', at },
  CardPosted: { type: 'CardPosted', at, channel: 'C1', ts: '1.1', permalink: 'https://example.slack.com/p1' },
  AskPosted: { type: 'AskPosted', at, purpose: 'review', user: eva, channel: 'D0EVA', ts: '1.2' },
  TicketOpened: { type: 'TicketOpened', at, issueKey: 'OPS-1', url: 'https://example.com/OPS-1', assigned: false },
  TicketClosed: { type: 'TicketClosed', at },
  IncidentNamed: { type: 'IncidentNamed', by: ana, at, reference: '8812' },
  IncidentLinked: { type: 'IncidentLinked', by: ana, at, incident: withService },
  DeliveryFailed: { type: 'DeliveryFailed', at, destination: 'pagerduty', effect: 'note-incident', words: 'Gone' },
  DeliveryRetried: { type: 'DeliveryRetried', by: ana, at },
  PolicyAdopted: { type: 'PolicyAdopted', at, hash: 'b'.repeat(64) },
  DigestTaken: { type: 'DigestTaken', at, date: '2026-11-23' },
  DigestPosted: {
    type: 'DigestPosted',
    at,
    date: '2026-11-23',
    channel: 'C1',
    ts: '1.3',
    head: 'c'.repeat(64),
    events: 7,
  },
};
