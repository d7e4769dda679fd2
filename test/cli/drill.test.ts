import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-drill-'));
  db = join(folder, 'record.db');
  await writeQuarter(db, 1);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const drill = (...options: string[]) => run(['drill', '--db', db, ...options]);

describe('drill', () => {
  it('tells who took part and what would have been a finding, and exits 1 for it', async () => {
    const { code, out } = await drill('DRILL-1');
    expect(out).toContain('DRILL-1  Roll payments back to v841');
    expect(out).toContain('  Ana Silva: declared, implementer');
    expect(out).toContain('  review missing: The review was due from Ana Silva');
    expect(code).toBe(1);
  });

  it('tells machines the same', async () => {
    const told = JSON.parse((await drill('1', '--json')).out);
    expect(told).toMatchObject({ id: 'DRILL-1', endedAt: null, steps: [{ what: 'declared', took: 0 }] });
    expect(told.findings.map(({ code }: { code: string }) => code)).toContain('review-missing');
  });

  it.each([
    { id: 'DRILL-9', words: 'There is no DRILL-9' },
    { id: 'EC-1', words: 'EC-1 is no drill' },
    { id: 'fire', words: '“fire” is no change' },
  ])('says so and exits 2 for $id', async ({ id, words }) => {
    const { code, err } = await drill(id);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) });
  });
});
