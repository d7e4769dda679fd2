import { App, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Json, Limits } from '../../../src/sandbox/slack/contract.ts';
import { boltOverSockets, until } from './bolt.ts';
import { boltStory } from './bolt-story.ts';
import { ANA, APP_TOKEN, BEN, type Bench, BOT_TOKEN, bench, clientOf, GENERAL, silent } from './support.ts';

boltStory('over Socket Mode', boltOverSockets);

describe('a Socket Mode connection', () => {
  let b: Bench;
  const links: WebSocket[] = [];

  const start = async (limits: Partial<Limits> = {}) => {
    await b.slack.stop();
    b = await bench({ requestUrl: undefined, limits });
  };

  beforeEach(async () => {
    b = await bench({ requestUrl: undefined });
  });

  afterEach(async () => {
    for (const link of links.splice(0)) link.terminate();
    await b.slack.stop();
  });

  const ticket = async () => (await clientOf(b.slack, APP_TOKEN).apps.connections.open()).url ?? '';
  const connect = async (url: string) => {
    const link = new WebSocket(url);
    const got: Json[] = [];
    links.push(link);
    link.on('message', (data) => got.push(JSON.parse(String(data)) as Json));
    link.on('error', () => undefined);
    await until(() => got[0]);
    return { link, got };
  };
  const run = () => b.slack.as(ANA).command(GENERAL, '/emergency-change', 'x');

  it('is greeted', async () => {
    const { got } = await connect(await ticket());
    expect(got[0]).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0BOT' } });
  });

  it('needs a ticket, which is good for one', async () => {
    const url = await ticket();
    await connect(url);
    const again = new WebSocket(url);
    const status = await new Promise((resolve) => {
      again.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      again.on('error', () => undefined);
    });
    expect(status).toBe(401);
  });

  it('brings commands in envelopes, and takes the answer with the acknowledgement', async () => {
    const { link, got } = await connect(await ticket());
    const outcome = run();
    const envelope = await until(() => got[1]);
    expect(envelope).toMatchObject({
      type: 'slash_commands',
      envelope_id: expect.any(String),
      accepts_response_payload: true,
      payload: { command: '/emergency-change', text: 'x', user_id: ANA },
    });
    link.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: { text: 'Done.' } }));
    expect(await outcome).toMatchObject({ ok: true, status: 200 });
    expect(b.slack.as(ANA).messages(GENERAL)).toMatchObject([{ text: 'Done.', ephemeralFor: ANA }]);
  });

  it('takes no answer where none is asked for', async () => {
    const { link, got } = await connect(await ticket());
    const outcome = b.slack.as(ANA).globalShortcut('declare_change');
    const envelope = await until(() => got[1]);
    expect(envelope).toMatchObject({ type: 'interactive', accepts_response_payload: false });
    link.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: { text: 'ignored' } }));
    expect(await outcome).toEqual({ ok: true, status: 200 });
  });

  it('that does not acknowledge in time is a timeout', async () => {
    await start({ ack: 50 });
    await connect(await ticket());
    expect(await run()).toEqual({ ok: false, error: 'operation_timeout', status: 0 });
  });

  it('has to be there', async () => {
    expect(await run()).toMatchObject({ ok: false, error: 'dispatch_failed' });
  });

  it('shares the work with the others', async () => {
    await start({ ack: 50 });
    const [one, two] = [await connect(await ticket()), await connect(await ticket())];
    await Promise.all([run(), run()]);
    expect([one.got.length, two.got.length]).toEqual([2, 2]);
  });

  it('brings an event again when it was not acknowledged', async () => {
    await start({ ack: 50, eventRetries: [0] });
    const { got } = await connect(await ticket());
    await b.slack.setPersonKind(BEN, 'guest');
    await until(() => got[2]);
    expect(got.slice(1)).toMatchObject([
      { type: 'events_api', retry_attempt: 0, retry_reason: '' },
      { type: 'events_api', retry_attempt: 1, retry_reason: 'http_timeout' },
    ]);
  });

  it('is told to reconnect, and Bolt does', async () => {
    const clientOptions = { slackApiUrl: `${b.slack.url}/api/`, logger: silent };
    const receiver = new SocketModeReceiver({
      appToken: APP_TOKEN,
      logger: silent,
      clientPingTimeout: 100,
      installerOptions: { clientOptions },
    });
    const app = new App({ token: BOT_TOKEN, receiver, clientOptions, logger: silent });
    app.command('/emergency-change', ({ ack }) => ack());
    await app.start();
    b.slack.refreshSockets();
    const opened = () => b.slack.calls().filter(({ method }) => method === 'apps.connections.open').length;
    await until(() => opened() === 2 || undefined);
    for (let tries = 0; tries < 50; tries += 1) {
      if ((await run()).ok) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await run()).toMatchObject({ ok: true });
    await app.stop();
  });
});
