import type { Json, Outcome, PersonSession } from '../contract.ts';
import { type Deliver, outcomeOf } from '../delivery.ts';
import { isStateful, offered, valueTyped } from '../element-values.ts';
import { type Placed, stateOf, type Values } from '../elements.ts';
import { asJsons } from '../json.ts';
import type { OpenView } from '../views.ts';
import type { World } from '../world.ts';
import { conversationOf, elementNamed, messageOf, type Seat, viewOf } from './guard.ts';
import { assertListed } from './offering.ts';
import { actionJson, inMessage, interaction, inView, stateJson } from './payloads.ts';

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function pressing(seat: Seat, deliver: Deliver): Pick<PersonSession, 'press' | 'pressInView'> {
  const { world } = seat;
  /** What this person picked in the inputs of messages, by message. */
  const picks = new Map<string, Values>();

  return {
    press: async (channel, ts, actionId, option) => {
      const [conversation, message] = [conversationOf(seat, channel), messageOf(seat, channel, ts)];
      const placed = elementNamed(message.blocks, actionId, `message ${ts}`);
      const held = heldBy(placed.element, option);
      const values = withValue(world, stateOf(message.blocks, picks.get(`${channel} ${ts}`)), placed, held);
      picks.set(`${channel} ${ts}`, values);

      const user = seat.person().id;
      const payload = {
        ...interaction(world, 'block_actions', seat.person()),
        ...inMessage(world, conversation, message),
        ...stateJson(values),
        trigger_id: world.triggers.issue({ user }),
        response_url: world.responseUrls.issue({ user, channel: conversation.id, source: ts }),
        actions: [actionJson(placed, held, world.nextTs())],
      };
      return outcomeOf(await deliver({ kind: 'interaction', payload }));
    },
    pressInView: async (viewId, actionId, option) => {
      const view = viewOf(seat, viewId);
      const placed = elementNamed(asJsons(view.payload.blocks), actionId, `modal ${viewId}`);
      return pressInView(seat, deliver, view, placed, heldBy(placed.element, option));
    },
  };
}

/** Notes what the element holds now and tells the bot. */
export async function pressInView(
  seat: Seat,
  deliver: Deliver,
  view: OpenView,
  placed: Placed,
  held: Json,
): Promise<Outcome> {
  const { world } = seat;
  const shown = world.views.set(view, { values: withValue(world, view.values, placed, held) });
  const payload = {
    ...interaction(world, 'block_actions', seat.person()),
    ...inView(world, shown),
    trigger_id: world.triggers.issue({ user: seat.person().id, view: view.id }),
    actions: [actionJson(placed, held, world.nextTs())],
  };
  return outcomeOf(await deliver({ kind: 'interaction', payload }));
}

function heldBy(element: Json, option?: string): Json {
  if (element.type === 'overflow') return { selected_option: offered(element, option ?? '') };
  return isStateful(element) ? valueTyped(element, option ?? null) : {};
}

/** The values with what the element holds now; throws for what no picker lists. */
export function withValue(world: World, values: Values, { block, element }: Placed, held: Json): Values {
  if (!isStateful(element)) return values;
  assertListed(world, held);
  const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
  return { ...values, [blockId]: { ...values[blockId], [actionId]: held } };
}
