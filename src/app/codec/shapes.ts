import { z } from 'zod';
import { AUDIENCES, CLEAN_UP, KINDS, RISKS, TROUBLES } from '../../domain/change/types.ts';
import { at, duration } from './fact.ts';

export const requirement = z.object({ rule: z.string(), groups: z.array(z.string()), places: z.number() });
const approvalRung = z.discriminatedUnion('step', [
  z.object({ after: duration, step: z.literal('ask'), group: z.string() }),
  z.object({ after: duration, step: z.literal('page') }),
  z.object({ after: duration, step: z.literal('offer') }),
]);
export const terms = z.object({
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
  patchWithin: duration.optional(),
  ticket: z.boolean().optional(),
});
export const details = z.object({
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
export const deployment = z.object({
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
export const review = z.object({
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
export const evidence = z.object({
  kind: z.enum(['test', 'link', 'note']),
  text: z.string(),
  url: z.string().optional(),
  quoted: z.object({ author: z.string().optional(), writtenAt: at }).optional(),
});
export const incident = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  url: z.string(),
  serviceId: z.string().optional(),
});
export const candidates = z.array(z.object({ user: z.string(), groups: z.array(z.string()) }));
export const roundReason = z.enum(['asked again', 'independent approval owed', 'approval withdrawn', 'scope extended']);
export const ask = {
  asked: candidates,
  fallback: z.string().optional(),
  shortfall: z.array(z.string()),
  troubles: z.array(z.object({ group: z.string(), kind: z.enum(TROUBLES), what: z.string() })).optional(),
};
