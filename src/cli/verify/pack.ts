import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compareWithRecord } from '../../evidence/verify/against-record.ts';
import type { Fault } from '../../evidence/verify/fault.ts';
import type { Head } from '../../evidence/verify/heads.ts';
import type { Report } from '../../evidence/verify/verify.ts';
import { verifyPack } from '../../evidence/verify/verify.ts';
import { openReadOnly } from '../../sqlite/open.ts';
import { recordAt } from '../../sqlite/record-at.ts';
import { progressBar } from '../progress.ts';
import { databaseFile } from '../record.ts';
import type { Asked } from './asked.ts';
import { verifyRecord } from './database.ts';

export function runOnPack(file: string, { database, head: heads = [], key, quick, json }: Asked): void {
  const progress = progressBar(process.stderr);
  const report = verifyPack({
    file,
    heads,
    key: key === undefined ? undefined : publicKeyIn(key),
    quick,
    onProgress: progress.show,
  });
  progress.end();
  const compared = database === undefined ? undefined : databaseFile(database === true ? undefined : database);
  const against = compared === undefined ? [] : faultsAgainst(file, report, compared);
  const faults = [...report.faults, ...against];
  const count = report.faultCount + against.length;
  if (json) console.log(JSON.stringify(asJson(report, faults, count, compared), null, 2));
  else if (count === 0) for (const line of soundLines(file, report, heads, compared)) console.log(line);
  else for (const line of faultLines(file, faults, count)) console.error(line);
  process.exitCode = count === 0 ? 0 : 1;
}

/** The lines of the pack against those of the database, and whether the export is on record. */
function faultsAgainst(file: string, { inputs, sums }: Report, database: string): readonly Fault[] {
  if (!inputs) return [];
  let isOnRecord = false;
  verifyRecord(database, undefined, ({ type, data }) => {
    if (type === 'EvidenceExported' && (data as { sums?: string }).sums === sums) isOnRecord = true;
  });
  const connection = openReadOnly(database);
  try {
    const differences = compareWithRecord(file, inputs, recordAt(connection, inputs.query.asOf));
    return isOnRecord ? differences : [...differences, NOT_EXPORTED];
  } finally {
    connection.raw.close();
  }
}

const NOT_EXPORTED: Fault = {
  place: 'SHA256SUMS',
  what: 'no export with these sums is on record in this database',
  means: 'The pack was changed since, or was not written by `breakglass evidence` from this record.',
};

function soundLines(file: string, report: Report, heads: readonly Head[], compared: string | undefined): string[] {
  const { changes, files, events, head, signer, isRewritten, inputs } = report;
  const { firstDay, lastDay } = inputs?.query.period ?? {};
  return [
    `${file} is sound: ${changes} emergency changes declared from ${firstDay} to ${lastDay} (UTC), ${files} files.`,
    `Chain      ${events.inFull} events in full and the places of ${events.withheld} others, from ${events.from} to ${events.to}, unbroken`,
    `Head       ${head}@${events.to}${heads.length > 0 ? `; ${heads.length} published ${heads.length === 1 ? 'head' : 'heads'} found in it` : '; compare one that was published: --head'}`,
    isRewritten
      ? 'Files      each one was written again from the events, and is the same'
      : 'Files      as their sums say; they were not written again (--quick)',
    signer === 'none' ? 'Signature  none' : `Signature  good, by the key ${signer}`,
    compared === undefined
      ? 'Withheld   not compared with the database: that takes --database'
      : `Database   ${compared} says the same, and has the export on record`,
  ];
}

function faultLines(file: string, faults: readonly Fault[], count: number): string[] {
  return [
    `${file} is not sound: ${count} ${count === 1 ? 'fault' : 'faults'}.`,
    ...faults.map(({ place, what, means }) => `✘ ${place}: ${what}\n    ${means}`),
    ...(count > faults.length ? [`… and ${count - faults.length} more`] : []),
  ];
}

const asJson = (
  { inputs, faultCount: _, ...report }: Report,
  faults: readonly Fault[],
  count: number,
  compared: string | undefined,
) => ({
  sound: count === 0,
  ...report,
  faults,
  faultCount: count,
  period: inputs && {
    from: inputs.query.period.firstDay,
    to: inputs.query.period.lastDay,
    asOf: new Date(inputs.query.asOf).toISOString(),
  },
  comparedWith: compared ?? null,
});

function publicKeyIn(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file));
  } catch (cause) {
    throw new Error(`${file} is no public key (${cause instanceof Error ? cause.message : cause})`);
  }
}
