import { z } from 'zod';
import type { ChangeKey, Evidence, FollowUp, Instant, Review, UserId } from '../domain/change/types.ts';
import { CLEAN_UP } from '../domain/change/types.ts';

/** A review as far as somebody got: everything may be missing, and nothing has been judged yet. */
export interface ReviewDraft extends Partial<Omit<Review, 'followUps'>> {
  readonly followUps: readonly (Partial<FollowUp> & Pick<FollowUp, 'id'>)[];
  /** Test evidence as typed: one a line. */
  readonly evidence?: string | undefined;
}

export interface SavedDraft {
  readonly draft: ReviewDraft;
  readonly savedAt: Instant;
}

/** Half-written reviews, one a change and person: outside the record, since nobody has said them yet. */
export interface Drafts {
  readonly of: (change: ChangeKey, user: UserId) => Promise<SavedDraft | undefined>;
  readonly keep: (change: ChangeKey, user: UserId, draft: ReviewDraft, now: Instant) => Promise<void>;
  /** Everybody's of that change when no user is named. */
  readonly drop: (change: ChangeKey, user?: UserId) => Promise<void>;
}

const words = z.string().optional();
const shape = z.object({
  rootCause: words,
  deployed: words,
  pathAppropriate: z.enum(['yes', 'partly', 'no']).optional(),
  whyNotNormal: words,
  impact: words,
  tests: words,
  rolledBack: z.boolean().optional(),
  cleanUp: z.array(z.enum(CLEAN_UP)).optional(),
  lateReason: words,
  evidence: words,
  followUps: z.array(z.object({ id: z.string(), what: words, owner: words, due: words })),
});

/** `undefined` for one that this version cannot read: a draft is a convenience, never a fact. */
export function readDraft(held: string): ReviewDraft | undefined {
  try {
    return shape.parse(JSON.parse(held));
  } catch {
    return undefined;
  }
}

/** As handed in: what is missing is empty, for the rules to refuse. A follow-up of which nothing is said is none. */
export function reviewOf(draft: ReviewDraft): Review {
  const { evidence: _attached, followUps, ...said } = draft;
  return {
    ...said,
    rootCause: said.rootCause ?? '',
    deployed: said.deployed ?? '',
    pathAppropriate: said.pathAppropriate ?? 'yes',
    whyNotNormal: said.whyNotNormal ?? '',
    impact: said.impact ?? '',
    tests: said.tests ?? '',
    rolledBack: said.rolledBack ?? false,
    cleanUp: said.cleanUp ?? [],
    followUps: followUps
      .filter(({ what, owner, due }) => what || owner || due)
      .map((followUp) => ({ ...followUp, what: followUp.what ?? '' })),
  };
}

const MOST_EVIDENCE = 10;

/** One a line: an address and words about it, or words alone. */
export function evidenceOf({ evidence = '' }: ReviewDraft): Evidence[] {
  const lines = evidence.split('\n').map((line) => line.trim());
  return lines
    .filter(Boolean)
    .slice(0, MOST_EVIDENCE)
    .map((line) => {
      const url = /https?:\/\/[^\s<>|]+/i.exec(line)?.[0];
      const text = (url === undefined ? line : line.replace(url, ' ')).replace(/\s+/g, ' ').trim();
      return { kind: 'test', text: text || 'Test evidence', ...(url === undefined ? {} : { url }) };
    });
}
