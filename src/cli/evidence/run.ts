import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { evidenceNames } from '../../app/names.ts';
import type { Names } from '../../domain/telling.ts';
import type { Exported } from '../../evidence/pack/export.ts';
import { exportPack } from '../../evidence/pack/export.ts';
import { noteExport } from '../../evidence/pack/note.ts';
import type { Query } from '../../evidence/pack/statement.ts';
import { software } from '../../main/software.ts';
import { parsePolicy } from '../../policy/load.ts';
import { groupTitle } from '../../policy/terms.ts';
import { sqliteLedger } from '../../sqlite/ledger.ts';
import { sqliteNames } from '../../sqlite/names.ts';
import type { Connection } from '../../sqlite/open.ts';
import { openDatabase } from '../../sqlite/open.ts';
import { recordAt } from '../../sqlite/record-at.ts';
import { progressBar } from '../progress.ts';
import { databaseFile, periodFrom } from '../record.ts';
import type { Asked } from './asked.ts';

/** Writes the pack and puts the export on record. @throws with words for people */
export async function runEvidence(asked: Asked): Promise<void> {
  const now = Date.now();
  const query = queryOf(asked, now);
  const key = asked.sign === undefined ? undefined : signingKey(asked.sign);
  if (existsSync(asked.out) && !asked.force)
    throw new Error(`${asked.out} is there already: name another file, or add --force`);
  const file = databaseFile(asked.db);
  if (!existsSync(file)) throw new Error(`There is no database at ${file}: name it with --db, or set DATABASE_URL`);
  const connection = openDatabase(file);
  try {
    tell(asked, query, await write(connection, { query, key, out: resolve(asked.out) }));
  } finally {
    connection.raw.close();
  }
}

async function write(
  connection: Connection,
  { query, key, out }: { query: Query; key: KeyObject | undefined; out: string },
) {
  const record = recordAt(connection, query.asOf);
  const policyHash = record.policyHash;
  if (policyHash === undefined)
    throw new Error('Nothing was on record by then: see --as-of, or name another database with --db');
  const ledger = sqliteLedger(connection);
  const author = { actor: query.by, surface: 'cli' } as const;
  const progress = progressBar(process.stderr);
  try {
    return await exportPack({
      record,
      names: await namesAt(connection, record.policyText(policyHash)),
      query,
      out,
      key,
      onProgress: ({ what, done, of }) =>
        progress.show(what === 'events' ? 'Reading the record' : 'Writing dossiers', done, of),
      onWhole: (exported) => noteExport(query, exported, { ledger, author, policyHash, now: Date.now() }),
    });
  } finally {
    progress.end();
  }
}

/** As Slack told of them; otherwise as the policy calls them. */
async function namesAt(connection: Connection, policyText: string | undefined): Promise<Names> {
  const policy = policyText === undefined ? undefined : readable(policyText);
  const listed = Object.entries(policy?.people ?? {}).map(([name, { slack }]) => [slack, name] as const);
  const inPolicy = new Map(listed);
  const { person, group } = await evidenceNames(sqliteNames(connection), (id) =>
    policy ? groupTitle(policy, id) : id,
  );
  return { group, person: (user) => (person(user) === user ? (inPolicy.get(user) ?? user) : person(user)) };
}

/** An old policy that this version would no longer accept still is what was in force. */
function readable(text: string) {
  try {
    return parsePolicy(text);
  } catch {
    return undefined;
  }
}

function queryOf(asked: Asked, now: number): Query {
  const { sample, seed, stratify, by = `${userInfo().username}@${hostname()}` } = asked;
  if (sample !== undefined && seed === undefined)
    throw new Error('A sample needs a seed, so that it can be drawn again: add --seed 7');
  if (sample === undefined && (seed ?? stratify) !== undefined)
    throw new Error('How many changes shall be drawn? Add --sample 25');
  const asOf = asked.asOf === undefined ? now : Date.parse(asked.asOf);
  if (Number.isNaN(asOf) || !/\d{4}-\d\d-\d\d/.test(asked.asOf ?? '2026-01-01')) {
    throw new Error(`“${asked.asOf}” is no time: write --as-of 2026-10-05T09:00:00Z`);
  }
  if (asOf > now) throw new Error(`--as-of ${asked.asOf} lies in the future: nothing is on record of it yet`);
  const drawn = sample !== undefined && seed !== undefined ? { size: sample, seed, stratify } : undefined;
  return { period: periodFrom(asked), asOf, by, software: software(), sample: drawn };
}

function signingKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new Error(`${file} is no private key (${cause instanceof Error ? cause.message : cause}): ${MAKE_KEY}`);
  }
  throw new Error(`${file} is no Ed25519 key: ${MAKE_KEY}`);
}

const MAKE_KEY = 'make one with `openssl genpkey -algorithm ed25519 -out key.pem`';

function tell({ out, json }: Asked, { period, asOf }: Query, exported: Exported): void {
  const { changes, gaps, head, sums, sha256 } = exported;
  if (json) {
    console.log(
      JSON.stringify(
        { file: out, ...period, asOf: new Date(asOf).toISOString(), changes, gaps, head, sums, sha256 },
        null,
        2,
      ),
    );
    return;
  }
  console.log(`${out}: ${changes} emergency changes declared from ${period.firstDay} to ${period.lastDay} (UTC).`);
  if (gaps.length > 0)
    console.log(`Not of the period though between its numbers: ${gaps.join(', ')}; completeness.json says why.`);
  console.log(`The record's head: ${head.hash}@${head.position}`);
  console.log(`SHA-256 ${sha256}`);
  console.log(`The export is on record. Whoever gets the file checks it with: breakglass verify ${out}`);
}
