import { describe, expect, it } from 'vitest';
import { type Account, openAccount, opening } from './account.ts';

const checkout = 'Q0000000008812';
const search = 'Q0000000008815';
const resolved = 'Q0000000008809';

const error = (code: number, message: string, ...errors: string[]) => ({
  error: { code, message, ...(errors.length > 0 ? { errors } : {}) },
});

describe('opening an incident', () => {
  it('answers with it, assigned to whoever is on call', async () => {
    const { pagerduty, call } = await openAccount();
    const { status, data } = await call('POST', '/incidents', { data: opening({ incident_key: 'CHG-1' }) });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      incident: {
        type: 'incident',
        incident_number: 8816,
        summary: '[#8816] Disk full',
        status: 'triggered',
        incident_key: 'CHG-1',
        created_at: '2026-11-21T09:00:00Z',
        service: { id: 'PPAYMNT', type: 'service_reference', summary: 'payments' },
        assignments: [{ assignee: { summary: 'Ana Silva' } }],
        resolve_reason: null,
      },
    });
    expect(pagerduty.incident(8816)).toMatchObject({ title: 'Disk full', incidentKey: 'CHG-1' });
  });

  it('is refused while another with the same key is open on the service', async () => {
    const { pagerduty, call } = await openAccount();
    await call('POST', '/incidents', { data: opening({ incident_key: 'CHG-1' }) });
    const again = await call('POST', '/incidents', { data: opening({ incident_key: 'CHG-1' }) });
    expect(again.status).toBe(400);
    expect(again.data).toEqual(
      error(2002, 'Arguments Caused Error', 'Open incident with matching dedup key already exists on this service'),
    );
    pagerduty.resolve(pagerduty.incident(8816)?.id ?? '');
    expect((await call('POST', '/incidents', { data: opening({ incident_key: 'CHG-1' }) })).status).toBe(201);
  });

  it.each([
    { what: 'no title', incident: { title: ' ' }, words: 'Title cannot be empty.' },
    { what: 'no service', incident: { service: undefined }, words: 'Service cannot be empty.' },
    { what: 'an unknown service', incident: { service: { id: 'PNOBODY' } }, words: 'Service not found' },
    { what: 'another urgency', incident: { urgency: 'medium' }, words: 'Urgency must be either high or low.' },
    {
      what: 'a key of 256 characters',
      incident: { incident_key: 'k'.repeat(256) },
      words: 'Incident key is too long (maximum is 255 characters)',
    },
    { what: 'an unknown priority', incident: { priority: { id: 'PNOBODY' } }, words: 'Priority not found' },
  ])('is refused with $what', async ({ incident, words }) => {
    const { call } = await openAccount();
    const { status, data } = await call('POST', '/incidents', { data: opening(incident) });
    expect(status).toBe(400);
    expect(data).toEqual(error(2001, 'Invalid Input Provided', words));
  });

  it('is refused when the body is not called JSON', async () => {
    const { call } = await openAccount();
    const headers = { From: 'ana@example.com', 'Content-Type': 'text/plain' };
    const { data } = await call('POST', '/incidents', { data: opening(), headers });
    expect(data).toEqual(error(2001, 'Invalid Input Provided', 'params must be a Hash'));
  });
});

