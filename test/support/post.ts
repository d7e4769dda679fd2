import { createHmac } from 'node:crypto';
import type { Json, View } from '../../src/sandbox/slack/contract.ts';
import { TEAM_ID } from '../../src/sandbox/workspace.ts';
import type { World } from './world.ts';
import { SECRET } from './world.ts';

const FORM = 'application/x-www-form-urlencoded';

interface Posted {
  readonly type?: string;
  readonly secret?: string;
  /** Seconds of real time. */
  readonly at?: number;
  readonly path?: string;
}

/** One request to the bot as Slack signs them, past everything Slack's own client would hold back. */
export function post(world: World, body: string, { type = FORM, secret = SECRET, at = seconds(), path }: Posted = {}) {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return fetch(`${world.botUrl()}${path ?? '/slack/events'}`, {
    method: 'POST',
    headers: {
      connection: 'close',
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

export const seconds = (): number => Math.floor(Date.now() / 1000);

/** An interaction of this person, whatever is in it. */
export const interact = (world: World, user: string, payload: Json) =>
  post(world, new URLSearchParams({ payload: JSON.stringify(interaction(user, payload)) }).toString());

const interaction = (user: string, payload: Json): Json => ({
  user: { id: user, username: user, name: user, team_id: TEAM_ID },
  team: { id: TEAM_ID, domain: 'example' },
  enterprise: null,
  is_enterprise_install: false,
  api_app_id: 'A0BREAKGLAS',
  token: 'legacy',
  trigger_id: 'raw',
  ...payload,
});

/** What is answered by block id: text as it is, everything else in Slack's own shape. */
export type RawAnswers = Readonly<Record<string, string | Json | null>>;

/** Hands a form in with `answers` over what it holds, unchecked by Slack's client. */
export async function submitRaw(world: World, view: View, answers: RawAnswers = {}) {
  const values: Record<string, Json> = { ...view.values };
  for (const [block, answer] of Object.entries(answers)) {
    const id = Object.keys(values).find((known) => known.split('.')[0] === block) ?? block;
    const held = typeof answer === 'string' ? { type: 'plain_text_input', value: answer } : (answer ?? { value: null });
    values[id] = { [Object.keys(values[id] ?? { value: 0 })[0] ?? 'value']: held };
  }
  const { id, hash, callbackId, payload } = view;
  const response = await interact(world, view.user, {
    type: 'view_submission',
    view: { ...payload, id, hash, callback_id: callbackId, state: { values } },
    response_urls: [],
  });
  const text = await response.text();
  const session = world.slack.as(view.user);
  // As Slack does when the bot took it.
  if (response.ok && text === '' && session.views().some((open) => open.id === id)) await session.close(id);
  return { status: response.status, answer: (text === '' ? undefined : JSON.parse(text)) as Answer | undefined };
}

interface Answer {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: Json;
}
