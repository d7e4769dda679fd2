import { describe, expect, it } from 'vitest';
import { openAccount, start } from './account.ts';

const hour = 3_600_000;
const schedules = [
  {
    id: 'PSCPAYM',
    name: 'Payments on call',
    shifts: [
      { userId: 'PANA000', start: start - hour, end: start + hour },
      { userId: 'PBEN000', start: start + hour, end: start + 2 * hour },
    ],
  },
];
const escalationPolicies = [{ id: 'PEPPAYM', name: 'Payments', levels: [['PSCPAYM'], ['PCLEO00']] }];

describe('who is on call', () => {
  it('is told for now, by schedule and level', async () => {
    const { call } = await openAccount({ schedules, escalationPolicies });
    const { data } = await call('GET', '/oncalls', { query: { 'schedule_ids[]': ['PSCPAYM'] } });
    expect(data).toMatchObject({
      oncalls: [
        {
          user: { id: 'PANA000', summary: 'Ana Silva' },
          schedule: { id: 'PSCPAYM' },
          escalation_policy: { id: 'PEPPAYM' },
          escalation_level: 1,
          start: '2026-11-21T08:00:00Z',
          end: '2026-11-21T10:00:00Z',
        },
      ],
    });
  });

  it('is told for a time to come, and for those who stand in the policy itself', async () => {
    const { call } = await openAccount({ schedules, escalationPolicies });
    const later = {
      since: '2026-11-21T10:30:00Z',
      until: '2026-11-21T10:31:00Z',
      'escalation_policy_ids[]': 'PEPPAYM',
    };
    expect((await call('GET', '/oncalls', { query: later })).data).toMatchObject({
      oncalls: [
        { user: { id: 'PBEN000' } },
        { user: { id: 'PCLEO00' }, schedule: null, start: null, end: null, escalation_level: 2 },
      ],
    });
  });

  it('is told for a schedule, users in full', async () => {
    const { call } = await openAccount({ schedules, escalationPolicies });
    expect((await call('GET', '/schedules/PSCPAYM/users')).data).toMatchObject({
      users: [{ email: 'ana@example.com' }],
    });
    const both = { since: '2026-11-21T09:00:00Z', until: '2026-11-21T11:00:00Z' };
    expect((await call('GET', '/schedules/PSCPAYM/users', { query: both })).data).toMatchObject({
      users: [{ id: 'PANA000' }, { id: 'PBEN000' }],
    });
    expect((await call('GET', '/schedules/PNOBODY/users')).status).toBe(404);
  });

  it('changes when somebody is put on call', async () => {
    const { pagerduty, call } = await openAccount();
    pagerduty.putOnCall('PSCPAYM', 'PCLEO00');
    expect(pagerduty.onCall('PPAYMNT')).toEqual(['PCLEO00']);
    expect((await call('GET', '/schedules/PSCPAYM')).data).toMatchObject({
      schedule: {
        name: 'Payments on call',
        final_schedule: { rendered_schedule_entries: [{ user: { id: 'PANA000' } }, { user: { id: 'PCLEO00' } }] },
      },
    });
  });

  it('is nobody once the shift ended, and no schedule once it is deleted', async () => {
    const { pagerduty, call } = await openAccount({ schedules, escalationPolicies });
    pagerduty.takeOffCall('PSCPAYM');
    expect((await call('GET', '/schedules/PSCPAYM/users')).data).toEqual({ users: [] });
    pagerduty.deleteSchedule('PSCPAYM');
    expect((await call('GET', '/schedules/PSCPAYM/users')).status).toBe(404);
    expect((await call('GET', '/schedules/PSCPAYM')).status).toBe(404);
    expect((await call('GET', '/oncalls')).data).toMatchObject({ oncalls: [{ user: { id: 'PCLEO00' } }] });
  });

  it('comes with people in full where they are asked for', async () => {
    const { call } = await openAccount({ schedules, escalationPolicies });
    const query = { 'include[]': ['users'], 'escalation_policy_ids[]': ['PEPPAYM'] };
    expect((await call('GET', '/oncalls', { query })).data).toMatchObject({
      oncalls: [{ user: { id: 'PANA000', email: 'ana@example.com' } }, { user: { email: 'cleo@example.com' } }],
    });
  });

  it('follows from the escalation policy', async () => {
    const { call } = await openAccount();
    expect((await call('GET', '/escalation_policies/PEPPAYM')).data).toMatchObject({
      escalation_policy: {
        escalation_rules: [
          { targets: [{ id: 'PSCPAYM', type: 'schedule_reference' }] },
          {},
          { targets: [{ type: 'user_reference' }] },
        ],
        services: [{ id: 'PPAYMNT' }],
      },
    });
  });
});

