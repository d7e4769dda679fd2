import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Mapping, RawRow } from '../../../src/evidence/reconcile/fields.ts';
import { parseMapping } from '../../../src/evidence/reconcile/fields.ts';
import { readLog } from '../../../src/evidence/reconcile/read.ts';
import { readRow } from '../../../src/evidence/reconcile/rows.ts';
import { parseInstant } from '../../../src/evidence/reconcile/time.ts';

const folder = mkdtempSync(join(tmpdir(), 'logs-'));
let files = 0;

async function rowsOf(content: string, mapping: Mapping = {}): Promise<RawRow[]> {
  files += 1;
  const file = join(folder, `${files}.log`);
  writeFileSync(file, content);
  const rows: RawRow[] = [];
  for await (const row of readLog(file, mapping)) rows.push(row);
  return rows;
}

const deployment = { system: 'payments', version: 'v841', deployed_at: '2026-09-15T12:00:00Z' };

describe('a log', () => {
  it.each([
    { format: 'CSV', content: 'system,version,deployed_at\npayments,v841,2026-09-15T12:00:00Z\n', line: 2 },
    {
      format: 'CSV of Windows',
      content: '\uFEFFSystem;Version;Deployed At\r\npayments;v841;2026-09-15T12:00:00Z\r\n',
      line: 2,
    },
    { format: 'tabs', content: 'service\ttag\ttimestamp\npayments\tv841\t2026-09-15T12:00:00Z', line: 2 },
    {
      format: 'quotes',
      content: '"service","note","tag","time"\n"payments","a, ""b""\nc","v841","2026-09-15T12:00:00Z"',
      line: 2,
    },
    {
      format: 'JSON lines',
      content: `${JSON.stringify({ service: 'payments', release: 'v841', finishedAt: '2026-09-15T12:00:00Z' })}\n`,
      line: 1,
    },
    { format: 'a JSON array', content: `[\n${JSON.stringify(deployment)}]`, line: 1 },
  ])('is read as $format', async ({ content, line }) => {
    expect(await rowsOf(content)).toEqual([{ line, ...deployment }]);
  });

  it('may call things otherwise', async () => {
    const mapping = parseMapping('system=Component Name, deployed_at=done,version=build');
    const csv = 'Component Name,system,build,done\npayments,web,v841,2026-09-15T12:00:00Z';
    expect(await rowsOf(csv, mapping)).toEqual([{ line: 2, ...deployment }]);
    const nested = JSON.stringify({ target: { app: 'payments' }, ...deployment, system: 'web' });
    expect(await rowsOf(nested, parseMapping('system=target.app'))).toEqual([{ line: 1, ...deployment }]);
  });

  it('is GitHub’s answer about deployments, also of several pages', async () => {
    const one = {
      id: 1,
      sha: '9f3c1de0a4b56718293a4b5c6d7e8f9012345678',
      environment: 'production',
      created_at: '2026-09-15T12:00:00Z',
      creator: { login: 'ana' },
      repository_url: 'https://api.github.com/repos/acme/payments',
      url: 'https://api.github.com/repos/acme/payments/deployments/1',
      payload: { change: 'CHG0031' },
    };
    const rows = await rowsOf(`${JSON.stringify([one])}\n${JSON.stringify([{ ...one, payload: '' }])}`);
    expect(rows).toEqual([
      {
        line: 1,
        system: 'payments',
        version: one.sha,
        deployed_at: one.created_at,
        deployer: 'ana',
        environment: 'production',
        reference: 'CHG0031',
        url: one.url,
      },
      { ...rows[0], line: 2, reference: undefined },
    ]);
  });

  it('is what somebody did at a cloud’s console', async () => {
    const event = {
      eventTime: '2026-09-15T12:00:00Z',
      eventName: 'ModifyDBInstance',
      eventSource: 'rds.amazonaws.com',
      readOnly: false,
      userIdentity: { userName: 'ana' },
      requestParameters: { dBInstanceIdentifier: 'payments-db' },
    };
    const rows = await rowsOf(
      JSON.stringify({ Records: [event, { ...event, readOnly: true }, { ...event, errorCode: 'AccessDenied' }] }),
    );
    expect(rows[0]).toMatchObject({ line: 1, system: 'payments-db', deployed_at: event.eventTime, deployer: 'ana' });
    const reader = { environments: ['production'], systemOf: () => 'payments' };
    expect(rows.map((row) => readRow(row, reader))).toMatchObject([
      { row: { system: 'payments', isKnown: true } },
      { setAside: 'that only read' },
      { setAside: 'that did not happen' },
    ]);
  });

  it.each([
    { case: 'empty', content: ' \n', words: /is empty/ },
    {
      case: 'without a column for the time',
      content: 'system,version\npayments,v841',
      words: /No column tells the deployed_at\. Name it: --map deployed_at=<column>\. The file has system, version\./,
    },
    { case: 'with a quote that never ends', content: 'system,time\n"payments,2026', words: /no CSV that can be read/ },
    {
      case: 'with JSON that breaks off',
      content: '[{"system":"payments"},{"sys',
      words: /no JSON that can be read after record 1/,
    },
  ])('$case is refused with what to do', async ({ content, words }) => {
    await expect(rowsOf(content)).rejects.toThrow(words);
  });

  it('is refused when a column that was named is not there', async () => {
    await expect(rowsOf('system,time\na,b', { version: 'build' })).rejects.toThrow(
      '--map says version=build, and the file has no such column. It has system, time.',
    );
    expect(() => parseMapping('finished')).toThrow(/“finished” is none/);
    expect(() => parseMapping('when=finished')).toThrow(/The fields are system, version/);
  });
});

