import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/change/types.ts';
import { commitIn } from '../../domain/commits.ts';
import type { KnownChange } from '../../domain/reconcile/known.ts';
import type { Judgement, LogRow } from '../../domain/reconcile/types.ts';
import { recordSighting } from '../../domain/sighting/decide.ts';
import type { Seen } from '../../domain/sighting/types.ts';
import type { Handle } from '../handle.ts';
import type { Author } from '../record.ts';
import { deploymentOf } from './attach.ts';
import type { Recognise } from './recognise.ts';
import type { StreamDeps } from './sighting-stream.ts';
import { toSighting } from './sighting-stream.ts';
import { fingerprintOf } from './take.ts';

export interface ImportDeps extends StreamDeps {
  readonly handle: Handle;
  readonly recognise: Recognise;
  /** `EC-42` as the record knows it. */
  readonly changeOf: (id: string) => KnownChange | undefined;
  readonly now: () => Instant;
}

/**
 * Puts a row that somebody has to look at on record, once however often the log is imported: a deployment of its change
 * where it has one, so that verdict and findings follow from it; otherwise something undeclared, about which the bot asks.
 * True when it was not on record yet. @throws LedgerFailure when it was not taken
 */
export async function importDeviation({ row, change }: Judgement, author: Author, deps: ImportDeps): Promise<boolean> {
  const seen = await seenOf(row, deps.recognise);
  const known = change === undefined ? undefined : deps.changeOf(change);
  return known ? toChange(known, seen, author, deps) : undeclared(row, seen, author, deps);
}

async function seenOf(row: LogRow, recognise: Recognise): Promise<Seen> {
  const { system, version, deployedAt, deployer, url } = row;
  const commit = version === undefined ? undefined : commitIn(version);
  const what = version === undefined ? `deployment of ${system}` : (commit?.slice(0, 12) ?? version);
  const who = await recognise({ source: 'import', name: deployer ?? 'unknown' });
  return { kind: 'deployment', source: 'import', system, commit, what, occurredAt: deployedAt, who, url };
}

async function toChange({ key }: KnownChange, seen: Seen, author: Author, { handle, now }: ImportDeps) {
  const deployment = deploymentOf(seen);
  const order = { type: 'RecordDeployment', by: seen.who, at: now(), standing: 'member', deployment } as const;
  const outcome = await handle(key, { ...order, source: 'import', sameAs: [] }, { author });
  if (outcome.ok) return true;
  if (outcome.error.code === 'same-deployment') return false;
  throw new Error(`A deployment of the log was refused: ${outcome.error.code}`);
}

/** The same system, version and moment are the same deployment, whichever file tells it. */
async function undeclared({ system, version, deployedAt }: LogRow, seen: Seen, author: Author, deps: ImportDeps) {
  const told = createHash('sha256')
    .update(JSON.stringify([system, version, deployedAt]))
    .digest('hex');
  const at = deps.now();
  const order = { seen, fingerprint: fingerprintOf(seen), at, judgeAt: at };
  const decide = (known: Parameters<typeof recordSighting>[0]) => recordSighting(known, order);
  const outcome = await toSighting(`sighting/import/${told.slice(0, 24)}`, { at, author, decide }, deps);
  if (!outcome.ok) throw new Error(`A row of the log was refused: ${outcome.error.code}`);
  return outcome.value.isNew;
}
