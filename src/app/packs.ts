import type { Instant, UserId } from '../domain/change/types.ts';
import type { Period } from '../domain/period.ts';
import { periodOf } from '../domain/period.ts';
import type { Outside } from './effects/context.ts';
import { PermanentFailure } from './errors.ts';
import type { EvidenceExported } from './evidence-events.ts';
import type { Delivery } from './outside-ports.ts';
import type { Claim, EvidenceWork, Ledger } from './ports.ts';
import { WORKSPACE } from './record.ts';

/** What was asked for; the same again makes the same bytes. */
export interface PackQuery {
  readonly period: Period;
  /** What was recorded later is not in it. */
  readonly asOf: Instant;
  /** Who it is made for, as it says itself. */
  readonly by: string;
}

/** An evidence pack on disk, until `remove` is called. */
export interface MadePack {
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Promise<Uint8Array>;
  readonly stream: () => ReadableStream;
  readonly remove: () => void;
  readonly changes: number;
  readonly head: { readonly position: number; readonly hash: string };
  /** SHA-256 of its SHA256SUMS, and of the file. */
  readonly sums: string;
  readonly sha256: string;
}

/** Makes evidence packs of the record. @throws when the record is broken */
export type MakePack = (query: PackQuery) => Promise<MadePack>;

/** That a pack left the house. It lies behind the pack's own head, so that the same query makes the same pack again. */
export function exportedEvent(
  { period, asOf, sample }: Pick<PackQuery, 'period' | 'asOf'> & Pick<EvidenceExported, 'sample'>,
  { changes, sha256, head, sums }: Pick<MadePack, 'changes' | 'sha256' | 'head' | 'sums'>,
  now: Instant,
): EvidenceExported {
  const { firstDay, lastDay } = period;
  const at = Math.max(now, asOf + 1);
  return {
    type: 'EvidenceExported',
    at,
    firstDay,
    lastDay,
    changes,
    sha256,
    ...(sample ? { sample: { size: sample.size, seed: sample.seed } } : {}),
    asOf,
    head: head.hash,
    events: head.position,
    sums,
  };
}

export const isEvidence = (work: Claim['work']): work is EvidenceWork => work.kind === 'send-evidence';

export interface PackDeps {
  readonly ledger: Ledger;
  readonly outside: Outside;
  readonly makePack?: MakePack | undefined;
  readonly now: () => Instant;
}

/** Takes the wish for a pack down: it is made and sent behind the scenes, and a restart does not forget it. */
export function askForPack(
  ledger: Pick<Ledger, 'commit'>,
  {
    user,
    period,
    key,
    now,
    policyHash,
  }: { user: UserId; period: Period; key: string; now: Instant; policyHash: string },
): Promise<void> {
  const { firstDay, lastDay } = period;
  const work: EvidenceWork = { kind: 'send-evidence', user, firstDay, lastDay, asOf: now };
  return ledger.commit(WORKSPACE, now, () => ({
    result: undefined,
    events: [],
    author: { actor: user, surface: 'slack' as const },
    policyHash,
    effects: [{ key: `evidence/${key}`, lane: `evidence/${user}`, version: 0, work }],
  }));
}

/** Makes the pack and hands it over in a direct message; that it went out is committed together with "done". */
export async function sendEvidence(work: EvidenceWork, delivery: Delivery, deps: PackDeps): Promise<void> {
  const { ledger, outside, makePack, now } = deps;
  const period = periodOf(work.firstDay, work.lastDay);
  if (!makePack || !period.ok) throw new PermanentFailure('No evidence pack can be made here');
  const query = { period: period.value, asOf: work.asOf, by: (await outside.people.find(work.user)).name };
  const made = await makePack(query);
  try {
    await outside.chat.sendPack(work.user, { ...made, ...query, bytes: await made.bytes() }, delivery);
  } finally {
    made.remove();
  }
  const event = exportedEvent(query, made, now());
  await ledger.commit(WORKSPACE, event.at, () => ({
    result: undefined,
    events: [event],
    author: { actor: work.user, surface: 'slack' as const },
    policyHash: outside.policy().hash,
    effects: [],
    settles: delivery.key,
  }));
}
