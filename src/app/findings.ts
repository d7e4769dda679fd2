import type { ChangeKey, Instant } from '../domain/change/types.ts';
import { findingsOf, openFindings } from '../domain/findings/findings.ts';
import type { Finding, FindingCode } from '../domain/findings/types.ts';
import type { Names } from '../domain/telling.ts';
import type { Ledger, Queries } from './ports.ts';
import type { Known } from './read.ts';
import { read } from './read.ts';
import type { ChangeRow } from './read-model.ts';

export interface FindingsDeps {
  readonly ledger: Pick<Ledger, 'history'>;
  readonly queries: Pick<Queries, 'withFindings'>;
}

/** A change and which of its findings nobody has cleared or explained. */
export interface OpenRow {
  readonly row: ChangeRow;
  readonly open: readonly FindingCode[];
}

export interface Judged extends Known {
  readonly findings: readonly Finding[];
}

/** The change with what an auditor would raise about it at `now`. */
export async function judged(
  ledger: FindingsDeps['ledger'],
  key: ChangeKey,
  now: Instant,
  names?: Names,
): Promise<Judged | undefined> {
  const known = await read(ledger, key);
  return known && { ...known, findings: findingsOf(known.change, known.events, now, names) };
}

/**
 * What is open now, the newest change first. The rows tell what was open when something last happened to each change; only
 * those to which time alone may have added are read again, and of those `isWanted` alone.
 */
export async function openNow(
  { ledger, queries }: FindingsDeps,
  now: Instant,
  isWanted: (row: ChangeRow) => boolean = () => true,
): Promise<readonly OpenRow[]> {
  const found: OpenRow[] = [];
  for (const row of (await queries.withFindings(now)).filter(isWanted)) {
    const isStale = row.findingsAt !== undefined && row.findingsAt <= now;
    const open = isStale ? await codesOpen(ledger, row.key, now) : row.findings;
    if (open.length > 0) found.push({ row, open });
  }
  return found;
}

async function codesOpen(ledger: FindingsDeps['ledger'], key: ChangeKey, now: Instant): Promise<FindingCode[]> {
  const known = await judged(ledger, key, now);
  return known ? openFindings(known.findings).map(({ code }) => code) : [];
}
