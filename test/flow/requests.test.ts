import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../support/actor.ts';
import { interact, post, seconds } from '../support/post.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const command = new URLSearchParams({ command: '/emergency-change', text: 'list', user_id: idOf('ana') }).toString();
const JSON_TYPE = 'application/json';

/** Nothing was said, opened or recorded because of it. */
async function expectNothingDone(callsBefore: number): Promise<void> {
  await world.settle();
  expect(world.slack.calls().slice(callsBefore)).toEqual([]);
  expect(world.jira.issues()).toEqual([]);
  expect((await fetch(`${world.botUrl()}/healthz`)).status).toBe(200);
}

describe('a request that Slack never sent', () => {
  it.each([
    { what: 'a forged signature', status: 401, send: () => post(world, command, { secret: 'somebody else' }) },
    { what: 'a time stamp six minutes old', status: 401, send: () => post(world, command, { at: seconds() - 360 }) },
    { what: 'a time stamp from the future', status: 401, send: () => post(world, command, { at: seconds() + 360 }) },
    { what: 'a time stamp that is no number', status: 401, send: () => post(world, command, { at: Number.NaN }) },
    {
      what: 'no signature',
      status: 401,
      send: () => fetch(`${world.botUrl()}/slack/events`, { method: 'POST', body: command }),
    },
    {
      what: 'a payload smuggled into a check of the certificate',
      status: 200,
      send: () =>
        fetch(`${world.botUrl()}/slack/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: `ssl_check=1&${command}`,
        }),
    },
    { what: 'two megabytes', status: 413, send: () => post(world, `text=${'x'.repeat(2_000_000)}`) },
    { what: 'an unknown path', status: 404, send: () => post(world, command, { path: '/slack/commands' }) },
    { what: 'a GET', status: 404, send: () => fetch(`${world.botUrl()}/slack/events`) },
    { what: 'a form said to be JSON', status: 400, send: () => post(world, command, { type: JSON_TYPE }) },
    { what: 'a form said to be text', status: 400, send: () => post(world, command, { type: 'text/plain' }) },
    { what: 'half a payload', status: 400, send: () => post(world, 'payload=%7B%22type%22') },
    { what: 'nothing at all', status: 400, send: () => post(world, '', { type: JSON_TYPE }) },
    {
      what: 'an unknown button',
      status: 404,
      send: () => interact(world, idOf('ana'), { type: 'block_actions', actions: [{ action_id: 'launch' }] }),
    },
  ])('with $what is answered $status and does nothing', async ({ send, status }) => {
    const before = world.slack.calls().length;
    expect((await send()).status).toBe(status);
    await expectNothingDone(before);
  });

  it('that breaks off in the middle leaves the bot standing', async () => {
    const { hostname, port } = new URL(world.botUrl());
    const socket = connect(Number(port), hostname);
    await new Promise<void>((resolve) => {
      socket.on('close', () => resolve());
      const head = 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\npayload=';
      socket.write(head, () => socket.destroy());
    });
    await expectNothingDone(world.slack.calls().length);
  });

  it('under an address that is none leaves the bot standing', async () => {
    const { hostname, port } = new URL(world.botUrl());
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const odd = request({ hostname, port, path: '//', method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      odd.on('error', reject).end();
    });
    expect([400, 404]).toContain(status);
    await expectNothingDone(world.slack.calls().length);
  });
});

describe('a signed request about something that does not exist', () => {
  it('is answered with a failure, and the person gets a reference', async () => {
    const response = await interact(world, idOf('ana'), {
      type: 'block_actions',
      actions: [{ action_id: 'approve', block_id: 'b', type: 'button', value: 'no-such-change', action_ts: '1.0' }],
    });
    expect(response.status).toBe(500);
    const told = world.as('ana').dms().at(-1)?.text ?? '';
    expect(told).toMatch(/did not work, and it is not your fault.*reference [0-9a-f]{8}/);
    const logged = world.log.lines.find(({ words }) => words === 'a request failed');
    expect(logged?.fields).toMatchObject({ reference: told.match(/[0-9a-f]{8}/)?.[0] });
  });
});

describe('health', () => {
  it('is told to anybody who asks', async () => {
    const response = await fetch(`${world.botUrl()}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
});
