import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-sample-'));
  db = join(folder, 'record.db');
  await writeQuarter(db);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample = (...options: string[]) => run(['sample', '--db', db, '--seed', '7', ...options]);
const QUARTER = ['--from', '2026-07-01', '--to', '2026-09-30'];
const idsIn = (json: string): string[] => JSON.parse(json).sample.map(({ id }: { id: string }) => id);

describe('sample', () => {
  it('draws what the recipe with sha256sum draws from the numbers of the period', async () => {
    const { code, out } = await sample(...QUARTER, '--size', '8', '--json');
    const { count, first, last } = JSON.parse(out).population;
    const recipe = `for n in $(seq ${first.slice(3)} ${last.slice(3)}); do printf '%s  EC-%s\\n' "$(printf '7:EC-%s' "$n" | sha256sum | cut -d' ' -f1)" "$n"; done | sort | head -n 8`;
    const drawn = execFileSync('bash', ['-c', recipe], { encoding: 'utf8' });
    expect(idsIn(out)).toEqual(drawn.match(/EC-\d+/g));
    expect([code, count, first, last]).toEqual([0, 40, 'EC-1', 'EC-40']);
  });

  it('tells people what was drawn from what, and never a drill', async () => {
    const { out } = await sample(...QUARTER, '--size', '3');
    expect(out).toContain(
      '3 of 40 emergency changes declared from 2026-07-01 to 2026-09-30 (UTC), EC-1 to EC-40, with seed 7:',
    );
    expect(out).toContain('EC-13     ');
    expect(out).not.toContain('DRILL');
  });

  it('takes the period at its word: the first and the last day are part of it', async () => {
    const { out } = await sample('--from', '2026-07-03', '--to', '2026-07-05', '--json');
    expect(idsIn(out).toSorted()).toEqual(['EC-2', 'EC-3']);
  });

  it('draws of each system', async () => {
    const { out } = await sample(...QUARTER, '--size', '4', '--stratify', 'system', '--json');
    const strata = JSON.parse(out).sample.map(({ stratum }: { stratum: string }) => stratum);
    expect(strata.toSorted()).toEqual(['checkout', 'identity', 'payments', 'search']);
  });

  it('names a number that was taken out of the record', async () => {
    const raw = new Database(db);
    const row = raw.prepare("SELECT * FROM changes WHERE sequence = 'EC' AND number = 17").get() as object;
    raw.exec("DELETE FROM changes WHERE sequence = 'EC' AND number = 17");
    const { code, err } = await sample(...QUARTER);
    const names = Object.keys(row);
    raw.prepare(`INSERT INTO changes (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`).run(row);
    raw.close();
    expect([code, err]).toEqual([1, expect.stringContaining('Not in the record at all: EC-17.')]);
  });

  it.each([
    {
      what: 'a day that is none',
      options: ['--from', '2026-02-30', '--to', '2026-03-01'],
      words: '“2026-02-30” is no day',
    },
    { what: 'a size that is none', options: [...QUARTER, '--size', 'all'], words: 'Write a whole number' },
    { what: 'no period', options: [], words: '--from' },
    { what: 'no database', options: [...QUARTER, '--db', 'nowhere.db'], words: 'There is no database at nowhere.db' },
    { what: 'a stratum that is none', options: [...QUARTER, '--stratify', 'colour'], words: 'system' },
  ])('with $what says so in a line and ends with 1', async ({ options, words }) => {
    const { code, err } = await sample(...options);
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    expect(err).not.toContain('    at ');
  });

  it('leaves the database of another version as it is', async () => {
    const older = join(folder, 'older.db');
    copyFileSync(db, older);
    new Database(older)
      .exec('DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)')
      .close();
    const { code, err } = await sample(...QUARTER, '--db', older);
    expect([code, err]).toEqual([1, expect.stringContaining('is no database of this version of Breakglass')]);
  });

  it('says when there is nothing to draw from', async () => {
    const { code, out } = await sample('--from', '2020-01-01', '--to', '2020-12-31');
    expect([code, out]).toEqual([0, expect.stringContaining('there is nothing to draw from')]);
  });
});
