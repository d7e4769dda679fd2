import { objectionsToOptions } from '../block-kit/surfaces.ts';
import type { Json, Outcome, PersonSession } from '../contract.ts';
import { type Deliver, outcomeOf } from '../delivery.ts';
import { picked, type Typed, valueTyped } from '../element-values.ts';
import type { Placed } from '../elements.ts';
import { asJson, asJsons } from '../json.ts';
import { elementInBlock, type Seat, viewOf } from './guard.ts';
import { interaction, inView } from './payloads.ts';
import { pressInView, withValue } from './pressing.ts';

const NOT_TOLD: Outcome = { ok: true, status: 0 };

export function filling(seat: Seat, deliver: Deliver): Pick<PersonSession, 'fill' | 'suggest' | 'pick'> {
  const { world } = seat;
  const hold = async (viewId: string, blockId: string, held: (element: Json) => Json): Promise<Outcome> => {
    const view = viewOf(seat, viewId);
    const placed = elementInBlock(asJsons(view.payload.blocks), blockId, `modal ${viewId}`);
    const { [blockId]: _corrected, ...errors } = view.errors;
    const values = withValue(world, view.values, placed, held(placed.element));
    const changed = world.views.set(view, { values, errors });
    return isTold(placed) ? pressInView(seat, deliver, changed, placed, held(placed.element)) : NOT_TOLD;
  };

  return {
    fill: (viewId, blockId, value) => hold(viewId, blockId, (element) => valueTyped(element, value as Typed)),
    pick: (viewId, blockId, option) => hold(viewId, blockId, (element) => picked(element, option)),
    suggest: async (viewId, blockId, typed) => {
      const view = viewOf(seat, viewId);
      const placed = elementInBlock(asJsons(view.payload.blocks), blockId, `modal ${viewId}`);
      return offersFor(seat, deliver, placed, typed, inView(world, view));
    },
  };
}

/** What the bot offers for what was typed into an external select; `where` is the part of the payload that says where. */
export async function offersFor(
  seat: Seat,
  deliver: Deliver,
  { block, element }: Placed,
  typed: string,
  where: Json,
): Promise<readonly Json[]> {
  // "the fewest number of typed characters required before dispatch"; the default is 3
  // https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
  if (typed.length < Number(element.min_query_length ?? 3)) return [];
  const about = { action_id: element.action_id, block_id: block.block_id, value: typed };
  const payload = { ...interaction(seat.world, 'block_suggestion', seat.person()), ...where, ...about };
  const { ok, error, answer } = outcomeOf(await deliver({ kind: 'interaction', payload }));
  const objections = ok ? objectionsToOptions(answer) : [String(error)];
  if (objections.length === 0) return optionsIn(asJson(answer));
  seat.world.complaints.push(`block_suggestion for ${String(block.block_id)}: ${objections.join('; ')}`);
  return [];
}

/** https://docs.slack.dev/reference/block-kit/blocks/input-block: inputs are silent unless `dispatch_action` is set. */
const isTold = ({ block }: Placed): boolean => block.type !== 'input' || block.dispatch_action === true;

const optionsIn = (answer: Json): readonly Json[] => [
  ...asJsons(answer.options),
  ...asJsons(answer.option_groups).flatMap((group) => asJsons(group.options)),
];
