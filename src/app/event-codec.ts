import { z } from 'zod';
import { AUDIENCES, CLEAN_UP, KINDS, RISKS, SEQUENCES, TROUBLES } from '../domain/change/types.ts';
import { FINDING_CODES } from '../domain/findings/types.ts';
import { GROUNDS } from '../domain/gate.ts';
import { OUTCOMES, SIGHTING_KINDS } from '../domain/sighting/types.ts';
import { dutyFacts, fact, memberOf } from './event-codec-duty.ts';
import type { RecordedEvent } from './record.ts';

/** Version of the shapes below. An older shape is lifted to them in `lift`, and nowhere else. */
export const SCHEMA = 2;

const at = z.number();
const by = z.string();
const source = z.enum(['slack', 'api', 'github', 'jira', 'import', 'system']);
const duration = z.number();

const requirement = z.object({ rule: z.string(), groups: z.array(z.string()), places: z.number() });
const approvalRung = z.discriminatedUnion('step', [
  z.object({ after: duration, step: z.literal('ask'), group: z.string() }),
  z.object({ after: duration, step: z.literal('page') }),
  z.object({ after: duration, step: z.literal('offer') }),
]);
const terms = z.object({
  policyHash: z.string(),
  requirements: z.array(requirement),
  approval: z.object({
    remindAfter: z.array(duration),
    expiresAfter: duration,
    escalation: z.array(approvalRung).optional(),
    claimLasts: duration.optional(),
    verbalWithin: duration.optional(),
    readTime: duration.optional(),
  }),
  review: z.object({
    target: duration,
    limit: duration,
    ladder: z.array(z.object({ after: duration, tell: z.array(z.enum(AUDIENCES)) })),
    repeatEvery: duration,
    reviewers: z.string(),
  }),
  ticket: z.boolean().optional(),
});
const details = z.object({
  summary: z.string(),
  systems: z.array(z.string()),
  criterion: z.object({ id: z.string(), title: z.string() }),
  justification: z.string(),
  reference: z.string().optional(),
  rollbackPlan: z.string(),
  kind: z.enum(KINDS),
  risk: z.enum(RISKS),
  implementers: z.array(z.string()),
  impact: z.string().optional(),
  testPlan: z.string().optional(),
  links: z.array(z.string()),
  drill: z.boolean().optional(),
});
const deployment = z.object({
  deployedAt: at,
  what: z.string(),
  where: z.string(),
  who: z.string(),
  link: z.string().optional(),
  system: z.string().optional(),
  commit: z.string().optional(),
  environment: z.string().optional(),
  outcome: z.enum(['succeeded', 'failed']).optional(),
});
const review = z.object({
  rootCause: z.string(),
  deployed: z.string(),
  pathAppropriate: z.enum(['yes', 'partly', 'no']),
  whyNotNormal: z.string(),
  impact: z.string(),
  tests: z.string(),
  rolledBack: z.boolean(),
  cleanUp: z.array(z.enum(CLEAN_UP)),
  followUps: z.array(
    z.object({ id: z.string(), what: z.string(), owner: z.string().optional(), due: z.string().optional() }),
  ),
  lateReason: z.string().optional(),
});
const evidence = z.object({
  kind: z.enum(['test', 'link', 'note']),
  text: z.string(),
  url: z.string().optional(),
  quoted: z.object({ author: z.string().optional(), writtenAt: at }).optional(),
});
const incident = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  url: z.string(),
  serviceId: z.string().optional(),
});
const candidates = z.array(z.object({ user: z.string(), groups: z.array(z.string()) }));
const roundReason = z.enum(['asked again', 'independent approval owed', 'approval withdrawn', 'scope extended']);
const ask = {
  asked: candidates,
  fallback: z.string().optional(),
  shortfall: z.array(z.string()),
  troubles: z.array(z.object({ group: z.string(), kind: z.enum(TROUBLES), what: z.string() })).optional(),
};

const ofPeriod = { firstDay: z.string(), lastDay: z.string() };
const changeId = z.object({ sequence: z.enum(SEQUENCES), number: z.number() });
const seen = z.object({
  kind: z.enum(SIGHTING_KINDS),
  source: z.enum(['api', 'github', 'import']),
  system: z.string(),
  repository: z.string().optional(),
  branch: z.string().optional(),
  environment: z.string().optional(),
  commit: z.string().optional(),
  what: z.string(),
  occurredAt: at,
  who: z.string(),
  authors: z.array(z.string()).optional(),
  url: z.string().optional(),
  outcome: z.enum(OUTCOMES).optional(),
  reference: z.string().optional(),
  pull: z.number().optional(),
});

