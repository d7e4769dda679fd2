import { afterEach, beforeEach, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import { inspect } from '../../src/sqlite/backup.ts';
import { chain } from '../../src/sqlite/chain.ts';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { policyText } from '../support/policy.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

const DAY = 24 * HOUR;
let world: World;
beforeEach(async () => {
  world = await openWorld({ policy: parsePolicy(policyText({ '# head_issue: OPS-1': 'head_issue: OPS-1' })) });
});
afterEach(() => world.close());

const comments = () =>
  (world.jira.issue('OPS-1')?.comments ?? []).map(({ text }) => text).filter((text) => text.includes('week of'));
const published = () => {
  const connection = openReadOnly(world.config.databaseFile);
  const found = [...chain(connection)].filter(({ type }) => type === 'HeadPublished').map(({ data }) => data);
  const hashes = new Set([...chain(connection)].map(({ hash }) => hash));
  connection.raw.close();
  return { found: found as { week: string; head: string }[], hashes };
};

it('is written into the issue once a week, across restarts, and each time is on record', async () => {
  await world.as('ana').declare();
  await world.settle();
  await world.pass(2 * DAY);
  expect(comments()).toEqual([expect.stringContaining('week of 2026-11-16')]);

  await world.restart();
  await world.pass(6 * DAY);
  await world.restart();
  await world.pass(HOUR);
  expect(comments().map((text) => /week of (\S+)/.exec(text)?.[1])).toEqual(['2026-11-16', '2026-11-23']);

  const { found, hashes } = published();
  expect(found.map(({ week }) => week)).toEqual(['2026-11-16', '2026-11-23']);
  for (const [index, { head }] of found.entries()) {
    expect(comments()[index]).toContain(head);
    expect(hashes).toContain(head);
  }
  expect(inspect(world.config.databaseFile).events).toBeGreaterThan(0);
});
