import { createHash } from 'node:crypto';
import type { Duration } from '../../domain/change/types.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import { recordSighting } from '../../domain/sighting/decide.ts';
import type { Seen, Sighting } from '../../domain/sighting/types.ts';
import type { Author } from '../record.ts';
import type { JudgeDeps } from './judge.ts';
import { judge } from './judge.ts';
import { toSighting } from './sighting-stream.ts';

export interface TakeDeps extends JudgeDeps {
  /** How long is waited for what else comes, before anybody is asked. */
  readonly quiet: () => Duration;
  /** Told when somebody has to be judged later. */
  readonly wake: () => void;
}

/** Another delivery came under this key before. */
export interface Crossed {
  readonly code: 'crossed';
}

export interface Taken {
  readonly sighting: Sighting;
  /** False: it had been told before. */
  readonly isNew: boolean;
}

/** The same words are the same delivery. */
export const fingerprintOf = (said: unknown): string => createHash('sha256').update(JSON.stringify(said)).digest('hex');

/**
 * Takes what a pipeline or GitHub told: on record first, then matched to an open change where one covers it. Everything of
 * a system that comes within one quiet period is judged together at its end. @throws LedgerFailure when it was not taken
 */
export async function take(
  key: string,
  seen: Seen,
  { author, fingerprint }: { readonly author: Author; readonly fingerprint: string },
  deps: TakeDeps,
): Promise<Result<Taken, Crossed>> {
  const at = deps.now();
  const judgeAt = (await deps.sightings.quietUntil(seen.system, at)) ?? at + deps.quiet();
  const order = { seen, fingerprint, at, judgeAt };
  const outcome = await toSighting(key, { at, author, decide: (known) => recordSighting(known, order) }, deps);
  if (!outcome.ok) throw new Error(`A sighting was refused: ${outcome.error.code}`);
  const { sighting, isNew } = outcome.value;
  if (sighting.fingerprint !== fingerprint) return err({ code: 'crossed' });
  const judged = await judge(sighting, false, deps);
  deps.wake();
  return ok({ sighting: judged, isNew });
}
