import { createHash } from 'node:crypto';
import { openSync } from 'node:fs';
import canonicalize from 'canonicalize';
import { exportPack } from '../../../src/evidence/pack/export.ts';
import { lineReader } from '../../../src/evidence/verify/lines.ts';
import { verifyPack } from '../../../src/evidence/verify/verify.ts';
import { LOCAL_SIZE } from '../../../src/evidence/zip/format.ts';
import type { Bytes } from '../../../src/evidence/zip/read.ts';
import { bytesOf } from '../../../src/evidence/zip/read.ts';
import { writeZip } from '../../../src/evidence/zip/write.ts';
import { openReadOnly } from '../../../src/sqlite/open.ts';
import { recordAt } from '../../../src/sqlite/record-at.ts';
import { YEAR } from '../evidence-record.ts';

/** Where one record lies, and what is made of it. */
export interface Place {
  readonly database: string;
  readonly pack: string;
  readonly raw: string;
}

/** CPU in milliseconds, of the work alone; memory in MiB, of the whole process. */
export interface Spent {
  readonly cpu: number;
  readonly peakMemory: number;
}

const asOf = YEAR.to + 5 * 24 * 3_600_000;

const work = {
  export: ({ database, pack }: Place) =>
    exportPack({
      record: recordAt(openReadOnly(database), asOf),
      names: { person: (user) => user, group: (group) => group },
      query: {
        period: { ...YEAR, firstDay: '2025-01-01', lastDay: '2025-12-31' },
        asOf,
        by: 'bench',
        software: 'bench',
      },
      out: pack,
    }),
  verify: ({ pack }: Place) => soundly(verifyPack({ file: pack }).faultCount),
  quick: ({ pack }: Place) => soundly(verifyPack({ file: pack, quick: true }).faultCount),
  /** The events' rows read, hashed and put into an archive. */
  rawPack: ({ database, raw }: Place) => {
    const zip = writeZip(raw);
    const file = zip.begin('events.jsonl');
    for (const row of openReadOnly(database).raw.prepare('SELECT * FROM events ORDER BY position').iterate()) {
      const { hash: _, ...content } = row as { hash: string; data: string };
      const text = canonicalize({ ...content, data: JSON.parse(content.data) }) ?? '';
      const sum = createHash('sha256').update(text).digest('hex');
      file.write(Buffer.from(`{"event":${text},"hash":"${sum}"}\n`));
    }
    file.end();
    zip.end();
  },
  /** The events' lines read, parsed and hashed. */
  rawLines: ({ pack }: Place) => {
    const { piece } = lineReader(({ text }) => {
      JSON.parse(text);
      createHash('sha256').update(text).digest('hex');
    });
    const bytes = bytesOf(openSync(pack, 'r'));
    for (const part of bytes.pieces(...eventsIn(bytes))) piece(part);
  },
} as const;
export type Work = keyof typeof work;

/** The first file of every pack: where its content begins, and how long it is. */
function eventsIn(bytes: Bytes): [start: number, size: number] {
  const header = bytes.at(0, LOCAL_SIZE);
  return [LOCAL_SIZE + header.readUInt16LE(26), header.readUInt32LE(22)];
}

function soundly(faults: number): void {
  if (faults > 0) throw new Error(`The pack has ${faults} faults: what is measured is wrong`);
}

process.on('message', async ({ what, place }: { what: Work; place: Place }) => {
  const before = process.cpuUsage();
  await work[what](place);
  const { user, system } = process.cpuUsage(before);
  const spent: Spent = { cpu: (user + system) / 1000, peakMemory: process.resourceUsage().maxRSS / 1024 };
  process.send?.(spent, () => process.exit(0));
});