describe('people, services, priorities', () => {
  it('are found by words in name or e-mail', async () => {
    const { call } = await openAccount();
    expect((await call('GET', '/users', { query: { query: 'BEN@example' } })).data).toMatchObject({
      users: [{ id: 'PBEN000', name: 'Ben Okafor' }],
    });
    expect((await call('GET', '/users/PBEN000')).data).toMatchObject({ user: { email: 'ben@example.com' } });
    expect((await call('GET', '/services', { query: { query: 'pay' } })).data).toMatchObject({
      services: [{ id: 'PPAYMNT' }],
      more: false,
    });
    expect((await call('GET', '/services/PSEARCH')).data).toMatchObject({ service: { name: 'search' } });
    expect((await call('GET', '/priorities')).data).toMatchObject({ priorities: [{ name: 'P1' }, {}, {}] });
    expect((await call('GET', '/abilities')).data).toMatchObject({ abilities: expect.arrayContaining(['teams']) });
  });

  it('know no current user of an account’s token', async () => {
    const account = await openAccount();
    expect((await account.call('GET', '/users/me')).status).toBe(400);
    const user = await openAccount({ apiTokenUserId: 'PBEN000' });
    expect((await user.call('GET', '/users/me')).data).toMatchObject({ user: { name: 'Ben Okafor' } });
  });
});

describe('calling the API', () => {
  it('is refused without JSON for a wrong token, which pdjs rejects as no Error', async () => {
    const { call } = await openAccount();
    await expect(call('GET', '/services', { token: 'wrong' })).rejects.toMatchObject({ status: 401 });
  });

  it('is refused for another version of the API', async () => {
    const { call } = await openAccount();
    const headers = { Accept: 'application/vnd.pagerduty+json;version=1' };
    expect((await call('GET', '/services', { headers })).status).toBe(406);
  });

  it('knows no other path', async () => {
    const { pagerduty, call } = await openAccount();
    expect(await call('GET', '/teapots')).toMatchObject({ status: 404, data: { error: { code: 2100 } } });
    expect(pagerduty.calls()).toMatchObject([{ method: 'GET', path: '/teapots', status: 404 }]);
  });
});

describe('faults', () => {
  it('rate limits with the seconds until the reset, and without Retry-After', async () => {
    const { pagerduty, call } = await openAccount();
    pagerduty.fail('listServices', { kind: 'rate-limited', retryAfterSeconds: 9 });
    const { status, data, headers } = await call('GET', '/services');
    expect([status, data]).toEqual([429, { error: { code: 2020, message: 'Rate Limit Exceeded' } }]);
    expect([headers.get('ratelimit-reset'), headers.get('ratelimit-remaining'), headers.get('retry-after')]).toEqual([
      '9',
      '0',
      null,
    ]);
  });

  it('loses an answer after the note was added', async () => {
    const { pagerduty, call } = await openAccount();
    pagerduty.fail('createNote', { kind: 'answer-lost' }, 1);
    await expect(call('POST', '/incidents/8812/notes', { data: { note: { content: 'x' } } })).rejects.toThrow();
    expect(pagerduty.incident(8812)?.notes).toHaveLength(1);
  });

  it('cuts the connection before anything happens', async () => {
    const { pagerduty, call } = await openAccount();
    pagerduty.fail('*', { kind: 'down' });
    await expect(call('POST', '/incidents/8812/notes', { data: { note: { content: 'x' } } })).rejects.toThrow();
    expect(pagerduty.incident(8812)?.notes).toEqual([]);
    pagerduty.clearFaults();
    expect((await call('GET', '/services')).status).toBe(200);
  });

  it('outlasts the patience of a caller', async () => {
    const { pagerduty, call } = await openAccount();
    pagerduty.fail('listServices', { kind: 'slow', milliseconds: 200 }, 1);
    await expect(call('GET', '/services', { timeout: 50 })).rejects.toThrow();
  });
});

describe('the browser', () => {
  it('is shown an incident where the API answers JSON', async () => {
    const { pagerduty } = await openAccount();
    const page = await fetch(`${pagerduty.url}/incidents/Q0000000008812`, { headers: { Accept: 'text/html' } });
    expect(await page.text()).toContain('#8812 Checkout 500s');
  });
});
