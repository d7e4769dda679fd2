import { randomUUID } from 'node:crypto';
import { fold } from '../../src/domain/change/evolve.ts';
import { BOT_USER_ID, TEAM_ID } from '../../src/sandbox/workspace.ts';
import { ACTION, COMMAND } from '../../src/slack/ids.ts';
import type { Scene } from '../../src/slack/scene.ts';
import { changeCard } from '../../src/slack/views/card.ts';
import { declareForm } from '../../src/slack/views/declare-form.ts';
import { ana, ben } from '../support/changes.ts';
import { declareOrder, waiting } from './history.ts';
import { policy } from './settings.ts';

export const scene: Scene = { policy, connected: { jira: false, pagerduty: false } };

/** The form that Breakglass opens, ready-made for the other side. */
export const readyForm = () =>
  declareForm(
    {
      requester: ana,
      summary: '',
      systems: [],
      overdue: [],
      metadata: JSON.stringify({ key: randomUUID(), responseUrl: 'http://127.0.0.1/response' }),
      now: Date.now(),
    },
    scene,
  );

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function commandBody(trigger: string, responseUrl: string): string {
  return new URLSearchParams({
    token: 'legacy-token',
    team_id: TEAM_ID,
    team_domain: 'example',
    channel_id: 'C0GENERAL01',
    channel_name: 'general',
    user_id: ana,
    user_name: 'ana',
    command: COMMAND,
    text: '',
    api_app_id: 'A0BREAKGLAS',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: trigger,
  }).toString();
}

/** Ben presses Approve, or another button, on the card (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
export async function pressBodies(
  keys: readonly string[],
  responseUrl: string,
  button: string = ACTION.approve,
): Promise<string[]> {
  const change = fold('the-key', waiting(await declareOrder(0, Date.now()), 1));
  if (!change) throw new Error('A change has at least one event');
  const card = JSON.stringify(changeCard(change, [], scene));
  return keys.map((key) => {
    const { text, blocks } = JSON.parse(card.replaceAll('the-key', key));
    const ts = '1795230720.000100';
    const payload = {
      type: 'block_actions',
      user: { id: ben, username: 'ben', name: 'ben', team_id: TEAM_ID },
      api_app_id: 'A0BREAKGLAS',
      token: 'legacy-token',
      container: { type: 'message', message_ts: ts, channel_id: 'C0EMERGENCY', is_ephemeral: false },
      trigger_id: `1.2.${key}`,
      team: { id: TEAM_ID, domain: 'example' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: 'C0EMERGENCY', name: 'emergency-changes' },
      message: { type: 'message', user: BOT_USER_ID, bot_id: 'B0BREAKGLAS', ts, text, blocks, team: TEAM_ID },
      state: { values: {} },
      response_url: responseUrl,
      actions: [{ type: 'button', action_id: button, block_id: key, value: key, action_ts: ts }],
    };
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  });
}
