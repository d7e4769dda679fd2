import type { Json, Message, Person } from '../contract.ts';
import type { Conversation } from '../conversations.ts';
import type { Placed, Values } from '../elements.ts';
import { messageJson, teamOf, viewJson } from '../slack-json.ts';
import type { OpenView } from '../views.ts';
import type { World } from '../world.ts';

// Each: https://docs.slack.dev/reference/interaction-payloads, and the page of its name below it.

/** What every interaction carries. */
export const interaction = (world: World, type: string, person: Person): Json => ({
  type,
  user: { id: person.id, username: person.name, name: person.name, team_id: teamOf(world, person) },
  team: { id: world.team.id, domain: world.team.domain },
  enterprise: null,
  is_enterprise_install: false,
  api_app_id: world.app.id,
  token: world.app.token,
});

const NAMES = { im: 'directmessage', private: 'privategroup', channel: undefined } as const;

/** https://docs.slack.dev/interactivity/implementing-slash-commands: DMs and private channels go without their name. */
export const channelName = ({ kind, name }: Conversation): string => NAMES[kind] ?? name;

export const channelJson = (conversation: Conversation): Json => ({
  id: conversation.id,
  name: channelName(conversation),
});

/** Where in a message something happened; an ephemeral message is not sent along. */
export function inMessage(world: World, conversation: Conversation, message: Message): Json {
  const isEphemeral = message.ephemeralFor !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: conversation.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: channelJson(conversation),
    ...(!isEphemeral && { message: messageJson(world, message) }),
  };
}

export const inView = (world: World, view: OpenView): Json => ({
  container: { type: 'view', view_id: view.id },
  view: viewJson(world, view),
});

export const stateJson = (values: Values): Json => ({ state: { values } });

/** One entry of `actions`: what was pressed, and what it holds now. */
export const actionJson = ({ block, element }: Placed, held: Json, ts: string): Json => ({
  ...(element.type === 'button' && { text: element.text, value: element.value, style: element.style }),
  ...(element.placeholder !== undefined && { placeholder: element.placeholder }),
  ...held,
  type: element.type,
  action_id: element.action_id,
  block_id: block.block_id,
  action_ts: ts,
});
