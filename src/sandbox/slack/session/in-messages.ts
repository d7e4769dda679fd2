import type { Json, Message, Outcome, PersonSession } from '../contract.ts';
import type { Conversation } from '../conversations.ts';
import { type Deliver, outcomeOf } from '../delivery.ts';
import { picked, valueTyped } from '../element-values.ts';
import { type Placed, stateOf, type Values } from '../elements.ts';
import { offersFor } from './filling.ts';
import { conversationOf, elementInBlock, elementNamed, messageOf, type Seat } from './guard.ts';
import { actionJson, inMessage, interaction, stateJson } from './payloads.ts';
import { heldBy, withValue } from './pressing.ts';

type InMessages = Pick<PersonSession, 'press' | 'fillInMessage' | 'suggestInMessage' | 'pickInMessage'>;

interface Spot {
  readonly conversation: Conversation;
  readonly message: Message;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function inMessages(seat: Seat, deliver: Deliver): InMessages {
  const { world } = seat;
  /** What this person picked and typed in messages, by message. */
  const picks = new Map<string, Values>();

  const spotOf = (channel: string, ts: string): Spot => ({
    conversation: conversationOf(seat, channel),
    message: messageOf(seat, channel, ts),
  });
  const keep = ({ conversation, message }: Spot, placed: Placed, held: Json): Values => {
    const key = `${conversation.id} ${message.ts}`;
    const values = withValue(world, stateOf(message.blocks, picks.get(key)), placed, held);
    picks.set(key, values);
    return values;
  };
  const tell = async (spot: Spot, placed: Placed, held: Json): Promise<Outcome> => {
    const user = seat.person().id;
    const payload = {
      ...interaction(world, 'block_actions', seat.person()),
      ...inMessage(world, spot.conversation, spot.message),
      ...stateJson(keep(spot, placed, held)),
      trigger_id: world.triggers.issue({ user }),
      response_url: world.responseUrls.issue({ user, channel: spot.conversation.id, source: spot.message.ts }),
      actions: [actionJson(placed, held, world.nextTs())],
    };
    return outcomeOf(await deliver({ kind: 'interaction', payload }));
  };
  const elementIn = ({ message }: Spot, actionId: string, blockId?: string) =>
    elementNamed(message.blocks, actionId, `message ${message.ts}`, blockId);

  return {
    press: async (channel, ts, actionId, option, blockId) => {
      const spot = spotOf(channel, ts);
      const placed = elementIn(spot, actionId, blockId);
      return tell(spot, placed, heldBy(placed.element, option));
    },
    pickInMessage: async (channel, ts, actionId, option) => {
      const spot = spotOf(channel, ts);
      const placed = elementIn(spot, actionId);
      return tell(spot, placed, picked(placed.element, option));
    },
    fillInMessage: async (channel, ts, blockId, value) => {
      const spot = spotOf(channel, ts);
      const placed = elementInBlock(spot.message.blocks, blockId, `message ${ts}`);
      const held = valueTyped(placed.element, value);
      if (placed.block.dispatch_action === true) return tell(spot, placed, held);
      keep(spot, placed, held);
      return { ok: true, status: 0 };
    },
    suggestInMessage: (channel, ts, actionId, typed) => {
      const spot = spotOf(channel, ts);
      return offersFor(
        seat,
        deliver,
        elementIn(spot, actionId),
        typed,
        inMessage(world, spot.conversation, spot.message),
      );
    },
  };
}
