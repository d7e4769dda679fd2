import { z } from 'zod';
import { GROUNDS } from '../../domain/gate.ts';
import { at, by, changeId, fact, memberOf } from './fact.ts';

const ofPeriod = { firstDay: z.string(), lastDay: z.string() };
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

/** What concerns no single change. */
export const workspaceFacts = [
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
    picture: z.string().optional(),
    head: z.string(),
    events: z.number(),
  }),
];
