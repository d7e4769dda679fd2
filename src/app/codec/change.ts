import { z } from 'zod';
import { FINDING_CODES } from '../../domain/findings/types.ts';
import { at, by, changeId, fact, memberOf, source } from './fact.ts';
import { ask, candidates, deployment, details, evidence, requirement, review, roundReason, terms } from './shapes.ts';

/** What people decide and do on a change, and what time brings about. */
export const changeFacts = [
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
  fact('ChangeClosed', {}),
  fact('FindingExplained', { by, finding: z.enum(FINDING_CODES), text: z.string() }),
] as const;
