import type { Json, Message, Person } from '../contract.ts';
import type { Conversation } from '../conversations.ts';
import { elementsOf, type Placed } from '../elements.ts';
import type { OpenView } from '../views.ts';
import type { World } from '../world.ts';

/** A person at their Slack client. What their client would not let them do throws. */
export interface Seat {
  readonly world: World;
  /** The person as they are now; throws once they are deactivated. */
  readonly person: () => Person;
}

export function seatOf(world: World, userId: string): Seat {
  if (!world.people.find(userId)) throw new Error(`There is no person ${userId}.`);
  return { world, person: () => active(world, userId) };
}

function active(world: World, userId: string): Person {
  const person = world.people.find(userId);
  if (!person || person.kind === 'deactivated') throw new Error(`${person?.realName ?? userId} is deactivated.`);
  return person;
}

export function conversationOf({ world, person }: Seat, channel: string): Conversation {
  const { id, realName } = person();
  const conversation = world.conversations.find(channel);
  if (!conversation || !world.conversations.has(conversation, id)) {
    throw new Error(`${realName} is not in a conversation ${channel}.`);
  }
  return conversation;
}

/** A message this person can see. */
export function messageOf(seat: Seat, channel: string, ts: string): Message {
  const { id } = conversationOf(seat, channel);
  const { messages } = seat.world;
  const own = messages.findEphemeral(id, ts);
  const message = messages.find(id, ts) ?? (own?.ephemeralFor === seat.person().id ? own : undefined);
  if (!message) throw new Error(`There is no message ${ts} in ${channel}.`);
  return message;
}

/** A modal this person has in front of them, which only the top one is; else their Home tab. */
export function viewOf({ world, person }: Seat, viewId: string): OpenView {
  const { id } = person();
  const top = world.views.stackOf(id).at(-1) ?? world.views.homeOf(id);
  if (top?.id !== viewId) throw new Error(`${person().realName} has no modal ${viewId} in front of them.`);
  return top;
}

/** Action ids are unique within a block only: without a block's id it is the first of that name. */
export function elementNamed(blocks: readonly Json[], actionId: string, where: string, blockId?: string): Placed {
  const named = elementsOf(blocks).filter(({ element }) => element.action_id === actionId);
  // Blocks without an id of the bot's get a new one with each drawing: what was seen before it is still pressed.
  const isAlone = named.length === 1 || blockId === undefined;
  const found = named.find(({ block }) => block.block_id === blockId) ?? (isAlone ? named[0] : undefined);
  if (found) return found;
  const there = elementsOf(blocks).map(({ element }) => element.action_id);
  throw new Error(`There is no ${actionId} on ${where}, but: ${there.join(', ') || 'nothing to press'}.`);
}

/** The one element of a block. */
export function elementInBlock(blocks: readonly Json[], blockId: string, where: string): Placed {
  const found = elementsOf(blocks).find(({ block }) => block.block_id === blockId);
  if (found) return found;
  const there = elementsOf(blocks).map(({ block }) => block.block_id);
  throw new Error(`There is no block ${blockId} to fill on ${where}, but: ${there.join(', ') || 'none'}.`);
}
