import { objectionsToOptions } from '../block-kit/surfaces.ts';
import type { Json, Outcome, PersonSession } from '../contract.ts';
import { type Deliver, outcomeOf } from '../delivery.ts';
import { picked, type Typed, valueTyped } from '../element-values.ts';
import type { Placed } from '../elements.ts';
import { asJson, asJsons } from '../json.ts';
import type { OpenView } from '../views.ts';
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
      // "the fewest number of typed characters required before dispatch"; the default is 3
      if (typed.length < Number(placed.element.min_query_length ?? 3)) return [];
      const { ok, error, answer } = outcomeOf(
        await deliver({ kind: 'interaction', payload: query(seat, view, placed, typed) }),
      );
      const objections = ok ? objectionsToOptions(answer) : [String(error)];
      if (objections.length === 0) return optionsIn(asJson(answer));
      world.complaints.push(`block_suggestion for ${blockId}: ${objections.join('; ')}`);
      return [];
    },
  };
}

/** https://docs.slack.dev/reference/block-kit/blocks/input-block: inputs are silent unless `dispatch_action` is set. */
const isTold = ({ block }: Placed): boolean => block.type !== 'input' || block.dispatch_action === true;

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const query = (seat: Seat, view: OpenView, { block, element }: Placed, typed: string): Json => ({
  ...interaction(seat.world, 'block_suggestion', seat.person()),
  ...inView(seat.world, view),
  action_id: element.action_id,
  block_id: block.block_id,
  value: typed,
});

const optionsIn = (answer: Json): readonly Json[] => [
  ...asJsons(answer.options),
  ...asJsons(answer.option_groups).flatMap((group) => asJsons(group.options)),
];