describe('who does it', () => {
  it.each<{ what: string; headers: Record<string, string>; body: object }>([
    {
      what: 'missing',
      headers: {},
      body: error(2016, 'You must specify a user\'s email address in the "From" header to perform this action'),
    },
    { what: 'no e-mail', headers: { From: 'Ana' }, body: error(1028, 'Malformed "From" header') },
    { what: "nobody's", headers: { From: 'zoe@example.com' }, body: error(1008, 'Requester User Not Found') },
  ])('is refused when From is $what', async ({ headers, body }) => {
    const { call } = await openAccount();
    const writes: [string, string, object][] = [
      ['POST', '/incidents', opening()],
      ['PUT', `/incidents/${checkout}`, { incident: { type: 'incident', status: 'resolved' } }],
      ['PUT', `/incidents/${checkout}/merge`, { source_incidents: [{ id: search }] }],
      ['POST', `/incidents/${checkout}/notes`, { note: { content: 'x' } }],
    ];
    for (const [method, path, data] of writes) {
      const answer = await call(method, path, { data, headers });
      expect([answer.status, answer.data]).toEqual([400, body]);
    }
  });

  it('is the owner of the token when it is a user’s own', async () => {
    const { pagerduty, call } = await openAccount({ apiTokenUserId: 'PBEN000' });
    await call('POST', `/incidents/${checkout}/notes`, { data: { note: { content: 'Mine' } }, headers: {} });
    expect(pagerduty.incident(checkout)?.notes).toMatchObject([{ content: 'Mine', userId: 'PBEN000' }]);
  });
});

describe('reading incidents', () => {
  const list = async ({ call }: Account, query: Record<string, string | string[]> = {}) =>
    (await call('GET', '/incidents', { query })).data;
  const numbers = async (account: Account, query: Record<string, string | string[]>) => {
    const { incidents } = (await list(account, query)) as { incidents: { incident_number: number }[] };
    return incidents.map(({ incident_number }) => incident_number);
  };

  it.each<{ query: Record<string, string | string[]>; found: number[] }>([
    { query: {}, found: [8809, 8812, 8815] },
    { query: { 'statuses[]': ['triggered', 'acknowledged'] }, found: [8812, 8815] },
    { query: { 'statuses[]': 'resolved' }, found: [8809] },
    { query: { 'service_ids[]': ['PSEARCH'] }, found: [8815] },
    { query: { sort_by: 'created_at:desc' }, found: [8815, 8812, 8809] },
    { query: { incident_key: 'seed-8812' }, found: [8812] },
    { query: { 'urgencies[]': 'low' }, found: [] },
    { query: { since: '2026-11-21T08:50:00Z' }, found: [8815] },
    { query: { limit: '1', offset: '1' }, found: [8812] },
  ])('finds $found by $query', async ({ query, found }) => {
    expect(await numbers(await openAccount(), query)).toEqual(found);
  });

  it('goes back one month unless told otherwise', async () => {
    const account = await openAccount();
    account.clock.advanceTo(account.clock.now() + 60 * 24 * 3_600_000);
    expect(await numbers(account, {})).toEqual([]);
    expect(await numbers(account, { date_range: 'all' })).toHaveLength(3);
  });

  it('pages without a total unless it is asked for', async () => {
    const account = await openAccount();
    expect(await list(account, { limit: '2' })).toMatchObject({ limit: 2, offset: 0, more: true, total: null });
    expect(await list(account, { limit: '2', offset: '2' })).toMatchObject({ more: false });
    expect(await list(account, { total: 'true' })).toMatchObject({ limit: 25, total: 3 });
  });

  it('goes no more than 10000 deep', async () => {
    expect(await list(await openAccount(), { limit: '100', offset: '9901' })).toMatchObject({
      error: { code: 2002, errors: [expect.stringContaining('Offset+limit exceeds maximum allowed value of 10000')] },
    });
  });

  it('is refused with a status there is not', async () => {
    expect(await list(await openAccount(), { 'statuses[]': 'open' })).toEqual(
      error(2001, 'Invalid Input Provided', 'Status must be a list of triggered, acknowledged, or resolved.'),
    );
  });

  it('takes an id or the number people say', async () => {
    const { call } = await openAccount();
    const byId = await call('GET', `/incidents/${checkout}`);
    const byNumber = await call('GET', '/incidents/8812');
    expect(byId.data).toMatchObject({ incident: { id: checkout, title: 'Checkout 500s', status: 'acknowledged' } });
    expect(byNumber.data).toEqual(byId.data);
  });

  it('is refused for one that is not there', async () => {
    const { status, data } = await (await openAccount()).call('GET', '/incidents/PNOBODY');
    expect([status, data]).toEqual([404, error(2100, 'Not Found')]);
  });
});

