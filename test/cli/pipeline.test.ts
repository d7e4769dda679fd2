import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';
import { run } from './run.ts';

let world: World;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await openWorld({ start: Date.now() });
  env = { DATABASE_URL: `file:${world.config.databaseFile}`, BREAKGLASS_URL: world.botUrl() };
});
afterAll(() => world.close());

describe('breakglass token', () => {
  it('makes one that is shown once, lists it, and ends it', async () => {
    const made = await run(['token', 'create', 'ci', '--scope', 'gate:read', '--expires', '30d'], env);
    expect(made.code).toBe(0);
    const token = made.out.trim();
    expect(token).toMatch(/^bgt_[\w-]{43}$/);
    const listed = await run(['token', 'list'], env);
    expect(listed.out).toMatch(/ci\s+gate:read\s+until \d{4}-.* never used/);
    expect(listed.out).not.toContain(token);

    const ask = () => run(['gate', '--system', 'payments'], { ...env, BREAKGLASS_TOKEN: token });
    expect(await ask()).toMatchObject({ code: 1, err: expect.stringContaining('No open emergency change covers') });
    const [id = ''] = listed.out.trim().split(/\s+/);
    expect((await run(['token', 'revoke', id], env)).code).toBe(0);
    expect(await ask()).toMatchObject({ code: 1, err: expect.stringContaining('was revoked') });
    expect(world.events('TokenCreated')).toHaveLength(1);
    expect(world.events('TokenRevoked')).toHaveLength(1);
  });

  it.each([
    { args: ['token', 'create', 'ci', '--expires', '10y'], words: 'at most 366d' },
    { args: ['token', 'create', 'ci', '--scope', 'everything'], words: 'gate:read' },
    { args: ['token', 'revoke', 'none'], words: 'There is no token none' },
  ])('says what is wrong with $args', async ({ args, words }) => {
    const { code, err } = await run(args, env);
    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});

describe('breakglass gate', () => {
  it.each([
    { what: 'there is no token', extra: {} as Record<string, string>, words: 'BREAKGLASS_TOKEN is missing' },
    {
      what: 'nobody is there',
      extra: { BREAKGLASS_TOKEN: 'bgt_1', BREAKGLASS_URL: 'http://127.0.0.1:9' },
      words: 'could not be asked',
    },
    { what: 'the token is wrong', extra: { BREAKGLASS_TOKEN: 'bgt_1' }, words: 'not known' },
  ])('says no when $what', async ({ extra, words }) => {
    const { code, err } = await run(['gate', '--system', 'payments'], { ...env, ...extra });
    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});

const hasTools = ['curl', 'jq'].every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0);

describe.skipIf(!hasTools)('the shell snippet', () => {
  const shell = async (args: readonly string[], extra: Readonly<Record<string, string>>) => {
    const { spawn } = await import('node:child_process');
    const child = spawn('sh', ['docs/breakglass.sh', ...args], { env: { PATH: process.env.PATH, ...env, ...extra } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, said };
  };

  it('says no, reports, and says yes', async () => {
    const { text: BREAKGLASS_TOKEN } = await world.token();
    expect(await shell(['gate', 'search', '9f3c1de'], { BREAKGLASS_TOKEN })).toMatchObject({
      code: 1,
      said: expect.stringContaining('Not allowed: No open emergency change covers search'),
    });
    await world.as('ana').declare({ systems: ['search'] });
    await world.settle();
    const ben = world.as('ben');
    await ben.press(ben.dm(), 'approve');
    expect(await shell(['gate', 'search', '9f3c1de'], { BREAKGLASS_TOKEN })).toMatchObject({
      code: 0,
      said: 'Allowed: EC-1 is approved and covers this.\n',
    });
    world.clock.advanceTo(Date.now() + 1000);
    expect(await shell(['report', 'search', '9f3c1de'], { BREAKGLASS_TOKEN, BUILD_ID: 'run-1' })).toMatchObject({
      code: 0,
      said: 'Recorded on EC-1.\n',
    });
    expect(world.events('DeploymentRecorded')).toHaveLength(1);
  });

  it.each([
    { BREAKGLASS_TOKEN: '' } as Record<string, string>,
    { BREAKGLASS_TOKEN: 'bgt_1' },
    { BREAKGLASS_TOKEN: 'x', BREAKGLASS_URL: 'http://127.0.0.1:9' },
  ])('says no in doubt: %o', async (extra) => {
    expect((await shell(['gate', 'search', '9f3c1de'], extra)).code).toBe(1);
  });
});

describe('the workflow', () => {
  it('asks before it deploys and reports whatever became of it', () => {
    const { jobs } = parse(readFileSync('docs/github-actions.yml', 'utf8'));
    const steps: readonly { run?: string; if?: string }[] = jobs.deploy.steps;
    const at = (words: string) => steps.findIndex(({ run: command }) => command?.includes(words));
    expect(at('breakglass.sh gate')).toBeGreaterThan(-1);
    expect(at('breakglass.sh gate')).toBeLessThan(at('deploy.sh'));
    expect(at('deploy.sh')).toBeLessThan(at('breakglass.sh report'));
    expect(steps[at('breakglass.sh report')]?.if).toContain('always()');
    expect(existsSync('docs/breakglass.sh')).toBe(true);
  });
});
