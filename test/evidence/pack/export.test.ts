import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS } from '../../../src/app/chain.ts';
import { noteExport } from '../../../src/evidence/pack/note.ts';
import { drawSample } from '../../../src/evidence/sample.ts';
import { chain } from '../../../src/sqlite/chain.ts';
import { sqliteLedger } from '../../../src/sqlite/ledger.ts';
import type { PackPlace } from '../../support/packs.ts';
import { asOf, POLICY, packPlace, query } from '../../support/packs.ts';
import { unzip } from '../../support/unzip.ts';

/** Since 3.0 it verifies what is longer than a digest by this line. */
const hasOpenssl = /^OpenSSL 3/.test(spawnSync('openssl', ['version']).stdout?.toString() ?? '');

let place: PackPlace;
let files: Map<string, Buffer>;
const text = (name: string) => files.get(name)?.toString() ?? '';
const lines = () => text('events.jsonl').trimEnd().split('\n');
const rows = (name: string): Record<string, string>[] => parse(text(name), { columns: true, bom: true });

beforeAll(async () => {
  place = await packPlace();
  files = await unzip(await place.pack('q3.zip'));
});
afterAll(() => place.remove());

describe('the pack of a quarter', () => {
  it('has the changes declared in it, days in UTC, and neither drills nor neighbours', () => {
    expect(rows('population.csv').map(({ change }) => change)).toEqual(['EC-2', 'EC-3', 'EC-4', 'EC-5', 'EC-6']);
    const dossiers = [...files.keys()].filter((name) => name.startsWith('changes/'));
    expect(dossiers).toEqual([2, 3, 4, 5, 6].map((number) => `changes/EC-${number}.html`));
  });

  it('says what it is complete of', () => {
    const { population, record, query: asked, madeBy } = JSON.parse(text('completeness.json'));
    expect(population).toMatchObject({ count: 5, first: 'EC-2', last: 'EC-6', gaps: [] });
    expect([population.numberBefore.number, population.numberAfter.number]).toEqual(['EC-1', 'EC-7']);
    const head = [...chain(place.connection)].at(-1);
    expect(record).toMatchObject({ events: head?.position, head: head?.hash });
    expect([asked.asOf, madeBy.who]).toEqual(['2026-10-05T09:00:00.000Z', 'Kim Lee']);
  });

  it('tells the events of the period as they were hashed, and of all others their place alone', () => {
    const told = lines().map((line) => JSON.parse(line));
    const full = told.filter(({ event }) => event);
    const streams = new Set(full.map(({ event }) => event.stream));
    expect(streams).toEqual(new Set(['workspace', ...[2, 3, 4, 5, 6].map((number) => `ec-key-${number}`)]));
    for (const { withheld, ...stub } of told.filter(({ event }) => !event)) {
      expect(['another period', 'drill', 'workspace']).toContain(withheld);
      expect(Object.keys(stub)).toEqual(['position', 'previousHash', 'hash']);
    }
    const head = JSON.parse(text('completeness.json')).record;
    expect(told.at(-1)).toMatchObject({ hash: head.head });
    expect(full[0].event.previousHash).toBe(head.previousHash);
    expect(head.previousHash).not.toBe(GENESIS);
  });

  it('can be followed with a hash function and nothing of ours', () => {
    for (const line of lines()) {
      const [, event, hash] = /^\{"event":(.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? [];
      if (event) expect(createHash('sha256').update(event).digest('hex')).toBe(hash);
    }
    const links = lines().map((line) => ({ ...JSON.parse(line).event, ...JSON.parse(line) }));
    expect(links.slice(1).map(({ previousHash }) => previousHash)).toEqual(links.slice(0, -1).map(({ hash }) => hash));
  });

  it('has the SHA-256 of every file but itself', () => {
    const sums = text('SHA256SUMS')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '));
    expect(sums.map(([, name]) => name).toSorted()).toEqual(
      [...files.keys()].filter((name) => name !== 'SHA256SUMS').toSorted(),
    );
    for (const [sum, name = ''] of sums) {
      expect(
        createHash('sha256')
          .update(files.get(name) ?? '')
          .digest('hex'),
      ).toBe(sum);
    }
  });

  it('names the policy in force by its own sum', () => {
    expect([...files.keys()].filter((name) => name.startsWith('policies/'))).toEqual([`policies/${POLICY.hash}.yaml`]);
  });

  it('lets no spreadsheet take what people wrote for a formula', () => {
    for (const name of [...files.keys()].filter((file) => file.endsWith('.csv'))) {
      for (const cell of rows(name).flatMap(Object.values)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(rows('population.csv')[1]?.summary).toMatch(/^'=HYPERLINK/);
    expect(rows('deployments.csv').map(({ what }) => what)).toContain("'+SUM(1)");
  });

  it('lets nothing that people wrote become markup', () => {
    const script = /<script>(?!for \(const box)/;
    for (const [name, content] of files) if (name.endsWith('.html')) expect(content.toString()).not.toMatch(script);
  });

  it('names nobody but those who are in it', () => {
    expect(Object.values(JSON.parse(text('names.json')).people)).not.toContain('Dan Wuster');
    expect(Object.keys(JSON.parse(text('names.json')).people).length).toBeGreaterThan(3);
    expect(Object.entries(JSON.parse(text('names.json')).people)).toContainEqual(['U0ANASILVA', 'Ana Silva']);
  });
});

describe('a pack', () => {
  const bytes = async (name: string, options: Parameters<PackPlace['pack']>[1] = {}) =>
    readFileSync(await place.pack(name, options));

  it('is the same, byte for byte, when it is made again', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const sampled = { query: { ...query, sample: { size: 2, seed: '7' } }, key: privateKey };
    expect((await bytes('one.zip')).equals(await bytes('two.zip'))).toBe(true);
    expect((await bytes('three.zip', sampled)).equals(await bytes('four.zip', sampled))).toBe(true);
  });

  it('is the same after the export itself was put on record', async () => {
    const before = await bytes('before.zip', {
      onWhole: (exported) =>
        noteExport(query, exported, {
          ledger: sqliteLedger(place.connection),
          author: { actor: 'kim', surface: 'cli' },
          policyHash: 'a'.repeat(64),
          now: asOf,
        }),
    });
    const last = [...chain(place.connection)].at(-1);
    const sums = createHash('sha256').update((await unzip(`${place.folder}/before.zip`)).get('SHA256SUMS') ?? '');
    expect(last).toMatchObject({
      type: 'EvidenceExported',
      actor: 'kim',
      data: { changes: 5, sums: sums.digest('hex') },
    });
    expect((await bytes('after.zip')).equals(before)).toBe(true);
  });

  it('of an earlier moment knows nothing of what came later', async () => {
    const early = Date.UTC(2026, 6, 4, 3, 7);
    const packed = await unzip(await place.pack('early.zip', { query: { ...query, asOf: early } }));
    expect([...packed.keys()].filter((name) => name.startsWith('changes/'))).toEqual([
      'changes/EC-2.html',
      'changes/EC-3.html',
    ]);
    expect(packed.get('changes/EC-3.html')?.toString()).not.toContain('Review asked for again');
  });

  it('of a time without changes says so', async () => {
    const quiet = {
      ...query.period,
      from: Date.UTC(2026, 7, 10),
      to: Date.UTC(2026, 7, 11),
      firstDay: '2026-08-10',
      lastDay: '2026-08-10',
    };
    const packed = await unzip(await place.pack('quiet.zip', { query: { ...query, period: quiet } }));
    expect(packed.get('index.html')?.toString()).toContain('<strong>0</strong> emergency changes');
    expect(packed.get('events.jsonl')?.toString()).toBe('');
  });

  it('has a sample that anybody can draw again', async () => {
    const packed = await unzip(await place.pack('sample.zip', { query: { ...query, sample: { size: 2, seed: '7' } } }));
    const drawn = drawSample(
      [2, 3, 4, 5, 6].map((number) => ({ id: `EC-${number}` })),
      { size: 2, seed: '7' },
    );
    for (const { hash } of drawn) expect(packed.get('index.html')?.toString()).toContain(hash);
  });

  it('is signed so that node agrees', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const packed = await unzip(await place.pack('signed.zip', { key: privateKey }));
    const [sums, signature] = [packed.get('SHA256SUMS'), packed.get('SHA256SUMS.sig')];
    expect(verify(null, sums ?? Buffer.alloc(0), publicKey, signature ?? Buffer.alloc(0))).toBe(true);
    expect(packed.get('SIGNER.pem')?.toString()).toBe(publicKey.export({ type: 'spki', format: 'pem' }));
  });

  it.skipIf(!hasOpenssl)(
    'is found to be signed by the very line of its README, until a letter is changed',
    async () => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const packed = await unzip(await place.pack('by-hand.zip', { key: privateKey }));
      const line = /^ *(openssl pkeyutl .*)$/m.exec(packed.get('README.txt')?.toString() ?? '')?.[1] ?? 'no such line';
      const cwd = mkdtempSync(join(tmpdir(), 'by-hand-'));
      for (const name of ['SHA256SUMS', 'SHA256SUMS.sig', 'SIGNER.pem'])
        writeFileSync(join(cwd, name), packed.get(name) ?? '');
      const check = () => spawnSync('sh', ['-c', line], { cwd }).status;

      expect(check()).toBe(0);
      appendFileSync(join(cwd, 'SHA256SUMS'), ' ');
      expect(check()).not.toBe(0);
      rmSync(cwd, { recursive: true });
    },
  );

  it('is for its owner’s eyes, and leaves nothing behind', async () => {
    const file = await place.pack('mine.zip');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(place.folder).filter((name) => name.startsWith('.pack'))).toEqual([]);
  });

  it('is not made when its export cannot be put on record', async () => {
    const refused = place.pack('never.zip', {
      onWhole: async () => Promise.reject(new Error('The record cannot be written')),
    });
    await expect(refused).rejects.toThrow('cannot be written');
    expect(readdirSync(place.folder).filter((name) => name.includes('never') || name.startsWith('.pack'))).toEqual([]);
  });
});

describe('a record that was tampered with', () => {
  it('gives no pack, and the first broken event is named', async () => {
    const other = await packPlace();
    other.connection.raw.exec('DROP TRIGGER events_refuse_update');
    other.connection.raw.exec(`UPDATE events SET actor = 'U0SOMEBODY' WHERE position = 12`);
    await expect(other.pack('broken.zip')).rejects.toThrow('broken at event 12: it was altered');
    other.remove();
  });
});
