import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-report-'));
  db = join(folder, 'record.db');
  await writeQuarter(db, 5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUARTER = ['--from', '2026-07-01', '--to', '2026-09-30'];
const report = (...options: string[]) => run(['report', '--db', db, ...options]);

describe('report', () => {
  it('tells how often, why and how fast', async () => {
    const { code, out } = await report(...QUARTER, '--deployments', '80');
    expect(code).toBe(0);
    expect(out).toContain(
      'Emergency changes, 2026-07-01 to 2026-09-30 (UTC): 5 emergency changes (0 in the time before)',
    );
    expect(out).toContain('4 deployments of 80: 5 %');
    expect(out).toContain('Ana Silva asked and Ben Okafor approved 3 times');
  });

  it('has the same figures for machines', async () => {
    const { out } = await report(...QUARTER, '--json');
    const { declared, from, pairs } = JSON.parse(out);
    expect({ declared, from, who: pairs[0].approver.name }).toEqual({
      declared: 5,
      from: '2026-07-01T00:00:00.000Z',
      who: 'Ben Okafor',
    });
  });

  it('writes a page', async () => {
    const file = join(folder, 'q3.html');
    expect((await report(...QUARTER, '--format', 'html', '--out', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('<h1>Emergency changes, 2026-07-01 to 2026-09-30</h1>');
  });

  it('says what is wrong with what was asked, and exits 2', async () => {
    const { code, err } = await report('--from', '2026-09-30', '--to', '2026-07-01');
    expect(code).toBe(2);
    expect(err).toContain('put the earlier day first');
  });
});