describe('a row', () => {
  const reader = {
    environments: ['production', 'prod'],
    systemOf: (name: string) => (name === 'payments' ? name : undefined),
  };

  it.each([
    {
      case: 'of another environment',
      raw: { environment: 'Staging' },
      becomes: { setAside: 'of another environment' },
    },
    { case: 'that did not begin', raw: { outcome: 'Cancelled' }, becomes: { setAside: 'that did not happen' } },
    { case: 'that failed', raw: { outcome: 'failure' }, becomes: { row: { system: 'payments' } } },
    { case: 'of production', raw: { environment: 'PROD' }, becomes: { row: { system: 'payments' } } },
    { case: 'of a system nobody knows', raw: { system: 'web' }, becomes: { row: { system: 'web', isKnown: false } } },
    {
      case: 'without a system',
      raw: { system: undefined },
      becomes: { unreadable: { line: 9, why: 'it names no system' } },
    },
    {
      case: 'without a time',
      raw: { deployed_at: undefined },
      becomes: { unreadable: { line: 9, why: 'it has no time' } },
    },
    { case: 'whose time would be a guess', raw: { deployed_at: '03/04/2026' }, becomes: { unreadable: { line: 9 } } },
  ])('$case', ({ raw, becomes }) => {
    expect(readRow({ line: 9, ...deployment, ...raw }, reader)).toMatchObject(becomes);
  });
});

describe('a time', () => {
  const noon = Date.UTC(2026, 8, 15, 12);
  it.each([
    ['2026-09-15T12:00:00Z', noon],
    ['2026-09-15T12:00:00.000Z', noon],
    ['2026-09-15 12:00:00', noon],
    ['2026-09-15 12:00', noon],
    ['2026-09-15T14:00:00+02:00', noon],
    ['2026-09-15T07:00:00-0500', noon],
    ['2026-09-15 12:00:00 UTC', noon],
    ['1789473600', noon],
    ['1789473600.5', noon + 500],
    ['1789473600000', noon],
    ['2026-09-15', noon - 12 * 3_600_000],
    ['2026-02-30T12:00:00Z', undefined],
    ['2026-13-01', undefined],
    ['03/04/2026', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('%s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });
});
