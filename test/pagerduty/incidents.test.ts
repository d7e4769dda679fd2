import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { integrationKeys } from '../../src/sandbox/pagerduty/data.ts';
import { ana, cardPosted, changeOf, declared, declaredAt, deployed, KEY, linked, MINUTE } from '../support/changes.ts';
import { apiToken, failure, openAccount } from './account.ts';

const ENOUGH = 2000;
const change = changeOf(declared(), cardPosted);
const moment = { event: linked, mark: 'EC-42 #4' };

describe('searching incidents', () => {
  it.each([
    ['', [8815, 8812]],
    ['checkout', [8812]],
    ['SEARCH', [8815]],
    ['88', [8815, 8812]],
    ['8812', [8812]],
    ['#8809', [8809]],
    ['9999', []],
    ['identity', []],
    ['*)(%', []],
  ])('%j finds %j: open ones, the newest first, and the one that is named', async (typed, numbers) => {
    const { incidents } = await openAccount();
    expect((await incidents.search(typed, ENOUGH)).map(({ number }) => number)).toEqual(numbers);
  });

  it('finds a pasted address, resolved or not', async () => {
    const { incidents } = await openAccount();
    const { url } = await incidents.find('8809');
    expect((await incidents.search(url, ENOUGH)).map(({ number }) => number)).toEqual([8809]);
    expect(await incidents.search(`${url}X`, ENOUGH)).toEqual([]);
  });

  it('gives up when its time is over', async () => {
    const { pagerduty, incidents } = await openAccount();
    pagerduty.fail('listIncidents', { kind: 'slow', milliseconds: 3000 });
    const started = performance.now();
    expect(await failure(incidents.search('checkout', 100))).toBeInstanceOf(TransientFailure);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('finding an incident', () => {
  it('by number, id or address', async () => {
    const { pagerduty, incidents } = await openAccount();
    const found = await incidents.find('#8812');
    expect(found).toEqual({
      id: pagerduty.incident(8812)?.id,
      number: 8812,
      title: 'Checkout 500s',
      url: expect.stringContaining(`/incidents/${found.id}`),
      serviceId: 'PPAYMNT',
    });
    expect(await incidents.find(found.id)).toEqual(found);
    expect(await incidents.find(found.url)).toEqual(found);
  });

  it('follows a merged one to its target', async () => {
    const { pagerduty, incidents, checkout } = await openAccount();
    const target = pagerduty.trigger({ title: 'Everything is down', serviceId: 'PPAYMNT' });
    pagerduty.mergeByHand(checkout.id, target.id);
    expect(await incidents.find('8812')).toMatchObject({ id: target.id });
  });

  it.each(['9999', 'https://example.pagerduty.com/incidents/QNOTTHERE', 'no such thing', '../users'])(
    'says that there is no %j',
    async (reference) => {
      const { incidents } = await openAccount();
      const refused = await failure(incidents.find(reference));
      expect(refused).toBeInstanceOf(PermanentFailure);
      expect(refused).toMatchObject({
        message: `PagerDuty has no incident "${reference}": give its number, such as 8812, or paste its address.`,
      });
    },
  );
});

describe('a note', () => {
  it('is written in the name of the bot’s user', async () => {
    const { pagerduty, incidents, checkout, delivery } = await openAccount();
    await incidents.note(checkout, change, moment, delivery());
    expect(pagerduty.incident(8812)?.notes).toMatchObject([
      { userId: 'PBREAKG', content: expect.stringContaining('Emergency change EC-42: Roll payments back to v841') },
    ]);
  });

  it('takes whatever people write', async () => {
    const { pagerduty, incidents, checkout, delivery } = await openAccount();
    const words = `\u0000\uD800<b> ${'😀'.repeat(5_000)}`;
    const odd = changeOf(declared({ details: { summary: words, systems: ['payments', words] } }), deployed());
    await incidents.note(checkout, odd, moment, delivery());
    await incidents.announce(
      odd,
      { event: deployed({ what: words, where: words, link: words }), mark: '' },
      delivery(),
    );
    await incidents.page(odd, delivery());
    expect(pagerduty.calls().filter(({ status }) => status >= 400)).toEqual([]);
  });

  it('is not written twice when the answer was lost', async () => {
    const { pagerduty, incidents, checkout, delivery } = await openAccount();
    pagerduty.fail('createNote', { kind: 'answer-lost' }, 1);
    const lost = await failure(incidents.note(checkout, change, moment, delivery()));
    expect(lost).toBeInstanceOf(TransientFailure);
    expect(lost).toMatchObject({ certain: false });

    await incidents.note(checkout, change, moment, delivery({ inDoubt: true }));
    expect(pagerduty.incident(8812)?.notes).toHaveLength(1);
    await incidents.note(checkout, change, { ...moment, mark: 'EC-42 #44' }, delivery({ inDoubt: true }));
    expect(pagerduty.incident(8812)?.notes).toHaveLength(2);
  });

  it('is not written when it cannot be known whether it was', async () => {
    const { pagerduty, incidents, checkout, delivery } = await openAccount();
    pagerduty.fail('listNotes', { kind: 'http', status: 502 });
    expect(await failure(incidents.note(checkout, change, moment, delivery({ inDoubt: true })))).toBeInstanceOf(Error);
    expect(pagerduty.incident(8812)?.notes).toEqual([]);
  });

  it('is left out for events that concern nobody there', async () => {
    const { pagerduty, incidents, checkout, delivery } = await openAccount();
    await incidents.note(checkout, change, { ...moment, event: cardPosted }, delivery());
    expect(pagerduty.calls().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('says that the incident is gone', async () => {
    const { incidents, checkout, delivery } = await openAccount();
    const gone = { ...checkout, id: 'QNOTTHERE' };
    expect(await failure(incidents.note(gone, change, moment, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message:
        'PagerDuty refused to add a note to #8812. Not Found. Check that it still exists and that the API token may see it.',
    });
  });

  it.each([
    ['nobody@example.com', 'Requester User Not Found'],
    ['not an address', 'Malformed'],
  ])('from %j points to PAGERDUTY_FROM_EMAIL', async (fromEmail, words) => {
    const { incidents, checkout, delivery } = await openAccount({}, { fromEmail });
    const refused = await failure(incidents.note(checkout, change, moment, delivery()));
    expect(refused).toBeInstanceOf(PermanentFailure);
    expect(refused).toMatchObject({ message: expect.stringContaining('Set PAGERDUTY_FROM_EMAIL') });
    expect(refused).toMatchObject({ message: expect.stringContaining(words) });
  });
});

describe('a deployment', () => {
  const deployedMoment = { event: deployed(), mark: 'EC-42 #9' };
  const both = changeOf(declared({ details: { systems: ['payments', 'search', 'unlisted'] } }), cardPosted, deployed());

  it('stands on the timeline of each system’s service', async () => {
    const { pagerduty, incidents, delivery } = await openAccount();
    await incidents.announce(both, deployedMoment, delivery());
    expect(pagerduty.changeEvents()).toMatchObject([
      {
        serviceId: 'PPAYMNT',
        summary: 'EC-42 · v841 deployed to production by Ana Silva',
        timestamp: '2026-11-21T03:19:00.000Z',
        links: [{ text: 'EC-42 in Slack' }, { href: 'https://ci.example.com/runs/991' }],
      },
      { serviceId: 'PSEARCH' },
    ]);
  });

  it('goes by the default key, once for all systems without their own', async () => {
    const bot = { routingKey: integrationKeys.identity, routingKeyFor: () => undefined };
    const { pagerduty, incidents, delivery } = await openAccount({}, bot);
    await incidents.announce(both, deployedMoment, delivery());
    expect(pagerduty.changeEvents().map(({ serviceId }) => serviceId)).toEqual(['PIDENTY']);
  });

  it('is announced nowhere without a key', async () => {
    const { pagerduty, incidents, delivery } = await openAccount({}, { routingKeyFor: () => undefined });
    await incidents.announce(both, deployedMoment, delivery());
    expect(pagerduty.changeEvents()).toEqual([]);
  });

  it('is not told twice to the service that has heard it when the next one fails', async () => {
    const { pagerduty, incidents, delivery } = await openAccount();
    // Answered 200 for the first: a slow answer uses the fault up without harm.
    pagerduty.fail('enqueueChange', { kind: 'slow', milliseconds: 1 }, 1);
    pagerduty.fail('enqueueChange', { kind: 'http', status: 503 }, 1);
    expect(await failure(incidents.announce(both, deployedMoment, delivery()))).toBeInstanceOf(TransientFailure);
    await incidents.announce(both, deployedMoment, delivery());
    expect(pagerduty.changeEvents().map(({ serviceId }) => serviceId)).toEqual(['PPAYMNT', 'PSEARCH']);
  });

  it('with a key that is nobody’s says which settings to check', async () => {
    const { incidents, delivery } = await openAccount({}, { routingKeyFor: () => 'f'.repeat(32) });
    expect(await failure(incidents.announce(both, deployedMoment, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message:
        'PagerDuty refused to announce the deployment.' +
        ' Check PAGERDUTY_ROUTING_KEY, and pagerduty_routing_key of the system in policy.yaml.',
    });
  });

  it('is told without the REST API’s token', async () => {
    const seen: (string | undefined)[] = [];
    const events = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(202, { 'Content-Type': 'application/json' }).end('{}');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void events.close());
    await new Promise((resolve) => events.once('listening', resolve));
    const eventsUrl = `http://127.0.0.1:${(events.address() as AddressInfo).port}`;
    const { incidents, delivery } = await openAccount({}, { eventsUrl });
    await incidents.announce(changeOf(), deployedMoment, delivery());
    expect(seen).toHaveLength(1);
    expect(seen.join('')).not.toContain(apiToken);
  });
});

describe('a page', () => {
  it('opens one incident however often it is sent', async () => {
    const { pagerduty, incidents, delivery } = await openAccount();
    await incidents.page(change, delivery());
    await incidents.page(change, delivery({ inDoubt: true }));
    const opened = pagerduty.incidents().filter(({ incidentKey }) => incidentKey === `breakglass/${KEY}/limit`);
    expect(opened).toMatchObject([
      { serviceId: 'PPAYMNT', title: expect.stringContaining('EC-42: Its review is owed') },
    ]);
  });

  it('without a routing key says what to set', async () => {
    const { incidents, delivery } = await openAccount({}, { routingKeyFor: () => undefined });
    expect(await failure(incidents.page(change, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message:
        'PagerDuty cannot page anybody about EC-42: there is no routing key.' +
        ' Set PAGERDUTY_ROUTING_KEY, or pagerduty_routing_key of the system in policy.yaml.',
    });
  });
});

describe('trouble', () => {
  const withdrawn = { event: { type: 'ChangeWithdrawn', by: ana, at: declaredAt + MINUTE } as const, mark: 'EC-42 #5' };

  it('with the token names the setting, and no secret', async () => {
    const { incidents, delivery, checkout, pagerduty } = await openAccount();
    pagerduty.fail('createNote', { kind: 'error', status: 401, body: '' });
    const refused = await failure(incidents.note(checkout, change, withdrawn, delivery()));
    expect(refused).toMatchObject({
      name: 'PermanentFailure',
      message: 'PagerDuty refused to add a note to #8812. Its API token is not accepted: check PAGERDUTY_API_TOKEN.',
    });
    expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain(apiToken);
  });

  it('with its rights says so', async () => {
    const { incidents, delivery, checkout, pagerduty } = await openAccount();
    const body = { error: { code: 2010, message: 'Access Denied' } };
    pagerduty.fail('createNote', { kind: 'error', status: 403, body });
    expect(await failure(incidents.note(checkout, change, withdrawn, delivery()))).toMatchObject({
      name: 'PermanentFailure',
      message: expect.stringContaining('Access Denied. The API token may not do that'),
    });
  });

  it('from too many calls passes, after the wait that PagerDuty names', async () => {
    const { incidents, delivery, checkout, pagerduty } = await openAccount();
    pagerduty.fail('createNote', { kind: 'rate-limited', retryAfterSeconds: 12 });
    const started = performance.now();
    expect(await failure(incidents.note(checkout, change, withdrawn, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: true,
      retryAfter: 12_000,
    });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(pagerduty.incident(8812)?.notes).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['a broken connection', { kind: 'down' }],
    ['a proxy’s error page', { kind: 'http', status: 503 }],
    ['an answer that is no JSON', { kind: 'http', status: 200 }],
    ['no answer in time', { kind: 'slow', milliseconds: 3000 }],
  ])('from %s leaves a doubt', async (_, fault) => {
    const { incidents, delivery, checkout, pagerduty } = await openAccount({}, { timeout: 500 });
    pagerduty.fail('createNote', fault);
    expect(await failure(incidents.note(checkout, change, withdrawn, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: false,
      message: expect.stringContaining('add a note to #8812'),
    });
  });

  it('from a host that is not there leaves none', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const eventsUrl = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((resolve) => gone.close(resolve));
    const { incidents, delivery } = await openAccount({}, { eventsUrl });
    expect(await failure(incidents.page(change, delivery()))).toMatchObject({
      name: 'TransientFailure',
      certain: true,
    });
  });
});
