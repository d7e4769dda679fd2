import { readFileSync } from 'node:fs';
import { App, HTTPReceiver } from '@slack/bolt';
import { expect, it } from 'vitest';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';

it('greets whoever asks, even if Slack is busy at first', async () => {
  const clock = stoppedClock(Date.parse('2026-03-02T09:00:00Z'));
  const slack = await startSlack({
    manifest: {
      display_information: { name: 'Greeter' },
      features: { slash_commands: [{ command: '/hello', description: 'Says hello' }] },
      oauth_config: { scopes: { bot: ['commands', 'chat:write'] } },
    },
    people: [
      { id: 'U1', name: 'ana', realName: 'Ana', title: '', email: 'a@b.c', timezone: 'Europe/Lisbon', kind: 'member' },
    ],
    channels: [{ id: 'C1', name: 'general' }],
    signingSecret: 'secret',
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
    teamId: 'T1',
    botUserId: 'U0',
    now: clock.now,
  });

  // Your bot, as it is: only its address of Slack is another one.
  const receiver = new HTTPReceiver({ signingSecret: 'secret' });
  const app = new App({ token: 'xoxb-1', receiver, clientOptions: { slackApiUrl: `${slack.url}/api/` } });
  app.command('/hello', async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.channel_id, text: `Hello <@${body.user_id}>` });
  });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  slack.setRequestUrl(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);

  slack.fail('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 1 }, 1);
  expect(await slack.as('U1').command('C1', '/hello', '')).toMatchObject({ ok: true });
  await expect.poll(() => slack.allMessages('C1').map(({ text }) => text), { timeout: 5_000 }).toEqual(['Hello <@U1>']);
  expect(slack.complaints()).toEqual([]);

  await app.stop();
  await slack.stop();
});

it('stands in the README as it is here', () => {
  const here = readFileSync(import.meta.filename, 'utf8');
  const example = here.slice(here.indexOf('it('), here.indexOf("\nit('stands"));
  expect(readFileSync('src/sandbox/README.md', 'utf8')).toContain(example.trim());
});
