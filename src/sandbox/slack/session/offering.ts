import type { Json } from '../contract.ts';
import { asList, asText } from '../json.ts';
import type { World } from '../world.ts';

/**
 * What pickers of people and conversations list: nobody who left, no channel that is not there.
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#users_select
 */
export function assertListed(world: World, held: Json): void {
  const people = [held.selected_user, ...asList(held.selected_users)].map(asText).filter(Boolean);
  for (const id of people) {
    const person = world.people.find(id);
    if (!person || person.kind === 'deactivated') throw new Error(`No picker lists ${person?.realName ?? id}.`);
  }
  const { selected_channel: channel, selected_channels: channels } = held;
  const { selected_conversation: conversation, selected_conversations: conversations } = held;
  const places = [channel, conversation, ...asList(channels), ...asList(conversations)].map(asText).filter(Boolean);
  for (const id of places) if (!world.conversations.find(id)) throw new Error(`No picker lists ${id}.`);
}
