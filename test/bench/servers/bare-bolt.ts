import { createServer } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { BOT_USER_ID } from '../../../src/sandbox/workspace.ts';
import { COMMAND } from '../../../src/slack/ids.ts';
import { SECRET, TOKEN } from '../settings.ts';
import { serveParent } from './child.ts';

/** The least that Bolt can do: the command opens a ready-made form, a click is acknowledged, nothing is kept. */
const { apiUrl, view } = JSON.parse(process.argv[2] ?? '');
const receiver = new HTTPReceiver({ signingSecret: SECRET, endpoints: '/slack/events', logLevel: LogLevel.WARN });
const app = new App({
  receiver,
  token: TOKEN,
  botId: 'B0BREAKGLAS',
  botUserId: BOT_USER_ID,
  logLevel: LogLevel.WARN,
  clientOptions: { slackApiUrl: apiUrl },
});
app.command(COMMAND, async ({ ack, command, client }) => {
  await ack();
  await client.views.open({ trigger_id: command.trigger_id, view });
});
app.action('approve', async ({ ack }) => ack());

const server = createServer(receiver.requestListener);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  serveParent(`http://127.0.0.1:${port}/slack/events`, async () => server.close().closeAllConnections());
});
