import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { policyText } from '../support/policy.ts';
import type { World } from '../support/world.ts';
import { openWorld, SECRET } from '../support/world.ts';
import { run, start } from './run.ts';

let world: World;
let folder: string;
/** A record of a few events, closed. */
let record: string;
/** Settings under which `serve` starts. */
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'breakglass-cli-'));
  await world.as('ana').declare();
  await world.settle();
  record = join(folder, 'record.db');
  world.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(world.config.databaseFile, record);
  settings = {
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: `${world.slack.url}/api`,
    PAGERDUTY_API_TOKEN: 'pd-token',
    PAGERDUTY_FROM_EMAIL: 'breakglass@example.com',
    PAGERDUTY_API_URL: world.pagerduty.url,
    POLICY_FILE: join(process.cwd(), 'policy.yaml'),
    DATABASE_URL: `file:${join(folder, 'data', 'served.db')}`,
    HOST: '127.0.0.1',
    PORT: '0',
  };
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('policy check', () => {
  it('finds the example sound', async () => {
    const { code, out } = await run(['policy', 'check']);
    expect(out).toMatch(/policy\.yaml is sound: 3 rules, .*\nSHA-256 [0-9a-f]{64}/);
    expect(code).toBe(0);
  });

  it('names every fault at once, each with its line', async () => {
    const text = policyText({
      'C0EMERGENCY ': 'emergency-changes ',
      'limit: 48h': 'limit: two days',
      'require: { oncall-leads: 1 }': 'require: { oncall-leads: 0 }',
    });
    const file = written('bad.yaml', text);
    const { code, err } = await run(['policy', 'check', file]);
    const placeOf = (words: string) => {
      const line = text.split('\n').findIndex((one) => one.includes(words));
      return `${file}:${line + 1}:${(text.split('\n')[line] ?? '').indexOf(words) + 1}`;
    };
    expect(code).toBe(1);
    expect(err).toContain('3 faults');
    expect(err).toContain(`${placeOf('emergency-changes ')}: channels.changes`);
    expect(err).toContain(`${placeOf('two days')}: review.limit`);
    expect(err).toContain(`${placeOf('0 }')}: rules.0.require.oncall-leads`);
    expect(err).not.toContain('    at ');
  });

  it.each([
    { what: 'names nobody', text: policyText({ 'leadership: 1': 'ledership: 1' }), words: 'ledership' },
    { what: 'is no YAML', text: policyText({ 'version: 1': 'version: [1' }), words: 'broken.yaml:' },
    { what: 'is empty', text: '', words: 'version' },
  ])('says what is wrong with one that $what', async ({ text, words }) => {
    const { code, err } = await run(['policy', 'check', written('broken.yaml', text)]);
    expect([code, err.includes(words)]).toEqual([1, true]);
  });

  it('says so when there is no file', async () => {
    const { code, err } = await run(['policy', 'check', join(folder, 'nowhere.yaml')]);
    expect([code, err]).toEqual([1, expect.stringContaining('it cannot be read')]);
  });
});

