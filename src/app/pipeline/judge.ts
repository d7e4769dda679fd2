import type { Duration, Instant, UserId } from '../../domain/change/types.ts';
import { clearanceOf } from '../../domain/clearance.ts';
import { findNormal, findUndeclared, matchSighting } from '../../domain/sighting/decide.ts';
import type { Candidate } from '../../domain/sighting/match.ts';
import { coveringChange, namingChange, otherCommitOf } from '../../domain/sighting/match.ts';
import type { Seen, Sighting } from '../../domain/sighting/types.ts';
import type { Queries } from '../ports.ts';
import { read } from '../read.ts';
import { SYSTEM } from '../record.ts';
import type { AttachDeps } from './attach.ts';
import { attach, authorsOf } from './attach.ts';
import { candidatesFor } from './candidates.ts';
import type { Reviews, Sightings } from './ports.ts';
import type { StreamDeps } from './sighting-stream.ts';
import { toSighting } from './sighting-stream.ts';
import { askEffect } from './undeclared.ts';

export interface JudgeDeps extends AttachDeps, StreamDeps {
  readonly sightings: Sightings;
  readonly reviews: Reviews;
  readonly queries: Pick<Queries, 'byId'>;
  /** How long somebody has to answer. */
  readonly answerWithin: () => Duration;
}

/**
 * What a sighting is, as far as is known now: part of an emergency change, or gone the normal way. `final`: its quiet
 * period is over, so that whatever nothing is known of is undeclared, and somebody is asked.
 */
export async function judge(sighting: Sighting, final: boolean, deps: JudgeDeps): Promise<Sighting> {
  if (sighting.state !== 'waiting' && sighting.state !== 'open') return sighting;
  const { seen } = sighting;
  const bringing = await broughtBy(seen, deps);
  const candidates = [...(await candidatesFor(seen.system, deps)), ...(await referred(seen, deps))];
  const normal = await normalPath(seen, bringing, deps);
  const change = choose(seen, candidates, bringing, normal !== undefined);
  const at = deps.now();
  if (change && (await attach({ seen, authors: authorsOf(seen, bringing) }, change, deps))) {
    return noted(sighting, deps, (known) => matchSighting(known, { at, key: change.key, id: change.id }));
  }
  if (normal) return noted(sighting, deps, (known) => findNormal(known, { at, ...normal }));
  if (!final || sighting.state === 'open') return sighting;
  return noted(sighting, deps, (known) => findUndeclared(known, { at, within: deps.answerWithin() }));
}

/**
 * A deployment belongs to the change under way even when its code was reviewed as ever; a merge that was reviewed is only
 * the change's own when the change names it. Another commit than the one that is named is told to those who approved.
 */
function choose(
  seen: Seen,
  candidates: readonly Candidate[],
  bringing: readonly Sighting[],
  isNormal: boolean,
): Candidate | undefined {
  const urls = [seen, ...bringing.map((brought) => brought.seen)].flatMap(({ url }) => url ?? []);
  const naming = namingChange(seen, urls, candidates);
  if (naming) return naming;
  const isDeployment = seen.kind === 'deployment';
  if (isNormal && (seen.reference !== undefined || !isDeployment)) return undefined;
  const covering = coveringChange(seen, candidates);
  if (covering || isNormal) return covering;
  return isDeployment ? otherCommitOf(seen, candidates) : undefined;
}

/** The merges and pushes that brought a deployed commit. */
const broughtBy = async (seen: Seen, { sightings }: JudgeDeps): Promise<readonly Sighting[]> =>
  seen.commit === undefined || seen.kind === 'protection' ? [] : sightings.bringing(seen.commit);

/** The emergency change that the pipeline itself names: also one of other systems, which is then told. */
async function referred({ reference }: Seen, { queries, ledger }: JudgeDeps): Promise<Candidate[]> {
  const number = emergencyNumber(reference);
  const row = number === undefined ? undefined : await queries.byId('EC', number);
  const known = row && !row.ended ? await read(ledger, row.key) : undefined;
  if (!known) return [];
  const { key, id, declaredAt } = known.change;
  return [{ key, id, declaredAt, ...clearanceOf(known.change) }];
}

/** The number in `EC-42`; `undefined` for the reference of a normal change. */
export function emergencyNumber(reference: string | undefined): number | undefined {
  const [, number] = /^EC-(\d{1,9})$/i.exec(reference?.trim() ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}

type Normal = { readonly reference: string; readonly approvedBy: readonly UserId[] };

/** A reference that the pipeline gave, or a merge that somebody else approved: the normal path's own record. */
async function normalPath(
  seen: Seen,
  bringing: readonly Sighting[],
  { reviews }: JudgeDeps,
): Promise<Normal | undefined> {
  if (seen.reference !== undefined && emergencyNumber(seen.reference) === undefined) {
    return { reference: seen.reference, approvedBy: [] };
  }
  const merges = [seen, ...bringing.map((brought) => brought.seen)].filter(({ kind }) => kind === 'merge');
  for (const { repository, pull, url, authors = [] } of merges) {
    if (repository === undefined || pull === undefined) continue;
    const reference = url ?? `${repository}#${pull}`;
    const approvedBy = (await reviews.approving(repository, pull)).filter((reviewer) => !authors.includes(reviewer));
    // What a merge pushed is told by the merge itself.
    if (approvedBy.length > 0 || (seen.kind === 'push' && seen.repository === repository)) {
      return { reference, approvedBy };
    }
  }
  return undefined;
}

async function noted(
  sighting: Sighting,
  deps: JudgeDeps,
  decide: Parameters<typeof toSighting>[1]['decide'],
): Promise<Sighting> {
  const order = { at: deps.now(), author: SYSTEM, decide, effects: askEffect };
  const outcome = await toSighting(sighting.key, order, deps);
  return outcome.ok ? outcome.value.sighting : sighting;
}

/** How many are judged in one go. */
const PAGE = 100;

/** Judges everything whose quiet period is over. One that fails does not hold up the rest: it is tried at the next tick. */
export async function judgeDue(now: Instant, deps: JudgeDeps, onError: (cause: unknown, key: string) => void) {
  const due = await deps.sightings.due(now, PAGE);
  for (const sighting of due) {
    await judge(sighting, true, deps).catch((cause: unknown) => onError(cause, sighting.key));
  }
}
