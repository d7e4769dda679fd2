import type { Json, Outcome, PersonSession, Picked } from '../contract.ts';
import { type Deliver, outcomeOf } from '../delivery.ts';
import { isStateful, offered, valueTyped } from '../element-values.ts';
import type { Placed, Values } from '../elements.ts';
import { asJsons } from '../json.ts';
import type { OpenView } from '../views.ts';
import type { World } from '../world.ts';
import { elementNamed, type Seat, viewOf } from './guard.ts';
import { assertListed } from './offering.ts';
import { actionJson, interaction, inView } from './payloads.ts';

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function pressing(seat: Seat, deliver: Deliver): Pick<PersonSession, 'pressInView'> {
  return {
    pressInView: async (viewId, actionId, option, blockId) => {
      const view = viewOf(seat, viewId);
      const placed = elementNamed(asJsons(view.payload.blocks), actionId, `modal ${viewId}`, blockId);
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

export function heldBy(element: Json, option?: Picked): Json {
  if (element.type === 'overflow') return { selected_option: offered(element, String(option ?? '')) };
  return isStateful(element) ? valueTyped(element, option ?? null) : {};
}

/** The values with what the element holds now; throws for what no picker lists. */
export function withValue(world: World, values: Values, { block, element }: Placed, held: Json): Values {
  if (!isStateful(element)) return values;
  assertListed(world, held);
  const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
  return { ...values, [blockId]: { ...values[blockId], [actionId]: held } };
}
