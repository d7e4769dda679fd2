import type { Result } from '../../domain/result.ts';
import type { SightingAnswer, SightingRefusal } from '../../domain/sighting/decide.ts';
import { answerSighting } from '../../domain/sighting/decide.ts';
import type { Sighting } from '../../domain/sighting/types.ts';
import { attach, authorsOf } from './attach.ts';
import type { JudgeDeps } from './judge.ts';
import { emergencyNumber, judge } from './judge.ts';
import { toSighting } from './sighting-stream.ts';
import { askEffect } from './undeclared.ts';

/** Takes what somebody says about what went out without a record. Resolves once it is on disk. */
export type AnswerSighting = (key: string, answer: SightingAnswer) => Promise<Result<Sighting, SightingRefusal>>;

/** An emergency change that is named as the reference gets the deployment into its own record. */
export function sightingAnswerer(deps: JudgeDeps & { readonly wake: () => void }): AnswerSighting {
  return async (key, answer) => {
    const author = { actor: answer.by, surface: 'slack' as const };
    const decide = (known: Sighting | undefined) => answerSighting(known, answer);
    const outcome = await toSighting(key, { at: answer.at, author, decide, effects: askEffect }, deps);
    if (!outcome.ok) return outcome;
    const { sighting } = outcome.value;
    await tellChange(sighting, answer, deps);
    if (answer.how === 'declared') await judgeOthers(sighting, deps);
    deps.wake();
    return { ok: true, value: sighting };
  };
}

/** What else went out with it, and is named by the change now. */
async function judgeOthers({ seen }: Sighting, deps: JudgeDeps): Promise<void> {
  const open = await deps.sightings.undeclared();
  for (const other of open.filter(({ seen: { system } }) => system === seen.system)) await judge(other, false, deps);
}

async function tellChange({ seen }: Sighting, answer: SightingAnswer, deps: JudgeDeps): Promise<void> {
  const number = answer.how === 'linked' ? emergencyNumber(answer.reference) : undefined;
  const row = number === undefined ? undefined : await deps.queries.byId('EC', number);
  const change =
    answer.how === 'declared'
      ? { key: answer.change, id: answer.id }
      : row && { key: row.key, id: { sequence: 'EC' as const, number: row.number } };
  if (!change) return;
  const bringing = seen.commit === undefined ? [] : await deps.sightings.bringing(seen.commit);
  await attach({ seen, authors: authorsOf(seen, bringing) }, change, deps);
}
