import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../support/changes.ts';
import { QUARTER, writeQuarter } from '../support/quarter.ts';
import { run } from './run.ts';

let folder: string;
let db: string;
let log: string;

/** EC-n of the quarter was declared n - 1 times 52 hours after its begin; EC-1 for payments and approved first. */
const at = (index: number, minutes: number) => new Date(QUARTER + index * 52 * HOUR + minutes * MINUTE).toISOString();
const ROWS = [
  `${at(0, 7)},payments,v841,production,`,
  `${at(0, 60)},payments-api,v842,production,`,
  `${at(3, 90)},warehouse,w1,production,CHG0031`,
  `${at(3, 95)},warehouse,w2,production,`,
  `${at(3, 95)},mainframe,m1,production,`,
  `${at(3, 95)},checkout,c1,staging,`,
  'yesterday,checkout,c1,production,',
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-reconcile-'));
  db = join(folder, 'record.db');
  log = join(folder, 'log.csv');
  await writeQuarter(db);
  writeFileSync(log, ['finished,service,version,env,change', ...ROWS].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reconcile = (...options: string[]) => run(['reconcile', '--db', db, ...options]);

describe('reconcile', () => {
  it('tells what to look at, and why', async () => {
    const { code, out } = await reconcile(log);
    expect(code).toBe(1);
    expect(out).toContain('7 rows, 2026-07-01T03:19:00Z to ');
    expect(out).toMatch(/ 1 {2}matched\n +1 {2}normal\n/);
    expect(out).toContain('Left out: 1 of another environment.');
    expect(out).toContain('line 3  2026-07-01T04:12:00Z  payments v842: EC-1 says that v841 went out');
    expect(out).toContain('warehouse w2: no change covers it, and it names none');
    expect(out).toContain('mainframe m1: the policy has no system “mainframe”');
    expect(out).toContain('line 8: “yesterday” is no time that can be read: write 2026-09-30T10:00:00Z');
    expect(out).toContain('EC-2 says that it was deployed at');
  });

  it('is read by machines too', async () => {
    const { out } = await reconcile(log, '--format', 'json');
    const { rows, summary, changesWithoutARow } = JSON.parse(out);
    expect(rows.map(({ line, class: kind }: { line: number; class: string }) => [line, kind])).toEqual([
      [3, 'different commit'],
      [5, 'undeclared'],
      [6, 'unknown system'],
      [8, 'unreadable'],
    ]);
    expect(summary).toMatchObject({ rows: 7, unreadable: 1, counts: { matched: 1, normal: 1 } });
    expect(changesWithoutARow.map(({ change }: { change: string }) => change)).toContain('EC-2');
  });

  it('is a page that needs nothing else', async () => {
    const out = join(folder, 'log.html');
    expect(await reconcile(log, '--format', 'html', '--out', out)).toMatchObject({ code: 1, out: '' });
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('EC-1 says that v841 went out');
    expect(page).not.toMatch(/<script|(?:src|href)="https?:/);
  });

  it('puts what it found on record once, and the record tells it from then on', async () => {
    const copy = join(folder, 'recorded.db');
    copyFileSync(db, copy);
    const record = (...more: string[]) => run(['reconcile', '--db', copy, log, '--record', ...more]);
    expect(await record('--at-most', '2')).toMatchObject({
      code: 2,
      err: '3 rows would go on record, more than 2, and nothing takes them off again. If they are what they seem, say --at-most 3.\n',
    });
    expect((await record()).err).toBe('On record now: 3 new, 0 were there before.\n');
    expect((await record()).err).toBe('On record now: 0 new, 3 were there before.\n');

    const imported = new Database(copy, { readonly: true })
      .prepare(
        "SELECT type, data ->> '$.deployment.what' AS what, data ->> '$.seen.what' AS seen FROM events WHERE surface = 'cli'",
      )
      .all();
    expect(imported).toEqual([
      { type: 'DeploymentRecorded', what: 'v842', seen: null },
      { type: 'SightingRecorded', what: null, seen: 'w2' },
      { type: 'SightingRecorded', what: null, seen: 'm1' },
    ]);
    expect((await run(['verify', copy])).code).toBe(0);
  });

  it('ends well where every row is covered', async () => {
    const clean = join(folder, 'clean.json');
    writeFileSync(clean, JSON.stringify({ system: 'payments', commit: 'v841', time: at(0, 7) }));
    expect(await reconcile(clean)).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    { case: 'no such file', args: ['none.csv'], words: 'There is no file none.csv.' },
    { case: 'half a period', args: ['--from', '2026-07-01'], words: '--from and --to go together' },
    { case: 'a tolerance that is none', args: ['--tolerance', 'soon'], words: '“soon” is no time' },
    { case: 'a field that is none', args: ['--map', 'when=finished'], words: 'The fields are system, version' },
  ])('says what is wrong and ends with 2: $case', async ({ args, words }) => {
    const { code, err } = await reconcile(...(args[0]?.startsWith('--') ? [log, ...args] : args));
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });
});
