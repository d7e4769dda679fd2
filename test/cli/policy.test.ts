import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyText } from '../support/policy.ts';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
let stricter: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-policy-'));
  db = join(folder, 'record.db');
  stricter = join(folder, 'stricter.yaml');
  writeFileSync(stricter, policyText({ 'require: { leadership: 1 }': 'require: { leadership: 1, security: 1 }' }));
  await writeQuarter(db, 5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policy = (...options: string[]) => run(['policy', ...options]);
const QUARTER = ['--from', '2026-07-01', '--to', '2026-09-30'];

describe('policy show', () => {
  it('gives the text that was in force when a change was declared, by its hash', async () => {
    const { code, out } = await policy('show', '--change', 'EC-2', '--db', db);
    const text = readFileSync('policy.yaml', 'utf8');
    expect(code).toBe(0);
    expect(out).toMatch(/^# In force when EC-2 was declared \(2026-07-03 07:12 UTC\), SHA-256 [0-9a-f]{64}\n/);
    expect(out.slice(out.indexOf('\n') + 1)).toBe(text);
    expect(JSON.parse((await policy('show', '--db', db, '--json')).out).text).toBe(text);
  });

  it.each([
    { change: 'EC-99', words: 'There is no EC-99' },
    { change: 'soon', words: '“soon” is no change: write it as EC-42' },
  ])('says so and exits 2 for $change', async ({ change, words }) => {
    const { code, err } = await policy('show', '--change', change, '--db', db);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) });
  });
});

describe('policy simulate', () => {
  it('names what would have been different, and exits 1', async () => {
    const { code, out } = await policy('simulate', stricter, ...QUARTER, '--db', db);
    expect(code).toBe(1);
    expect(out).toContain('  approval: 1 security instead of 0');
    expect(out).toMatch(/\d of 5 changes would have been decided differently under .*stricter\.yaml\./);
    const { different } = JSON.parse((await policy('simulate', stricter, ...QUARTER, '--db', db, '--json')).out);
    expect(different[0].differences[0]).toEqual({ about: 'approval', words: 'approval: 1 security instead of 0' });
  });

  it('says what is wrong with the other policy, and exits 2', async () => {
    const { code, err } = await policy('simulate', join(folder, 'none.yaml'), ...QUARTER, '--db', db);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('cannot be read') });
  });
});

describe('policy document', () => {
  it('writes the procedure as Markdown and as a page', async () => {
    expect((await policy('document')).out).toMatch(/^# Emergency change procedure\n/);
    const file = join(folder, 'procedure.html');
    expect((await policy('document', '--format', 'html', '--out', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('<h1>Emergency change procedure</h1>');
    expect(JSON.parse((await policy('document', '--json')).out)).toMatchObject({
      version: 1,
      hash: expect.any(String),
    });
  });
});

describe('policy check', () => {
  it('says line and column of a fault, also to machines', async () => {
    const file = join(folder, 'faulty.yaml');
    writeFileSync(file, policyText({ '  limit: 48h': '  limit: soon' }));
    const line = readFileSync(file, 'utf8').split('\n').indexOf('  limit: soon') + 1;
    const { code, err } = await policy('check', file);
    expect(code).toBe(1);
    expect(err).toContain(`faulty.yaml:${line}:10: review.limit: "soon" is no duration`);
    const told = await policy('check', file, '--json');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.out).faults).toHaveLength(1);
  });
});
