import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-findings-'));
  db = join(folder, 'record.db');
  await writeQuarter(db, 5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const findings = (...options: string[]) => run(['findings', '--db', db, ...options]);
const of = (json: string): string[] =>
  JSON.parse(json).map(({ change, code, state }: Record<string, string>) => `${change} ${code} ${state}`);

describe('findings', () => {
  it('tells each with its evidence, by names, and exits 1 while one is open', async () => {
    const { code, out } = await findings();
    expect(code).toBe(1);
    expect(out).toContain('EC-3  never approved (open), since 2026-07-05 11:19 UTC');
    expect(out).toContain('EC-2  never approved (cleared)');
    expect(out).toContain('The review was due from Ana Silva at 2026-07-09 15:19 UTC at the latest; there is none.');
    expect(out).toContain('SOC 2 CC8.1: The approval comes before the deployment.');
    expect(out).not.toContain('DRILL');
  });

  it('shows only what is open when asked for that', async () => {
    const { out } = await findings('--open', '--json');
    expect(of(out)).toEqual([
      'EC-2 approved-after-deployment open',
      'EC-3 never-approved open',
      'EC-4 no-test-evidence open',
      'EC-4 record-incomplete open',
      'EC-4 review-missing open',
    ]);
  });

  it('looks at the changes of a period, and exits 0 when nothing is open', async () => {
    const { code, out } = await findings('--from', '2026-07-01', '--to', '2026-07-01');
    expect({ code, out }).toEqual({ code: 0, out: 'No finding.\n' });
  });

  it.each([
    { case: 'half a period', options: ['--from', '2026-07-01'], words: '--from and --to go together' },
    { case: 'no day', options: ['--from', 'July', '--to', '2026-07-02'], words: '“July” is no day' },
    { case: 'no database', options: ['--db', '/nowhere.db'], words: 'There is no database at /nowhere.db' },
  ])('says what is wrong and exits 2: $case', async ({ options, words }) => {
    const { code, err } = await findings(...options);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });

  it('helps with an example', async () => {
    expect((await run(['findings', '--help'])).out).toContain('breakglass findings --open');
  });
});
