import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_TOKEN, type Bench, BOT_TOKEN, bench, clientOf, GENERAL, refusal, withScopes } from './support.ts';

let b: Bench;

beforeAll(async () => {
  b = await bench();
});

afterAll(() => b.slack.stop());

const raw = async (method: string, init: RequestInit) =>
  (await fetch(`${b.slack.url}/api/${method}`, { method: 'POST', ...init })).json();

const bearer = { authorization: `Bearer ${BOT_TOKEN}` };
const json = { 'content-type': 'application/json; charset=utf-8' };

describe('calling the Web API', () => {
  it('says who the token belongs to', async () => {
    expect(await b.client.auth.test()).toMatchObject({
      ok: true,
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
      team_id: 'T0TEAM',
    });
  });

  it('tells the scopes of the token and of the method in its headers', async () => {
    const { response_metadata: metadata } = await b.client.chat.postMessage({ channel: GENERAL, text: 'hi' });
    expect(metadata?.scopes).toContain('chat:write');
    expect(metadata?.acceptedScopes).toEqual(['chat:write']);
  });

  it.each([
    { what: 'a form with the token in it', init: { body: new URLSearchParams({ token: BOT_TOKEN }) }, ok: true },
    { what: 'a form with the token in the header', init: { body: new URLSearchParams({}), headers: bearer }, ok: true },
    { what: 'JSON with the token in the header', init: { body: '{}', headers: { ...json, ...bearer } }, ok: true },
  ])('takes $what', async ({ init, ok }) => {
    expect(await raw('auth.test', init)).toMatchObject({ ok });
  });

  it.each([
    { what: 'no token', init: { body: new URLSearchParams({}) }, error: 'not_authed' },
    { what: 'a strange token', init: { body: new URLSearchParams({ token: 'xoxb-no' }) }, error: 'invalid_auth' },
    {
      what: 'a token inside of JSON',
      init: { body: JSON.stringify({ token: BOT_TOKEN }), headers: json },
      error: 'not_authed',
    },
    { what: 'broken JSON', init: { body: '{', headers: { ...json, ...bearer } }, error: 'invalid_json' },
    { what: 'JSON that is no object', init: { body: '[]', headers: { ...json, ...bearer } }, error: 'json_not_object' },
    {
      what: 'a body of another type',
      init: { body: '<a/>', headers: { 'content-type': 'text/xml', ...bearer } },
      error: 'invalid_post_type',
    },
  ])('refuses $what', async ({ init, error }) => {
    expect(await raw('auth.test', init)).toMatchObject({ ok: false, error });
  });

  it('refuses a method it does not know', async () => {
    expect(await refusal(b.client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
  });

  it('refuses an app-level token for what bots do, and a bot token for connections', async () => {
    const app = clientOf(b.slack, APP_TOKEN);
    expect(await refusal(app.auth.test())).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await refusal(b.client.apps.connections.open())).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await app.apps.connections.open()).toMatchObject({ ok: true, url: expect.stringMatching(/^ws:/) });
  });

  it('echoes what api.test is given, and fails when asked to', async () => {
    expect(await b.client.apiCall('api.test', { foo: 'bar' })).toMatchObject({ args: { foo: 'bar' } });
    expect(await refusal(b.client.api.test({ error: 'my_error' }))).toMatchObject({ error: 'my_error' });
  });

  it('names the arguments that are missing', async () => {
    const answer = await refusal(b.client.apiCall('chat.postMessage', { text: 'hi' }));
    expect(answer).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
  });

  it('names the scope that is missing, and those there are', async () => {
    const narrow = await bench({ manifest: withScopes('users:read', 'channels:read') });
    expect(await refusal(narrow.client.chat.postMessage({ channel: GENERAL, text: 'hi' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'users:read,channels:read',
    });
    expect(await refusal(narrow.client.conversations.history({ channel: GENERAL }))).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:history',
    });
    await narrow.slack.stop();
  });

  it('keeps a list of what was called and what came of it, without tokens', async () => {
    await refusal(b.client.chat.postMessage({ channel: 'C0NOWHERE', text: 'hello' }));
    const last = b.slack.calls().at(-1);
    expect(last).toEqual({
      method: 'chat.postMessage',
      args: { channel: 'C0NOWHERE', text: 'hello' },
      ok: false,
      error: 'channel_not_found',
    });
  });
});
