import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Kind, Parcel, Reply } from './delivery.ts';
import { bodyOf } from './http.ts';
import { parsed } from './json.ts';
import { signed } from './signing.ts';
import type { World } from './world.ts';

/** Posts to the bot's request URL, signed, and waits for the acknowledgement as long as Slack does. */
export function deliverOverHttp(world: World, url: string, parcel: Parcel): Promise<Reply> {
  const { text, type } = encoded(parcel);
  const headers = {
    'content-type': type,
    'content-length': String(Buffer.byteLength(text)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...retryHeaders(parcel),
    // Real time, never the workspace's: the bot compares it with its own clock.
    ...signed(world.options.signingSecret, text, Date.now()),
  };
  const post = url.startsWith('https:') ? overHttps : overHttp;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(world.limits.ack);
    const failed = () => resolve({ status: 0, failure: signal.aborted ? 'operation_timeout' : 'dispatch_failed' });
    const request = post(url, { method: 'POST', agent: false, headers, signal }, (response) => {
      const noRetry = response.headers['x-slack-no-retry'] === '1';
      const replied = (body: string) => resolve({ status: response.statusCode ?? 0, body: parsed(body), noRetry });
      bodyOf(response).then(replied, failed);
    });
    request.on('error', failed);
    request.end(text);
  });
}

const ENCODINGS: Readonly<Record<Kind, string>> = {
  // https://docs.slack.dev/interactivity/implementing-slash-commands: one form field for each field of the payload
  command: 'application/x-www-form-urlencoded',
  // https://docs.slack.dev/interactivity/handling-user-interaction: a form with `payload`
  interaction: 'application/x-www-form-urlencoded',
  // https://docs.slack.dev/apis/events-api
  event: 'application/json',
};

function encoded({ kind, payload }: Parcel): { text: string; type: string } {
  const type = ENCODINGS[kind];
  if (kind === 'event') return { text: JSON.stringify(payload), type };
  const fields = kind === 'command' ? payload : { payload: JSON.stringify(payload) };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  return { text: form.toString(), type };
}

const retryHeaders = ({ retry }: Parcel) =>
  retry && { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason };
