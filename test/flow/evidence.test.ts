import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../src/app/record.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { chain } from '../../src/sqlite/chain.ts';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { GENERAL } from '../support/actor.ts';
import { policyText } from '../support/policy.ts';
import type { World, WorldOptions } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

let world: World;
const open = async (options: WorldOptions = {}) => {
  world = await openWorld(options);
  await world.as('ana').declare();
  await world.settle();
};
afterEach(() => world.close());

const events = (type: string) => {
  const connection = openReadOnly(world.config.databaseFile);
  const found = [...chain(connection)].filter((event) => event.type === type);
  connection.raw.close();
  return found.map((event) => ({ ...event, data: event.data as Readonly<Record<string, unknown>> }));
};
const filesFor = (name: string) =>
  world
    .as(name)
    .dms()
    .flatMap(({ files = [] }) => files);

describe('evidence in Slack', () => {
  it('comes to an auditor as a file in a direct message, and is on record with its hash', async () => {
    await open();
    const finn = world.as('finn');
    await finn.command('evidence 2026-q4');
    await finn.hears(GENERAL, 'is being put together');
    await world.settle();

    const [file] = filesFor('finn');
    expect(file?.name).toMatch(/^breakglass-2026-10-01-to-2026-12-31-.{8}\.zip$/);
    const bytes = Buffer.from(world.slack.file(file?.id ?? '')?.bytes ?? []);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [exported] = events('EvidenceExported');
    expect(exported).toMatchObject({
      stream: WORKSPACE,
      actor: finn.id,
      surface: 'slack',
      data: { changes: 1, sha256 },
    });
    await finn.told(sha256);
  });

  it('is neither sent nor recorded twice after an answer that was lost', async () => {
    await open();
    const finn = world.as('finn');
    world.slack.fail('files.completeUploadExternal', { kind: 'answer-lost' }, 1);
    await finn.command('evidence 2026-11');
    await finn.hears(GENERAL, 'is being put together');
    await world.settle();
    await world.pass(HOUR);
    expect(filesFor('finn')).toHaveLength(1);
    expect(events('EvidenceExported')).toHaveLength(1);
  });

  it.each([
    { who: 'ana', args: 'evidence 2026-q4', words: 'Evidence is handed to auditor only' },
    { who: 'gil', args: 'evidence 2026-q4', words: 'Guests, apps and people of other workspaces' },
    { who: 'ana', args: 'auditor-link', words: 'Evidence is handed to auditor only' },
    { who: 'finn', args: 'evidence yesterday', words: 'sends auditors the evidence of a period' },
  ])('is refused to $who with “$args”: $words', async ({ who, args, words }) => {
    await open();
    await world.as(who).command(args);
    await world.as(who).hears(GENERAL, words);
    await world.settle();
    expect([filesFor(who), events('EvidenceExported'), events('AuditorLinkMade')]).toEqual([[], [], []]);
  });

  it('is nobody’s where the policy names no auditors', async () => {
    await open({ policy: parsePolicy(policyText({ '  auditors: auditors\n': '' })) });
    await world.as('finn').command('evidence 2026-q4');
    await world.as('finn').hears(GENERAL, 'The policy names no auditors');
  });
});

describe('a link from Slack', () => {
  const linkOf = (text: string) => /<(http[^|>]+)\|/.exec(text)?.[1] ?? '';

  it('opens the room for the auditor, whose name each page is recorded under, and hands the pack out', async () => {
    await open();
    const finn = world.as('finn');
    await finn.command('auditor-link 2026-11');
    const url = linkOf(await finn.hears(GENERAL, 'Your link into the auditor'));
    const entered = await fetch(url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const home = new URL(entered.headers.get('location') ?? '', url);
    const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, home), { ...init, headers: { cookie } });

    expect(await (await get('changes/EC-1')).text()).toContain('Roll payments back to v841');
    const pack = await get('pack', { method: 'POST' });
    const bytes = Buffer.from(await pack.arrayBuffer());
    expect(pack.headers.get('content-disposition')).toContain('breakglass-2026-11-01-to-2026-11-30.zip');

    expect(events('AuditorPageOpened').map(({ actor, surface, data }) => [actor, surface, data.page])).toEqual([
      [finn.id, 'web', 'changes/EC-1'],
      [finn.id, 'web', 'pack'],
    ]);
    const [exported] = events('EvidenceExported');
    expect(exported?.data.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));

    await world.pass(73 * HOUR);
    expect((await get('')).status).toBe(410);
  });
});
