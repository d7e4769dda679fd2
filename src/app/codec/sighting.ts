import { z } from 'zod';
import { OUTCOMES, SIGHTING_KINDS } from '../../domain/sighting/types.ts';
import { at, by, changeId, fact } from './fact.ts';

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

/** What pipelines and GitHub told of. */
export const sightingFacts = [
  fact('SightingRecorded', { seen, fingerprint: z.string(), judgeAt: at }),
  fact('SightingMatched', { change: z.string(), id: changeId }),
  fact('SightingFoundNormal', { reference: z.string(), approvedBy: z.array(z.string()) }),
  fact('SightingFoundUndeclared', { who: z.string(), answerBy: at }),
  fact('SightingAsked', { channel: z.string(), ts: z.string() }),
  fact('SightingDeclared', { by, change: z.string(), id: changeId }),
  fact('SightingLinked', { by, reference: z.string() }),
  fact('SightingExplained', { by, text: z.string() }),
];
