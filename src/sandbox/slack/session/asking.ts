import type { Json, PersonSession } from '../contract.ts';
import { type Deliver, outcomeOf, type Reply } from '../delivery.ts';
import { asJsons, asText, isJson } from '../json.ts';
import { respond } from '../respond.ts';
import { teamOf } from '../slack-json.ts';
import { escaped } from './escaping.ts';
import { conversationOf, messageOf, type Seat } from './guard.ts';
import { channelName, inMessage, interaction } from './payloads.ts';

type Asking = Pick<PersonSession, 'command' | 'globalShortcut' | 'messageShortcut'>;

/** Slash commands and shortcuts. */
export function asking(seat: Seat, deliver: Deliver): Asking {
  const { world } = seat;
  return {
    command: async (channel, command, text) => {
      const known = featureOf(seat, 'slash_commands', (each) => each.command === command);
      const conversation = conversationOf(seat, channel);
      // Slack's client: "/nope is not a valid command."
      if (!known) return { ok: false, error: 'invalid_command', status: 0 };
      const reply = await deliver({ kind: 'command', payload: payloadOf(seat, known, conversation.id, text) });
      answerAtOnce(seat, conversation.id, reply);
      return outcomeOf(reply);
    },
    globalShortcut: async (callbackId) => {
      const known = featureOf(seat, 'shortcuts', isShortcut('global', callbackId));
      if (!known) throw new Error(`The manifest has no global shortcut ${callbackId}.`);
      // https://docs.slack.dev/interactivity/implementing-shortcuts: no channel, no response_url
      const payload = { ...shortcut(seat, 'shortcut', callbackId) };
      return outcomeOf(await deliver({ kind: 'interaction', payload }));
    },
    messageShortcut: async (callbackId, channel, ts) => {
      const known = featureOf(seat, 'shortcuts', isShortcut('message', callbackId));
      if (!known) throw new Error(`The manifest has no message shortcut ${callbackId}.`);
      const [conversation, message] = [conversationOf(seat, channel), messageOf(seat, channel, ts)];
      if (message.ephemeralFor) throw new Error('An ephemeral message has no menu of shortcuts.');
      const { container: _absent, ...where } = inMessage(world, conversation, message);
      const payload = {
        ...shortcut(seat, 'message_action', callbackId),
        ...where,
        message_ts: ts,
        response_url: world.responseUrls.issue({ user: seat.person().id, channel: conversation.id }),
      };
      return outcomeOf(await deliver({ kind: 'interaction', payload }));
    },
  };
}

const isShortcut = (type: string, callbackId: string) => (each: Json) =>
  each.type === type && each.callback_id === callbackId;

function featureOf({ world }: Seat, name: string, is: (each: Json) => boolean): Json | undefined {
  const features = isJson(world.manifest.features) ? world.manifest.features : {};
  return asJsons(features[name]).find(is);
}

const shortcut = (seat: Seat, type: string, callbackId: string): Json => ({
  ...interaction(seat.world, type, seat.person()),
  callback_id: callbackId,
  action_ts: seat.world.nextTs(),
  trigger_id: seat.world.triggers.issue({ user: seat.person().id }),
});

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
function payloadOf(seat: Seat, { command, should_escape: isEscaping }: Json, channelId: string, text: string): Json {
  const { world } = seat;
  const person = seat.person();
  const conversation = conversationOf(seat, channelId);
  return {
    token: world.app.token,
    team_id: teamOf(world, person),
    team_domain: world.team.domain,
    channel_id: channelId,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.name,
    command,
    text: isEscaping === true ? escaped(world, text.trim()) : text.trim(),
    api_app_id: world.app.id,
    is_enterprise_install: false,
    response_url: world.responseUrls.issue({ user: person.id, channel: channelId }),
    trigger_id: world.triggers.issue({ user: person.id }),
  };
}

/** The same page: the acknowledgement itself may carry a message, as JSON or as plain text. */
function answerAtOnce(seat: Seat, channel: string, { status, body }: Reply): void {
  const message = typeof body === 'string' ? { text: body } : body;
  if (status !== 200 || !isJson(message) || (!asText(message.text) && !message.blocks)) return;
  const refusal = respond(seat.world, { user: seat.person().id, channel }, message);
  if (refusal) seat.world.complaints.push(`acknowledgement of a command: ${refusal}`);
}
