import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-link-'));
  db = join(folder, 'record.db');
  await writeQuarter(db, 1);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const link = (...args: string[]) =>
  run(['auditor-link', ...args, '--db', db], { PUBLIC_URL: 'https://glass.example.com/' });

describe('auditor-link', () => {
  it('makes a link that is shown once, lists it without its token, and closes it', async () => {
    const made = await link('create', '--period', '2026-q3', '--for', 'Jo Hall', '--lasts', '8h', '--json');
    const { id, url, expiresAt, madeAt } = JSON.parse(made.out);
    expect([made.code, url]).toEqual([
      0,
      expect.stringMatching(/^https:\/\/glass\.example\.com\/auditor\/enter\?token=[\w-]{43}$/),
    ]);
    expect(Date.parse(expiresAt) - Date.parse(madeAt)).toBe(8 * 3_600_000);
    expect(readFileSync(db, 'latin1')).not.toContain(url.split('token=')[1]);

    expect((await link('list')).out).toContain(`${id}  2026-07-01 to 2026-09-30  for Jo Hall`);
    expect((await link('revoke', id)).out).toBe(`${id} is closed.\n`);
    const again = await link('revoke', id);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining(`There is no open link ${id}`)]);
  });

  it.each([
    {
      what: 'a period that is none',
      args: ['--period', 'lately', '--for', 'Jo'],
      words: 'Write the period as 2026-q3',
    },
    {
      what: 'too long a time',
      args: ['--period', '2026', '--for', 'Jo', '--lasts', '31d'],
      words: 'no duration up to 30d',
    },
    { what: 'nobody named', args: ['--period', '2026'], words: '--for' },
  ])('with $what says so and ends with 1', async ({ args, words }) => {
    const { code, err } = await link('create', ...args);
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    expect(err).not.toContain('    at ');
  });
});
