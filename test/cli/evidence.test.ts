import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../src/sqlite/chain.ts';
import type { PackPlace } from '../support/packs.ts';
import { packPlace } from '../support/packs.ts';
import { run } from './run.ts';

let place: PackPlace;
let pack: string;
let trusted: string;
const at = (name: string) => join(place.folder, name);
const evidence = (out: string, ...more: string[]) =>
  run(['evidence', '--from', '2026-07-01', '--to', '2026-09-30', '--out', at(out), '--db', place.database, ...more]);
const headOf = () => [...chain(place.connection)].at(-1);

beforeAll(async () => {
  place = await packPlace();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(at('trusted.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  trusted = at('trusted.pem');
  pack = at('q3.zip');
});
afterAll(() => place.remove());

describe('breakglass evidence, and verify after it', () => {
  it('writes the pack, puts the export on record, and the pack is sound on its own and against the database', async () => {
    const published = headOf();
    const { code, out, err } = await evidence(
      'q3.zip',
      '--sample',
      '2',
      '--seed',
      '7',
      '--sign',
      at('key.pem'),
      '--by',
      'Kim Lee',
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('5 emergency changes declared from 2026-07-01 to 2026-09-30 (UTC)');
    expect(headOf()).toMatchObject({
      type: 'EvidenceExported',
      actor: 'Kim Lee',
      surface: 'cli',
      data: { changes: 5 },
    });

    const head = `${published?.hash.slice(0, 12)}@${published?.position}`;
    const checked = await run(['verify', pack, '--head', head, '--key', trusted, '--database', place.database]);
    expect([checked.code, checked.err]).toEqual([0, '']);
    expect(checked.out).toMatch(
      /is sound: 5 emergency changes.*\n.*unbroken\n.*1 published head found.*\n.*is the same\nSignature {2}good/,
    );
    expect(checked.out).toContain('says the same, and has the export on record');
  });

  it('says for machines what it found, and ends with 1', async () => {
    const bytes = readFileSync(pack);
    bytes[bytes.indexOf('Roll payments back')] = 0x72;
    writeFileSync(at('altered.zip'), bytes);
    const { code, out, err } = await run(['verify', at('altered.zip'), '--json']);
    const { sound, faults } = JSON.parse(out);
    expect([code, err, sound]).toEqual([1, '', false]);
    expect(faults[0]).toMatchObject({
      place: expect.stringMatching(/^events\.jsonl, line 1 \(event \d+ of EC-2\)$/),
      what: 'the event was altered: its content does not match its hash',
      means: expect.any(String),
    });
  });

  it('says it to people with the place and the meaning, and no stack', async () => {
    const { code, out, err } = await run(['verify', at('altered.zip'), '--quick']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/altered\.zip is not sound: \d+ faults\.\n✘ events\.jsonl, line 1 .*: the event was altered/);
    expect(err).not.toContain('    at ');
  });

  it('finds the pack of a record whose database says something else', async () => {
    const other = at('other.db');
    place.connection.raw.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(place.database, other);
    const raw = new Database(other);
    const triggers = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[];
    for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
    raw.exec('DELETE FROM events WHERE position > 30');
    raw.close();
    const { code, err } = await run(['verify', pack, '--database', other]);
    expect(code).toBe(1);
    expect(err).toContain('the database says something else');
    expect(err).toContain('no export with these sums is on record');
  });

  it.each<[string, () => Promise<{ code: number | null; err: string }>, string]>([
    [
      'a head that another record published',
      () => run(['verify', pack, '--head', `${'f'.repeat(64)}@30`]),
      'was published',
    ],
    [
      'a head from before the pack',
      () => run(['verify', pack, '--head', `${'f'.repeat(64)}@1`]),
      'published in between',
    ],
    ['a key that did not sign it', () => run(['verify', pack, '--key', at('key2.pem')]), 'signed with another key'],
    ['a pack that is not there', () => run(['verify', at('none.zip')]), 'There is no pack at'],
    ['a pack that is something else', () => run(['verify', at('words.zip')]), 'is not sound'],
    ['a head that is none', () => run(['verify', pack, '--head', 'yesterday']), 'Write it as'],
    [
      'a day that the calendar has not',
      () => run(['evidence', '--from', '2026-02-30', '--to', '2026-03-01', '--out', at('x.zip')]),
      'is no day',
    ],
    ['a file that is there already', () => evidence('q3.zip'), 'is there already'],
    ['a sample without a seed', () => evidence('x.zip', '--sample', '5'), 'add --seed'],
    ['a moment to come', () => evidence('x.zip', '--as-of', '2999-01-01T00:00:00Z'), 'lies in the future'],
    ['a moment that is none', () => evidence('x.zip', '--as-of', 'soon'), 'is no time'],
    [
      'a moment before there was anything',
      () => evidence('x.zip', '--as-of', '2001-01-01T00:00:00Z'),
      'Nothing was on record',
    ],
    ['a key that is none', () => evidence('x.zip', '--sign', trusted), 'is no private key'],
    [
      'a database that is not there',
      () =>
        run(['evidence', '--from', '2026-07-01', '--to', '2026-09-30', '--out', at('x.zip'), '--db', at('none.db')]),
      'There is no database at',
    ],
  ])('says what is the matter with %s in words, and ends with 1', async (_, command, words) => {
    writeFileSync(at('words.zip'), 'milk, bread');
    writeFileSync(at('key2.pem'), generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    const { code, err } = await command();
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    expect(err).not.toContain('    at ');
    expect(existsSync(at('x.zip'))).toBe(false);
  });
});