const heard = { occurredAt: at, who: z.string().optional() };

const times = z.array(z.object({ name: z.string(), times: z.number() }));
const monthlyFacts = z.object({
  asOf: at,
  months: z.array(z.object({ month: z.string(), declared: z.number(), late: z.number() })),
  onTime: z.number().optional(),
  verdicts: times,
  criteria: times,
  repeatSystems: times,
  repeatCriteria: times,
  overdue: z.number(),
});

const event = z.discriminatedUnion('type', [
  fact('ChangeDeclared', {
    by,
    id: changeId,
    details,
    terms,
    source,
  }),
  fact('ApprovalRequested', {
    round: z.number(),
    because: roundReason.optional(),
    requirements: z.array(requirement).optional(),
    ...ask,
  }),
  fact('ApprovalClaimed', { by, until: at }),
  fact('ClaimLapsed', { by }),
  fact('ApprovalWithdrawn', { by, reason: z.string().optional(), authorized: z.boolean() }),
  fact('VerbalApprovalNamed', { by, approver: z.string(), how: z.string(), saidAt: at, confirmBy: at }),
  fact('VerbalApprovalDenied', { by }),
  fact('InvolvementLearned', {
    user: z.string(),
    as: z.enum(['implementer', 'author', 'deployer']),
    approved: z.array(z.string()),
    signedOff: z.string().optional(),
  }),
  fact('ScopeExtended', {
    by,
    systems: z.array(z.string()),
    commit: z.string().optional(),
    reason: z.string(),
    requirements: z.array(requirement),
  }),
  fact('ScopeExtensionRejected', { by, reason: z.string(), memberOf }),
  fact('NextTierAsked', { rung: z.number(), group: z.string(), asked: candidates }),
  fact('ApproversPaged', { rung: z.number() }),
  fact('ProceedOffered', { rung: z.number() }),
  fact('ApproversReminded', { reminder: z.number() }),
  fact('ApprovalGiven', {
    by,
    memberOf,
    comment: z.string().optional(),
    confirms: z.object({ saidAt: at, how: z.string() }).optional(),
  }),
  fact('ChangeAuthorized', {}),
  fact('ChangeRejected', { by, reason: z.string(), memberOf }),
  fact('ApprovalAttemptRefused', { by, attempted: z.enum(['approve', 'reject']), code: z.string() }),
  fact('ApprovalExpired', { round: z.number() }),
  fact('ChangeWithdrawn', { by, reason: z.string().optional() }),
  fact('ProceededWithoutApproval', { by, reason: z.string() }),
  fact('DeploymentRecorded', { by, deployment, source }),
  fact('DeploymentRolledBack', { by, rolledBackAt: at, note: z.string(), source: source.optional() }),
  fact('ChangeNotImplemented', { by, reason: z.string() }),
  fact('EvidenceAdded', { by, evidence }),
  fact('ReviewSubmitted', { by, review, askReviewers: z.array(z.string()) }),
  fact('ReviewReturned', { by, comments: z.string() }),
  fact('ReviewSignedOff', {
    by,
    memberOf,
    comment: z.string().optional(),
    incident: z.enum(['confirmed', 'wrong']).optional(),
  }),
  ...dutyFacts,
  fact('ChangeClosed', {}),
  fact('FindingExplained', { by, finding: z.enum(FINDING_CODES), text: z.string() }),
  fact('CardPosted', { channel: z.string(), ts: z.string(), permalink: z.string().optional() }),
  fact('AskPosted', {
    purpose: z.enum(['approve', 'review', 'verbal', 'hand-over']),
    user: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  fact('TicketOpened', {
    issueKey: z.string(),
    url: z.string(),
    assigned: z.boolean(),
    assignee: z.string().optional(),
  }),
  fact('TicketClosed', {}),
  fact('FollowUpOpened', { followUp: z.string(), issueKey: z.string(), url: z.string(), assigned: z.boolean() }),
  fact('IncidentNamed', { by, reference: z.string() }),
  fact('IncidentLinked', { by: by.optional(), incident }),
  fact('DeliveryRetried', { by }),
  fact('IncidentResolved', { incidentId: z.string(), ...heard }),
  fact('IncidentReopened', { incidentId: z.string(), ...heard }),
  fact('IncidentMerged', { incidentId: z.string(), into: z.string(), ...heard }),
  fact('IncidentPriorityChanged', { incidentId: z.string(), priority: z.string().optional(), ...heard }),
  fact('TicketMoved', { issueKey: z.string(), to: z.string(), url: z.string(), ...heard }),
  fact('TicketAssigned', {
    issueKey: z.string(),
    assignee: z.string().optional(),
    name: z.string().optional(),
    ...heard,
  }),
  fact('TicketClosedEarly', { issueKey: z.string(), status: z.string(), ...heard }),
  fact('TicketReopened', {
    issueKey: z.string(),
    status: z.string(),
    occurredAt: at.optional(),
    who: z.string().optional(),
  }),
  fact('TicketDeleted', { issueKey: z.string(), ...heard }),
  fact('DeliveryFailed', {
    destination: z.enum(['slack', 'jira', 'pagerduty']),
    effect: z.string(),
    words: z.string(),
  }),
  fact('EvidenceExported', {
    ...ofPeriod,
    changes: z.number(),
    sha256: z.string(),
    sample: z.object({ size: z.number(), seed: z.string() }).optional(),
    asOf: at.optional(),
    head: z.string().optional(),
    events: z.number().optional(),
    sums: z.string().optional(),
  }),
  fact('AuditorLinkMade', { link: z.string(), ...ofPeriod, expiresAt: at }),
  fact('AuditorLinkRevoked', { link: z.string() }),
  fact('AuditorPageOpened', { link: z.string(), page: z.string() }),
  fact('HeadPublished', { week: z.string(), issueKey: z.string(), head: z.string(), events: z.number() }),
  fact('PersonForgotten', { user: z.string(), pseudonym: z.string() }),
  fact('RecordRestored', { head: z.string(), events: z.number() }),
  fact('SightingRecorded', { seen, fingerprint: z.string(), judgeAt: at }),
  fact('SightingMatched', { change: z.string(), id: changeId }),
  fact('SightingFoundNormal', { reference: z.string(), approvedBy: z.array(z.string()) }),
  fact('SightingFoundUndeclared', { who: z.string(), answerBy: at }),
  fact('SightingAsked', { channel: z.string(), ts: z.string() }),
  fact('SightingDeclared', { by, change: z.string(), id: changeId }),
  fact('SightingLinked', { by, reference: z.string() }),
  fact('SightingExplained', { by, text: z.string() }),
  fact('TokenCreated', { id: z.string(), name: z.string(), scopes: z.array(z.string()), expiresAt: at }),
  fact('TokenRevoked', { id: z.string(), name: z.string() }),
  fact('GateAnswered', {
    token: z.string(),
    system: z.string(),
    commit: z.string().optional(),
    allowed: z.boolean(),
    ground: z.enum(GROUNDS),
    change: changeId.optional(),
    reason: z.string(),
  }),
  fact('PolicyAdopted', { hash: z.string() }),
  fact('DigestTaken', { date: z.string() }),
  fact('ReadinessChecked', { date: z.string(), faults: z.array(z.string()) }),
  fact('MonthlyReviewPosted', {
    month: z.string(),
    channel: z.string(),
    ts: z.string(),
    picture: z.string().optional(),
    facts: monthlyFacts,
  }),
  fact('MonthlyDecisionRecorded', {
    month: z.string(),
    by,
    decision: z.string(),
    owner: z.string().optional(),
    due: z.string().optional(),
  }),
  fact('MonthlyReviewSignedOff', { month: z.string(), by, memberOf, note: z.string().optional() }),
  fact('DigestPosted', {
    date: z.string(),
    channel: z.string(),
    ts: z.string(),
    head: z.string(),
    events: z.number(),
  }),
]);

/** Reads an event as stored. @throws when it is none: a record that cannot be read is never guessed at. */
export const decodeEvent = (schema: number, data: string): RecordedEvent => readEvent(schema, JSON.parse(data));

/** The same for data that was parsed already. @throws when it is no event */
export const readEvent = (schema: number, data: unknown): RecordedEvent => event.parse(lift(schema, data));

function lift(schema: number, data: unknown): unknown {
  if (schema === SCHEMA) return data;
  if (schema === 1) return listedFollowUps(data);
  throw new Error(`An event of schema ${schema} was written by a newer Breakglass: update this one`);
}

/** Until schema 2 follow-ups were one free text. */
const freeFollowUps = z.looseObject({
  type: z.literal('ReviewSubmitted'),
  review: z.looseObject({ followUps: z.string().optional() }),
});

function listedFollowUps(data: unknown): unknown {
  const old = freeFollowUps.safeParse(data);
  if (!old.success) return data;
  const { followUps: what, ...review } = old.data.review;
  return { ...old.data, review: { ...review, followUps: what ? [{ id: '1', what }] : [] } };
}