describe('verify', () => {
  const head = (): string => {
    const { raw } = openReadOnly(record);
    const { hash } = raw.prepare('SELECT hash FROM events ORDER BY position DESC LIMIT 1').get() as { hash: string };
    raw.close();
    return hash;
  };

  /** What somebody with the file and no scruples could do. */
  function tampered(name: string, sql: string): string {
    const file = join(folder, name);
    copyFileSync(record, file);
    const raw = new Database(file);
    const triggers = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[];
    for (const trigger of triggers) raw.exec(`DROP TRIGGER ${trigger.name}`);
    raw.exec(sql);
    raw.close();
    return file;
  }

  it('finds a sound record sound, and the head in it that a digest published', async () => {
    const { code, out } = await run(['verify', record, '--head', head()]);
    expect(out).toMatch(new RegExp(`The record is sound: \\d+ events, head ${head()}`));
    expect(code).toBe(0);
  });

  it('takes the file from DATABASE_URL', async () => {
    expect((await run(['verify'], { DATABASE_URL: `file:${record}` })).code).toBe(0);
  });

  it('says when the published head is not in it', async () => {
    const { code, err } = await run(['verify', record, '--head', 'f'.repeat(64)]);
    expect([code, err]).toEqual([1, expect.stringContaining('is not in this record')]);
  });

  it.each([
    {
      what: 'altered',
      sql: `UPDATE events SET data = replace(data, 'Roll payments back', 'Roll nothing back') WHERE position = 2`,
      words: 'broken at event 2: event 2 was altered',
    },
    { what: 'taken out', sql: 'DELETE FROM events WHERE position = 3', words: 'broken at event 4: event 3 is missing' },
  ])('names the event that was $what', async ({ what, sql, words }) => {
    const { code, err } = await run(['verify', tampered(`${what}.db`, sql)]);
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
  });

  it.each([
    { what: 'that is not there', file: () => join(folder, 'nowhere.db'), words: 'There is no database at' },
    { what: 'that is something else', file: () => written('notes.txt', 'milk, bread'), words: 'not a database' },
  ])('says what is the matter with a file $what', async ({ file, words }) => {
    const { code, err } = await run(['verify', file()]);
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    expect(err).not.toContain('    at ');
  });
});

describe('serve', () => {
  it('names every wrong setting at once, and never its value', async () => {
    const wrong = {
      SLACK_BOT_TOKEN: 'hunter2-token',
      JIRA_BASE_URL: 'hunter2.example.com',
      PAGERDUTY_API_TOKEN: 'hunter2-pagerduty',
      DATABASE_URL: 'mysql://hunter2',
      PORT: 'hunter2',
      LOG_LEVEL: 'hunter2',
    };
    const { code, err, out } = await run(['serve'], wrong, folder);
    expect(code).toBe(1);
    for (const name of [...Object.keys(wrong).filter((key) => key !== 'PAGERDUTY_API_TOKEN')]) {
      expect(err).toContain(`  ${name} `);
    }
    for (const name of ['SLACK_SIGNING_SECRET', 'JIRA_EMAIL', 'JIRA_API_TOKEN', 'PAGERDUTY_FROM_EMAIL']) {
      expect(err).toContain(name);
    }
    expect(err + out).not.toContain('hunter2');
  });

  it.each([
    {
      what: 'a database folder that cannot be written',
      wrong: () => ({ DATABASE_URL: `file:${join(written('file', ''), 'data', 'breakglass.db')}` }),
      words: 'check DATABASE_URL',
    },
    {
      what: 'a token that Slack does not know',
      wrong: () => ({ SLACK_BOT_TOKEN: 'xoxb-other' }),
      words: 'set a valid SLACK_BOT_TOKEN',
    },
    {
      what: 'no way to Slack',
      wrong: () => ({ SLACK_API_URL: 'http://127.0.0.1:9' }),
      words: 'Slack could not be reached',
    },
    {
      what: 'a policy that is not there',
      wrong: () => ({ POLICY_FILE: join(folder, 'nowhere.yaml') }),
      words: 'set POLICY_FILE',
    },
    {
      what: 'a policy that asks PagerDuty, and no PagerDuty',
      wrong: () => ({ PAGERDUTY_API_TOKEN: '', PAGERDUTY_FROM_EMAIL: '' }),
      words: 'the group oncall-leads in',
    },
    {
      what: 'a port that is taken',
      wrong: () => ({ PORT: new URL(world.botUrl()).port }),
      words: 'The port is taken already',
    },
  ])('with $what says so in a line and ends with 1', async ({ wrong, words }) => {
    const { code, err } = await run(['serve'], { ...settings, LOG_LEVEL: 'error', ...wrong() }, folder);
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    expect(err).not.toContain('    at ');
  });

  it('ends cleanly with 0 when it is told to, and starts again on the same record', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const bot = start(['serve'], settings, folder);
      await bot.says('Breakglass is running');
      bot.child.kill(signal);
      const { code, err } = await bot.ended;
      expect([code, err]).toEqual([0, '']);
    }
    expect((await run(['verify', join(folder, 'data', 'served.db')])).code).toBe(0);
  });
});