describe('notes', () => {
  it('are added and read back with who wrote them', async () => {
    const { call } = await openAccount();
    const added = await call('POST', '/incidents/8812/notes', { data: { note: { content: 'Change declared' } } });
    expect(added).toMatchObject({
      status: 201,
      data: { note: { content: 'Change declared', user: { summary: 'Breakglass' } } },
    });
    expect((await call('GET', `/incidents/${checkout}/notes`)).data).toMatchObject({
      notes: [{ content: 'Change declared' }],
    });
  });

  it('are refused when empty', async () => {
    const { call } = await openAccount();
    const { data } = await call('POST', `/incidents/${checkout}/notes`, { data: { note: { content: '' } } });
    expect(data).toEqual(error(2001, 'Invalid Input Provided', 'Content cannot be empty.'));
  });
});

describe('changing an incident', () => {
  it('acknowledges, resolves, and sets title and priority', async () => {
    const { pagerduty, call } = await openAccount();
    const put = (incident: object) =>
      call('PUT', `/incidents/${search}`, { data: { incident: { type: 'incident_reference', ...incident } } });
    await put({ title: 'Search is slow', priority: { id: 'PPRIO01', type: 'priority_reference' } });
    await put({ status: 'acknowledged' });
    expect(pagerduty.incident(search)).toMatchObject({
      title: 'Search is slow',
      priorityId: 'PPRIO01',
      status: 'acknowledged',
    });
    expect((await put({ status: 'resolved' })).data).toMatchObject({
      incident: { status: 'resolved', resolved_at: '2026-11-21T09:00:00Z' },
    });
  });

  it('is refused once it is resolved', async () => {
    const { call } = await openAccount();
    const { status, data } = await call('PUT', `/incidents/${resolved}`, {
      data: { incident: { status: 'acknowledged' } },
    });
    expect([status, data]).toEqual([400, error(1001, 'Incident Already Resolved')]);
  });

  it('is refused with another status', async () => {
    const { call } = await openAccount();
    const { data } = await call('PUT', `/incidents/${search}`, { data: { incident: { status: 'triggered' } } });
    expect(data).toMatchObject({ error: { code: 2001 } });
  });

  it('takes several at once', async () => {
    const { pagerduty, call } = await openAccount();
    const incidents = [checkout, search].map((id) => ({ id, type: 'incident_reference', status: 'resolved' }));
    await call('PUT', '/incidents', { data: { incidents } });
    expect(pagerduty.incidents().every(({ status }) => status === 'resolved')).toBe(true);
  });
});

describe('merging', () => {
  it('resolves the source with a reference to the target', async () => {
    const { call } = await openAccount();
    const merged = await call('PUT', `/incidents/${checkout}/merge`, {
      data: { source_incidents: [{ id: search, type: 'incident_reference' }] },
    });
    expect(merged.data).toMatchObject({ incident: { id: checkout, status: 'acknowledged' } });
    expect((await call('GET', `/incidents/${search}`)).data).toMatchObject({
      incident: {
        status: 'resolved',
        resolve_reason: { type: 'merge_resolve_reason', incident: { id: checkout, type: 'incident_reference' } },
      },
    });
  });

  it.each([
    { what: 'nothing to merge', target: checkout, sources: [], code: 2001 },
    { what: 'itself', target: checkout, sources: [{ id: checkout }], code: 2001 },
    { what: 'a resolved target', target: resolved, sources: [{ id: checkout }], code: 1001 },
    { what: 'an unknown source', target: checkout, sources: [{ id: 'PNOBODY' }], code: 2100 },
  ])('is refused with $what', async ({ target, sources, code }) => {
    const { pagerduty, call } = await openAccount();
    const { data } = await call('PUT', `/incidents/${target}/merge`, { data: { source_incidents: sources } });
    expect(data).toMatchObject({ error: { code } });
    expect(pagerduty.incident(checkout)?.mergedInto).toBeUndefined();
  });
});
