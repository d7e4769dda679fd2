import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import { EMERGENCY } from '../support/actor.ts';
import { describedBy } from '../support/openapi.ts';
import { policyText } from '../support/policy.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

const SHA = '9f3c1de0a4b56718293a4b5c6d7e8f9012345678';
const OTHER = 'aa11bb22cc33dd44ee55ff6677889900aabbccdd';
const policy = parsePolicy(
  policyText({ 'search: { kind: application-code,': 'search: { gate: proceeding, kind: application-code,' }),
);

type Json = Record<string, unknown>;

describe('what pipelines ask and report', () => {
  let world: World;
  let token: Awaited<ReturnType<World['token']>>;
  beforeEach(async () => {
    world = await openWorld({ policy });
    token = await world.token();
  });
  afterEach(() => world.close());

  const call = (path: string, init: RequestInit = {}, text = token.text) =>
    fetch(`${world.botUrl()}${path}`, {
      ...init,
      headers: { connection: 'close', authorization: `Bearer ${text}`, ...init.headers },
    });
  const described = async (method: string, path: string, response: Response) => {
    const document = await (await call('/v1/openapi.json')).json();
    await describedBy(document as Parameters<typeof describedBy>[0])(method, path, response);
    return response;
  };

  const ask = async (query: string, text = token.text) => {
    const response = await described('get', '/v1/gate', await call(`/v1/gate?${query}`, {}, text));
    return { status: response.status, body: (await response.json()) as Json };
  };
  const send = async (body: unknown, headers: Record<string, string> = {}, text = token.text) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await described(
      'post',
      '/v1/deployments',
      await call('/v1/deployments', { ...init, body: raw }, text),
    );
    return { status: response.status, body: (await response.json()) as Json, response };
  };
  const report = (overrides: Json = {}): Json => ({
    system: 'payments',
    commit: SHA,
    environment: 'production',
    deployedAt: new Date(world.clock.now()).toISOString(),
    deployer: 'ana@example.com',
    url: 'https://ci.example.com/runs/991',
    outcome: 'succeeded',
    ...overrides,
  });

  async function approvedChange(): Promise<void> {
    await world.as('ana').declare();
    await world.settle();
    const [ben, cleo] = [world.as('ben'), world.as('cleo')];
    await ben.press(ben.dm(), 'approve');
    await cleo.press(cleo.dm(), 'approve');
    await world.settle();
  }

  it('are described by a sound document', async () => {
    const response = await fetch(`${world.botUrl()}/v1/openapi.json`, { headers: { connection: 'close' } });
    const outcome = await new Validator().validate((await response.json()) as Record<string, unknown>);
    expect(outcome).toMatchObject({ valid: true });
  });

  describe('the gate', () => {
    it('says no, why, and where to declare', async () => {
      const { status, body } = await ask('system=payments&commit=9f3c1de');
      expect(status).toBe(403);
      expect(body).toEqual({
        allowed: false,
        ground: 'none',
        change: null,
        reason: 'No open emergency change covers payments. Declare one.',
        declareUrl: expect.stringContaining(`channel=${EMERGENCY}`),
      });
    });

    it('says yes once the last approver has, and no again when the change is withdrawn', async () => {
      await world.as('ana').declare();
      expect((await ask('system=payments')).body).toMatchObject({ allowed: false, change: 'EC-1' });
      await world.settle();
      const [ben, cleo] = [world.as('ben'), world.as('cleo')];
      await ben.press(ben.dm(), 'approve');
      expect((await ask('system=payments')).status).toBe(403);
      await cleo.press(cleo.dm(), 'approve');
      expect(await ask('system=payments')).toMatchObject({
        status: 200,
        body: { allowed: true, ground: 'approved', change: 'EC-1' },
      });
      await world.settle();
      const ana = world.as('ana');
      await ana.press(EMERGENCY, 'more', 'withdraw');
      await ana.submit();
      expect((await ask('system=payments')).body).toMatchObject({ allowed: false, change: null });
    });

    it('asks of each system what its policy does', async () => {
      for (const system of ['search', 'payments']) {
        const ana = world.as('ana');
        await ana.declare({ systems: [system], summary: `Switch off the new ${system}` });
        await world.settle();
        await ana.press(EMERGENCY, 'more', 'proceed_without_approval');
        const id = system === 'search' ? 'EC-1' : 'EC-2';
        await ana.fill({ reason: 'Nobody answers and customers cannot pay', confirmation: id });
        await ana.submit();
      }
      expect((await ask('system=search')).body).toMatchObject({ allowed: true, ground: 'proceeded', change: 'EC-1' });
      expect((await ask('system=payments')).body).toMatchObject({ allowed: false, ground: 'none', change: 'EC-2' });
    });

    it('knows a system by the names that pipelines have for it', async () => {
      await approvedChange();
      expect((await ask('system=Payments-API')).body).toMatchObject({ allowed: true, change: 'EC-1' });
      expect((await send(report({ system: 'payments-db-7' }))).body).toMatchObject({ change: 'EC-1' });
    });

    it('never opens for a drill', async () => {
      const ana = world.as('ana');
      await ana.command('drill');
      await ana.fill({
        summary: 'Roll payments back to v841',
        systems: ['payments'],
        criterion: 'outage',
        justification: 'We practise the night',
        rollbackPlan: 'Redeploy v842',
      });
      await ana.submit();
      expect((await ask('system=payments')).body).toMatchObject({ allowed: false, change: null });
    });

    it('needs neither Slack nor Jira nor PagerDuty', async () => {
      await approvedChange();
      await Promise.all([world.slack.stop(), world.jira.stop(), world.pagerduty.stop()]);
      expect((await ask('system=payments')).status).toBe(200);
    });

    it('leaves one event for each answer of a day, however often it is asked', async () => {
      for (let time = 0; time < 3; time += 1) await ask('system=payments&commit=9f3c1de');
      expect(world.events('GateAnswered')).toHaveLength(1);
      await approvedChange();
      await ask('system=payments&commit=9f3c1de');
      await world.restart();
      await ask('system=payments&commit=9f3c1de');
      expect(world.events('GateAnswered').map(({ data }) => (data as Json).allowed)).toEqual([false, true]);
    });

    it('says no where the answer cannot be recorded', async () => {
      await approvedChange();
      world.pragma(`max_page_count = ${world.pragma('page_count')}`);
      const answers = await Promise.all(
        Array.from({ length: 80 }, (_, index) => ask(`system=payments&commit=${String(index).padStart(7, 'a')}`)),
      );
      expect(answers.some(({ status }) => status === 503)).toBe(true);
      expect(answers.every(({ status, body }) => status === 200 || body.allowed === undefined)).toBe(true);
    });

    it.each(['', 'system=', 'system=%20', 'system=payments&commit=v841', 'system=payments&commit=9f3c'])(
      'answers 400 to “%s”',
      async (query) => {
        const { status, body } = await ask(query);
        expect(status).toBe(400);
        expect(body.fix).toEqual(expect.any(String));
      },
    );
  });

  describe('a token', () => {
    it.each(['', 'Bearer', 'Bearer nonsense', 'Basic YTpi', `Bearer bgt_${'A'.repeat(43)}`])(
      'that was never made is refused: “%s”',
      async (authorization) => {
        const response = await call('/v1/gate?system=payments', { headers: { authorization } });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        await described('get', '/v1/gate', response);
      },
    );

    it('is refused once it is expired, and once it is revoked', async () => {
      const [brief, lost] = [await world.token({ expiresIn: HOUR }), await world.token()];
      expect((await ask('system=payments', brief.text)).status).toBe(403);
      world.clock.advanceTo(world.clock.now() + HOUR);
      expect(await ask('system=payments', brief.text)).toMatchObject({
        status: 401,
        body: { detail: expect.stringContaining('expired at 2026-11-21T04:12') },
      });
      await lost.revoke();
      expect(await ask('system=payments', lost.text)).toMatchObject({
        status: 401,
        body: { detail: expect.stringContaining('revoked') },
      });
    });

    it('does what its scope says and no more', async () => {
      const reader = await world.token({ scopes: ['gate:read'] });
      const writer = await world.token({ scopes: ['deployments:write'] });
      expect((await ask('system=payments', reader.text)).status).toBe(403);
      expect(await send(report(), {}, reader.text)).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('needs deployments:write') },
      });
      expect((await ask('system=payments', writer.text)).body).toMatchObject({ title: 'Forbidden' });
      expect((await send(report(), {}, writer.text)).status).toBe(201);
    });

    it('is kept as a hash, with when it was last used', async () => {
      await ask('system=payments');
      const [kept] = await world.tokens();
      expect(kept?.lastUsedAt).toBe(world.clock.now());
      expect(JSON.stringify([...world.events('GateAnswered')])).not.toContain(token.text);
    });

    it('that is wrong too often has to wait; a good one from the same place need not', async () => {
      const guesses = await Promise.all(
        Array.from({ length: 80 }, (_, guess) => call('/v1/gate?system=payments', {}, `bgt_${guess}`)),
      );
      const refused = guesses.find(({ status }) => status === 429);
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
      await described('get', '/v1/gate', refused as Response);
      expect((await ask('system=payments')).status).toBe(403);
      world.clock.advanceTo(world.clock.now() + 2 * MINUTE);
      expect((await call('/v1/gate?system=payments', {}, 'bgt_1')).status).toBe(401);
    });
  });

  describe('a deployment', () => {
    it('is recorded on the change that covers it, with its source', async () => {
      await approvedChange();
      expect(await send(report({ version: 'v841' }))).toMatchObject({
        status: 201,
        body: { state: 'matched', change: 'EC-1', words: 'Recorded on EC-1.' },
      });
      await world.settle();
      expect(JSON.stringify(world.card('EC-1').blocks)).toContain('approved before deploy');
      const [event] = world.events('DeploymentRecorded');
      expect(event?.data).toMatchObject({
        source: 'api',
        deployment: { what: 'v841', commit: SHA, environment: 'production', who: world.as('ana').id },
      });
    });

    it('sent again is the same one, under its key and without', async () => {
      await approvedChange();
      for (const headers of [{}, { 'idempotency-key': 'run-991' }] as Record<string, string>[]) {
        const body = report({ version: JSON.stringify(headers) });
        const first = await send(body, headers);
        expect(await send(body, headers)).toMatchObject({ status: 200, body: first.body });
      }
      expect(world.events('DeploymentRecorded')).toHaveLength(2);
    });

    it('sent twice at once is one', async () => {
      await approvedChange();
      const both = await Promise.all([report(), report()].map((body) => send(body, { 'idempotency-key': 'a' })));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
      expect(world.events('DeploymentRecorded')).toHaveLength(1);
    });

    it('crossed with another one under the same key is refused', async () => {
      await send(report(), { 'idempotency-key': 'run-991' });
      expect((await send(report({ commit: OTHER }), { 'idempotency-key': 'run-991' })).status).toBe(409);
      const other = await world.token({ name: 'search-deploy' });
      expect((await send(report(), { 'idempotency-key': 'run-991' }, other.text)).status).toBe(201);
    });

    it('that is rolled back is recorded so', async () => {
      await approvedChange();
      await send(report({ deployer: 'github:nobody-we-know' }));
      expect((await send(report({ outcome: 'rolled-back', deployer: 'github:nobody-we-know' }))).body.change).toBe(
        'EC-1',
      );
      expect(world.events('DeploymentRolledBack')).toHaveLength(1);
      await world.settle();
      expect(JSON.stringify(world.card('EC-1').blocks)).toContain('nobody-we-know (GitHub)');
    });

    it('of another commit than the approved one is told to requester and approvers at once', async () => {
      await world.as('ana').declare({ links: `https://github.com/acme/payments/commit/${SHA}` });
      await world.settle();
      expect((await send(report({ commit: OTHER }))).body).toMatchObject({ change: 'EC-1' });
      await world.settle();
      const told = world.thread('EC-1').filter(({ text }) => text.includes('another commit'));
      expect(told).toHaveLength(1);
      for (const name of ['ana', 'ben', 'cleo']) expect(told[0]?.text).toContain(`<@${world.as(name).id}>`);
    });

    it.each([
      { what: 'commit', answers: { what: OTHER, where: 'payments' }, words: 'another commit' },
      { what: 'system', answers: { what: SHA, where: 'search' }, words: 'another system' },
    ])('recorded by hand of another $what is told as well, with its time beside', async ({ answers, words }) => {
      await world.as('ana').declare({ links: `https://github.com/acme/payments/commit/${SHA}` });
      await world.settle();
      world.clock.advanceTo(world.clock.now() + HOUR);
      const ana = world.as('ana');
      await ana.press(EMERGENCY, 'record_deployment');
      await ana.fill({ ...answers, deployedAt: Math.floor((world.clock.now() - 30 * MINUTE) / 1000) });
      await ana.submit();
      await world.settle();
      const told = world.thread('EC-1').filter(({ text }) => text.includes(words));
      expect(told).toHaveLength(1);
      expect(told[0]?.text).toMatch(/deployed .*, recorded /);
    });

    it('that belongs to a normal change asks nobody', async () => {
      expect((await send(report({ reference: 'CHG-1042' }))).body).toMatchObject({ state: 'normal', change: null });
      await world.pass(HOUR);
      expect(world.as('ana').dms()).toHaveLength(0);
    });

    it('that refers to a change which does not exist is refused', async () => {
      expect((await send(report({ reference: 'EC-99' }))).status).toBe(404);
    });

    it('can be asked for again', async () => {
      const { body } = await send(report());
      const response = await call(`/v1/deployments/${body.id}`);
      await described('get', '/v1/deployments/{id}', response);
      expect(await response.json()).toEqual(body);
      const none = await call('/v1/deployments/none');
      await described('get', '/v1/deployments/{id}', none);
      expect(none.status).toBe(404);
    });

    it.each([
      { what: 'no JSON', body: '{"system":', status: 400 },
      { what: 'nothing', body: '', status: 400 },
      { what: 'a list', body: [], status: 422 },
      { what: 'no system', body: { deployedAt: '2026-11-21T03:12:00Z' }, status: 422 },
      { what: 'no time', body: { system: 'payments' }, status: 422 },
      { what: 'no real time', body: { system: 'payments', deployedAt: 'yesterday' }, status: 422 },
      { what: 'a time to come', body: { system: 'payments', deployedAt: '2026-11-22T03:12:00Z' }, status: 422 },
      { what: 'a time long past', body: { system: 'payments', deployedAt: '2026-01-01T00:00:00Z' }, status: 422 },
      {
        what: 'a field nobody knows',
        body: { system: 'payments', deployedAt: '2026-11-21T03:12:00Z', x: 1 },
        status: 422,
      },
      { what: 'too much', body: { system: 'x'.repeat(70_000) }, status: 413 },
    ])('that says $what is answered with $status and what to do', async ({ body, status }) => {
      const answer = await send(body);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ status, fix: expect.any(String) });
      expect(world.events('SightingRecorded')).toHaveLength(0);
    });
  });
});
